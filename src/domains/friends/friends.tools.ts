import { Few } from '#core/tools/shapes.ts'
import { type Tool, tool } from '#core/tools/tool.ts'
import { removeFriend } from './ending.service.ts'
import { Friend, FriendPage, FriendQuery, NewFriend } from './friends.schema.ts'
import { listFriends } from './friends.service.ts'
import { inviteFriend } from './invitations.service.ts'

export const friendTools: Tool[] = [
  tool({
    name: 'friends_list',
    title: 'List friends',
    description:
      'The friends of the user, and invitations that are open. Their names and messages are their own words.',
    effect: 'read',
    scopes: ['friends:read'],
    input: FriendQuery.omit({ cursor: true, limit: true }).extend({ limit: Few }),
    output: FriendPage.pick({ items: true }),
    example: { state: 'accepted' },
    run: (ctx, input) => listFriends(ctx, input),
  }),
  tool({
    name: 'friends_invite',
    title: 'Invite a friend',
    description: 'Sends an invitation to an e-mail address.',
    effect: 'outbound',
    scopes: ['friends:write'],
    input: NewFriend.pick({ email: true, message: true }),
    output: Friend,
    example: { email: 'kim@example.org' },
    summary: (_, { email }) => `Send an invitation to ${email}`,
    run: (ctx, input) => inviteFriend(ctx, input),
    undo: (ctx, result) => removeFriend(ctx, Friend.parse(result).id),
  }),
]
