import { z } from 'zod'
import { PageQuery, pageOf } from '#core/page.ts'

const Kind = z
  .string()
  .min(1)
  .max(40)
  .regex(/^[a-z][a-z0-9_]*$/, 'a kind such as reminder')

export const Notification = z
  .object({
    id: z.uuid(),
    version: z.int(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    kind: z.string().describe('reminder, schedule, task_due, digest, test …'),
    title: z.string(),
    body: z.string().nullable(),
    entity: z.string().nullable().describe('What kind of item it is about'),
    entityId: z.uuid().nullable(),
    occurrence: z.string().nullable().describe('Which occurrence of a recurring item'),
    readAt: z.iso.datetime().nullable(),
  })
  .meta({
    id: 'Notification',
    example: {
      id: '0198f3a1-7c00-7000-8000-0000000000d1',
      version: 1,
      createdAt: '2027-03-01T08:00:00.000Z',
      updatedAt: '2027-03-01T08:00:00.000Z',
      kind: 'reminder',
      title: 'Take the pill',
      body: null,
      entity: 'reminder',
      entityId: '0198f3a1-7c00-7000-8000-0000000000e1',
      occurrence: '2027-03-01T08:00:00.000Z',
      readAt: null,
    },
  })

export const NotificationPage = pageOf(Notification).meta({ id: 'NotificationPage' })

export const NotificationQuery = PageQuery.extend({
  unread: z.stringbool().optional().meta({ description: 'true: only unread ones; false: only read ones' }),
  kind: Kind.optional().meta({ description: 'Only of this kind', example: 'reminder' }),
})
export type NotificationQuery = z.infer<typeof NotificationQuery>

/** What a client may change; everything else is the sender's. */
export const NotificationPatch = z
  .strictObject({ read: z.boolean() })
  .partial()
  .meta({ id: 'NotificationPatch', example: { read: true } })
export type NotificationPatch = z.infer<typeof NotificationPatch>

export const UnreadCount = z
  .object({ unread: z.int().describe('For the badge') })
  .meta({ id: 'UnreadCount', example: { unread: 3 } })

export const ReadAll = z
  .object({ marked: z.int().describe('How many were unread') })
  .meta({ id: 'ReadAll', example: { marked: 3 } })
