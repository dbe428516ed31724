import { z } from 'zod'
import { PageQuery, pageOf } from '#core/page.ts'
import { Instant } from '#core/wire.ts'
import { ACCESS, FIGURES, SHAREABLE } from './kinds.ts'
import { SHARE_STATES } from './sharing.tables.ts'

const Kind = z.enum(SHAREABLE).meta({ example: 'note' })
const Level = z.enum(ACCESS).meta({ example: 'edit' })
const Fields = z
  .array(z.string())
  .describe('What of the item is shown, besides its title')
  .meta({ example: ['content'] })

const owned = {
  id: z.uuid(),
  version: z.int(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
}
const terms = {
  entity: Kind,
  access: Level,
  fields: Fields,
  message: z.string().nullable().meta({ example: 'As promised' }),
  expiresAt: z.iso.datetime().nullable(),
  state: z.enum(SHARE_STATES).meta({ example: 'accepted' }),
  acceptedAt: z.iso.datetime().nullable(),
  commentCount: z.int().meta({ example: 0 }),
}

export const Share = z
  .object({
    ...owned,
    friendId: z.uuid().nullable().describe('The friend; null where only links open it'),
    entityId: z.uuid(),
    ...terms,
  })
  .meta({ id: 'Share' })
export type Share = z.infer<typeof Share>

const Terms = z.strictObject({
  access: z.enum(ACCESS).optional().meta({ description: 'What the friend may do', example: 'edit' }),
  fields: z
    .array(z.string().max(40))
    .max(30)
    .optional()
    .meta({ description: 'Of a habit or goal little is shown unless you say so here', example: ['content', 'tags'] }),
  message: z.string().trim().min(1).max(500).nullish().meta({ example: 'As promised' }),
  expiresAt: Instant.nullish(),
})

export const NewShare = Terms.extend({
  entity: Kind,
  entityId: z.uuid(),
  friendId: z.uuid().nullish().meta({ description: 'A friend’s `friendId`; without one only links open it' }),
}).meta({ id: 'NewShare' })
export type NewShare = z.infer<typeof NewShare>
export const SharePatch = Terms.meta({ id: 'SharePatch', example: { access: 'view' } })
export type SharePatch = z.infer<typeof SharePatch>

export const ShareQuery = PageQuery.extend({
  friendId: z.uuid().optional(),
  entity: z.enum(SHAREABLE).optional(),
  entityId: z.uuid().optional(),
  state: z.enum(SHARE_STATES).optional(),
})
export type ShareQuery = z.infer<typeof ShareQuery>
export const SharePage = pageOf(Share).meta({ id: 'SharePage' })

export const ReceivedShare = z
  .object({
    ...owned,
    ownerId: z.uuid(),
    ownerName: z.string().nullable().meta({ example: 'Kim' }),
    title: z.string().meta({ example: 'Soil for tomatoes' }),
    ...terms,
    itemVersion: z.int().describe('Grows with every change of the item').meta({ example: 3 }),
    mayNudge: z.boolean().meta({ example: true }),
    reminderId: z.uuid().nullable().describe('The reminder that rings here for a shared one'),
  })
  .meta({ id: 'ReceivedShare' })
export type ReceivedShare = z.infer<typeof ReceivedShare>

export const NoChanges = z.strictObject({}).meta({ id: 'ReceivedSharePatch', example: {} })

export const ReceivedQuery = PageQuery.extend({
  entity: z.enum(SHAREABLE).optional(),
  state: z.enum(['pending', 'accepted']).optional(),
  ownerId: z.uuid().optional(),
})
export type ReceivedQuery = z.infer<typeof ReceivedQuery>
export const ReceivedPage = pageOf(ReceivedShare).meta({ id: 'ReceivedSharePage' })

export const ShareComment = z
  .object({
    id: z.uuid(),
    authorId: z.uuid(),
    authorName: z.string().nullable().meta({ example: 'Kim' }),
    text: z.string().meta({ example: 'Well done!' }),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'ShareComment' })
export type ShareComment = z.infer<typeof ShareComment>
export const ShareCommentPage = pageOf(ShareComment).meta({ id: 'ShareCommentPage' })
export const NewShareComment = z
  .strictObject({ text: z.string().trim().min(1).max(2_000).meta({ example: 'Well done!' }) })
  .meta({ id: 'NewShareComment' })

export const Nudge = z
  .strictObject({ message: z.string().trim().min(1).max(200).nullish().meta({ example: 'Twenty pages tonight?' }) })
  .meta({ id: 'Nudge' })

export const CompareQuery = z.strictObject({
  habitId: z.uuid().optional().meta({ description: 'Your own habit to put beside it' }),
})

const Side = z.object({
  name: z.string().meta({ example: 'Read' }),
  figures: z
    .partialRecord(z.enum(FIGURES), z.number())
    .describe('What was agreed on, and nothing else')
    .meta({ example: { currentStreak: 12, completionRate: 88 } }),
})
export const HabitComparison = z.object({ theirs: Side, yours: Side.nullable() }).meta({ id: 'HabitComparison' })
export type HabitComparison = z.infer<typeof HabitComparison>

export const NewShareLink = z
  .strictObject({ expiresInHours: z.int().min(1).max(8_760).default(168).meta({ example: 168 }) })
  .meta({ id: 'NewShareLink' })

const Link = z.object({ id: z.uuid(), createdAt: z.iso.datetime(), expiresAt: z.iso.datetime() })
export const ShareLinks = z.object({ items: z.array(Link) }).meta({ id: 'ShareLinks' })
export type ShareLink = z.infer<typeof Link>
export const CreatedShareLink = Link.extend({
  url: z
    .string()
    .describe('A page for people; JSON for whoever asks for it. Shown this once')
    .meta({ example: 'https://almanac.example.org/s/share_Xq3yv0mJ4m2b8m7kq2o0c8Q1vYw3n5s7t9u1w3y5A7C' }),
}).meta({ id: 'CreatedShareLink' })
export const ShareLinkParams = z.strictObject({ id: z.uuid(), linkId: z.uuid() })
