import { z } from 'zod'
import { PageQuery, pageOf } from '#core/page.ts'
import { FRIEND_STATES } from './friends.tables.ts'

export const Friend = z
  .object({
    id: z.uuid(),
    version: z.int(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    state: z
      .enum(FRIEND_STATES)
      .describe('An invitation that is declined or blocked stays `pending_sent` for whoever sent it')
      .meta({ example: 'accepted' }),
    friendId: z.uuid().nullable().describe('The other user; null while an invitation of yours is open'),
    name: z.string().nullable().meta({ example: 'Kim' }),
    avatarUrl: z.string().nullable(),
    email: z.string().nullable().describe('The address that you invited').meta({ example: 'kim@example.org' }),
    message: z.string().nullable().describe('What came with the invitation'),
    acceptedAt: z.iso.datetime().nullable(),
    expiresAt: z.iso.datetime().nullable().describe('Until when an open invitation can be accepted'),
    autoAcceptReminders: z.boolean().describe('Reminders that they share with you need no acceptance'),
    autoAcceptNotes: z.boolean().describe('The same for notes'),
    autoAcceptOthers: z.boolean().describe('The same for everything else'),
    seeHabits: z.boolean().describe('They see the habits that you share with them').meta({ example: true }),
    seeGoals: z.boolean().describe('They see the goals that you share with them').meta({ example: true }),
    mayNudge: z.boolean().describe('They may nudge you about what you share with them').meta({ example: true }),
  })
  .meta({ id: 'Friend' })
export type Friend = z.infer<typeof Friend>

const Permissions = z.strictObject({
  autoAcceptReminders: z.boolean().optional(),
  autoAcceptNotes: z.boolean().optional(),
  autoAcceptOthers: z.boolean().optional(),
  seeHabits: z.boolean().optional(),
  seeGoals: z.boolean().optional(),
  mayNudge: z.boolean().optional(),
})

export const NewFriend = Permissions.extend({
  email: z.email().max(254).meta({ example: 'kim@example.org' }),
  message: z.string().trim().min(1).max(500).nullish().meta({ example: 'Shall we keep each other going?' }),
}).meta({ id: 'NewFriend' })
export type NewFriend = z.infer<typeof NewFriend>

export const FriendPatch = Permissions.meta({ id: 'FriendPatch', example: { autoAcceptReminders: true } })
export type FriendPatch = z.infer<typeof FriendPatch>

export const FriendQuery = PageQuery.extend({ state: z.enum(FRIEND_STATES).optional() })
export type FriendQuery = z.infer<typeof FriendQuery>
export const FriendPage = pageOf(Friend).meta({ id: 'FriendPage' })

export const FriendStats = z
  .object({
    total: z.int().describe('Friends').meta({ example: 4 }),
    pendingSent: z.int().meta({ example: 1 }),
    pendingReceived: z.int().meta({ example: 2 }),
  })
  .meta({ id: 'FriendStats' })
export type FriendStats = z.infer<typeof FriendStats>

export const NewFriendLink = z
  .strictObject({
    expiresInHours: z.int().min(1).max(720).default(168).meta({ example: 168 }),
    maxUses: z.int().min(1).max(100).default(1).meta({ description: 'How many may use it', example: 1 }),
  })
  .meta({ id: 'NewFriendLink' })
export type NewFriendLink = z.infer<typeof NewFriendLink>

const Link = z.object({
  id: z.uuid(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  maxUses: z.int().meta({ example: 1 }),
  uses: z.int().meta({ example: 0 }),
})
export const FriendLinks = z.object({ items: z.array(Link) }).meta({ id: 'FriendLinks' })
export type FriendLink = z.infer<typeof Link>

const SECRET = 'friend_Xq3yv0mJ4m2b8m7kq2o0c8Q1vYw3n5s7t9u1w3y5A7C'
export const CreatedFriendLink = Link.extend({
  token: z.string().describe('Shown this once').meta({ example: SECRET }),
  url: z
    .string()
    .describe('A page that says what to do with it')
    .meta({ example: `https://almanac.example.org/join#${SECRET}` }),
}).meta({ id: 'CreatedFriendLink' })

export const FriendLinkUse = z
  .strictObject({
    token: z.string().min(20).max(500).meta({ description: 'The token, or the whole address', example: SECRET }),
  })
  .meta({ id: 'FriendLinkUse' })
