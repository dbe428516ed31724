import { entity } from '#core/entity.ts'
import { after, daily, during, job } from '#core/messages.ts'
import type { Module } from '#core/module.ts'
import { EmailProved, UserErased, UserJoined } from '#domains/accounts/accounts.events.ts'
import { removeFriend } from './ending.service.ts'
import { friendsRoutes } from './friends.routes.ts'
import { Friend, FriendPatch, NewFriend } from './friends.schema.ts'
import { forgetErased, forgetExpired, loadFriends, updateFriend } from './friends.service.ts'
import { friends } from './friends.tables.ts'
import { friendTools } from './friends.tools.ts'
import {
  DELIVER,
  deliverInvitation,
  inviteFriend,
  receiveWaiting,
  rememberAddress,
  restoreFriend,
  Sent,
} from './invitations.service.ts'
import { friendLinksRoutes, joinRoutes } from './links.routes.ts'
import { forgetLinks } from './links.service.ts'

export const friendsModule: Module = {
  name: 'friends',
  tags: { friends: 'Who may share with whom: invited by e-mail or by a link, with what each may do' },
  routes: [friendLinksRoutes, friendsRoutes],
  rootRoutes: [joinRoutes],
  tools: friendTools,
  entities: [
    entity({
      name: 'friend',
      path: '/friends',
      table: friends,
      item: Friend,
      input: NewFriend,
      patch: FriendPatch,
      load: loadFriends,
      create: inviteFriend,
      update: updateFriend,
      remove: removeFriend,
      restore: restoreFriend,
    }),
  ],
  during: [during(UserErased, forgetErased)],
  jobs: [
    job(DELIVER, Sent, deliverInvitation),
    after(UserJoined, 'friends.joined', (ctx, { live }, who) => receiveWaiting(ctx, live, who)),
    after(EmailProved, 'friends.proved', (ctx, { live }, who) => receiveWaiting(ctx, live, who)),
    daily('friends.forget_expired', '52 * * * *', async (ctx) => {
      await forgetExpired(ctx)
      await forgetLinks(ctx)
    }),
  ],
  start: async ({ base, config }) => rememberAddress(base.deliver, config.publicUrl),
}
