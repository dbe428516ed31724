import { ifMatch } from '#core/conditional.ts'
import { created, IdParams, NoContent, type Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import { blockFriend, removeFriend, unblockFriend } from './ending.service.ts'
import * as schema from './friends.schema.ts'
import { friendStats, getFriend, listFriends, updateFriend } from './friends.service.ts'
import { acceptFriend, declineFriend, inviteFriend } from './invitations.service.ts'

const { Friend } = schema
const tags = ['friends']

export const friendsRoutes: Routes = async (app) => {
  const { bus } = app.platform
  /** Whoever else a request concerns hears of it as soon as it is done. */
  const wake = (userId: string | null) => userId !== null && bus.wake(userId)

  app.get(
    '/friends',
    {
      schema: {
        operationId: 'listFriends',
        summary: 'List friends and invitations',
        description: 'Newest first, of all states or of one.',
        tags,
        querystring: schema.FriendQuery,
        response: { 200: schema.FriendPage },
      },
    },
    (req) => listFriends(userCtx(req), req.query),
  )

  app.post(
    '/friends',
    {
      schema: {
        operationId: 'inviteFriend',
        summary: 'Invite a friend by e-mail',
        description:
          'The answer says nothing about whether the address has an account: whoever has it, now or once they have signed up and confirmed it, finds the invitation there. If they have invited you as well, you are friends. 429 after 20 invitations in a day, or three to one address in 30 days.',
        tags,
        body: schema.NewFriend,
        response: { 201: Friend },
      },
    },
    async (req, reply) => created(req, reply, await inviteFriend(userCtx(req), req.body)),
  )

  app.get(
    '/friends/stats',
    {
      schema: {
        operationId: 'getFriendStats',
        summary: 'Count friends and open invitations',
        tags,
        response: { 200: schema.FriendStats },
      },
    },
    (req) => friendStats(userCtx(req)),
  )

  app.get(
    '/friends/:id',
    {
      schema: { operationId: 'getFriend', summary: 'Read a friend', tags, params: IdParams, response: { 200: Friend } },
    },
    (req) => getFriend(userCtx(req), req.params.id),
  )

  app.patch(
    '/friends/:id',
    {
      schema: {
        operationId: 'updateFriend',
        summary: 'Say what a friend may do',
        tags,
        params: IdParams,
        body: schema.FriendPatch,
        response: { 200: Friend },
      },
    },
    async (req) => {
      const friend = await updateFriend(userCtx(req), req.params.id, req.body, ifMatch(req))
      wake(friend.friendId)
      return friend
    },
  )

  app.delete(
    '/friends/:id',
    {
      schema: {
        operationId: 'deleteFriend',
        summary: 'End a friendship, or take back an invitation',
        description: 'For both of you, with everything that was shared, at once.',
        tags,
        params: IdParams,
        response: { 204: NoContent },
      },
    },
    async (req, reply) => {
      wake(await removeFriend(userCtx(req), req.params.id, ifMatch(req)))
      return reply.code(204).send(null)
    },
  )

  app.post(
    '/friends/:id/accept',
    {
      schema: {
        operationId: 'acceptFriend',
        summary: 'Accept an invitation',
        description: '409 when it does not stand any more.',
        tags,
        params: IdParams,
        response: { 200: Friend },
      },
    },
    async (req) => {
      const friend = await acceptFriend(userCtx(req), req.params.id)
      wake(friend.friendId)
      return friend
    },
  )

  app.post(
    '/friends/:id/decline',
    {
      schema: {
        operationId: 'declineFriend',
        summary: 'Decline an invitation',
        description: 'Whoever has sent it is not told. It can still be accepted.',
        tags,
        params: IdParams,
        response: { 200: Friend },
      },
    },
    (req) => declineFriend(userCtx(req), req.params.id),
  )

  app.post(
    '/friends/:id/block',
    {
      schema: {
        operationId: 'blockFriend',
        summary: 'Block a user',
        description:
          'Ends the friendship, if there is one, with everything that was shared. Their invitations and links do nothing any more, and say nothing.',
        tags,
        params: IdParams,
        response: { 200: Friend },
      },
    },
    async (req) => {
      const friend = await blockFriend(userCtx(req), req.params.id)
      wake(friend.friendId)
      return friend
    },
  )

  app.post(
    '/friends/:id/unblock',
    {
      schema: {
        operationId: 'unblockFriend',
        summary: 'Lift a block',
        description: 'They are a stranger again: a friendship begins with a new invitation.',
        tags,
        params: IdParams,
        response: { 204: NoContent },
      },
    },
    async (req, reply) => {
      await unblockFriend(userCtx(req), req.params.id)
      return reply.code(204).send(null)
    },
  )
}
