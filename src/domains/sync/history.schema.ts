import { z } from 'zod'
import { CHANGE_OPS } from '#core/feed.ts'
import { PageQuery, pageOf } from '#core/page.ts'

/** An item of any kind, as its collection answers it. */
export const AnyItem = z.record(z.string(), z.unknown())

export const HistoryEntry = z
  .object({
    seq: z.int().describe("The change's number in your feed: `POST /api/changes/{seq}/undo` undoes it"),
    op: z.enum(CHANGE_OPS),
    at: z.iso.datetime(),
    actor: z
      .string()
      .describe(
        '`user` for you in person; otherwise who acted for you: `api_key:<id>`, `client:<id>`, `job:<name>`, `assistant:<action>`, `support:<user>`',
      ),
    changes: z
      .array(z.object({ field: z.string(), from: z.unknown(), to: z.unknown() }))
      .describe('Fields that it changed; for `create` the ones that were set'),
  })
  .meta({
    id: 'HistoryEntry',
    example: {
      seq: 42,
      op: 'update',
      at: '2027-03-01T09:00:00.000Z',
      actor: 'user',
      changes: [{ field: 'title', from: 'Read', to: 'Read more' }],
    },
  })
export type HistoryEntry = z.infer<typeof HistoryEntry>
export const HistoryPage = pageOf(HistoryEntry).meta({ id: 'HistoryPage' })
export const HistoryQuery = PageQuery

export const ChangeParams = z.strictObject({ seq: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) })
export const Undone = z
  .object({
    entity: z.string(),
    id: z.uuid(),
    item: AnyItem.nullable().describe('As it is now; null when undoing took it to the trash'),
  })
  .meta({
    id: 'Undone',
    example: { entity: 'task', id: '01890a5d-ac96-774b-bcce-b302099a8057', item: { title: 'Read' } },
  })
export type Undone = z.infer<typeof Undone>

export const TrashQuery = PageQuery.extend({
  entity: z.string().min(1).max(50).optional().meta({ description: 'Only items of this kind: `task`' }),
})
export type TrashQuery = z.infer<typeof TrashQuery>
export const TrashedItem = z
  .object({ entity: z.string(), id: z.uuid(), deletedAt: z.iso.datetime(), item: AnyItem })
  .meta({
    id: 'TrashedItem',
    example: {
      entity: 'task',
      id: '01890a5d-ac96-774b-bcce-b302099a8057',
      deletedAt: '2027-03-01T09:00:00.000Z',
      item: { title: 'Read' },
    },
  })
export type TrashedItem = z.infer<typeof TrashedItem>
export const TrashPage = pageOf(TrashedItem).meta({ id: 'TrashPage' })
