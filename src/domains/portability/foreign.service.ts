import { and, eq, inArray, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { z } from 'zod'
import { writeAs } from '#core/attribution.ts'
import { inTransaction, type UserCtx } from '#core/ctx.ts'
import type { Entities, Entity } from '#core/entity.ts'
import { AppError } from '#core/errors.ts'
import { deleteFile, loadFiles } from '#domains/files/files.service.ts'
import { importLogs } from '#domains/habits/imports.service.ts'
import { lastActorOf, madeBy } from './foreign.queries.ts'
import type { Plan, Step } from './importers/plan.ts'
import type { ImportReport } from './portability.tables.ts'

const DAYS_AT_ONCE = 1_000

export interface Carrying {
  plan: Plan
  entities: Entities
  apply: boolean
  /** As the feed names who wrote: what was made in this name can be undone. */
  by: string
  /** Told after every item; throws when nobody waits for it any more. */
  beat: (rows: number) => Promise<void>
}

class TakenBack extends Error {}

/**
 * Makes the items of a file of another program through their collections' own services. What is here already stays; what is refused is told
 * with its line, and the others go on. Without `apply` everything is carried out just the same and taken back.
 */
export async function carryPlan(
  ctx: UserCtx,
  carrying: Carrying,
): Promise<{ report: ImportReport; created: Set<string> }> {
  const created = new Set<string>()
  const report: ImportReport = { tables: [], leftOut: [], files: 0, changes: 0, problems: [...carrying.plan.problems] }
  const counts = new Map<string, ImportReport['tables'][number]>()
  try {
    await inTransaction(ctx, async (ctx) => {
      await ctx.db.execute(sql`set local idle_in_transaction_session_timeout = 0`)
      await writeAs(ctx.db, carrying.by)
      for (const step of carrying.plan.steps) {
        const count = counts.get(step.entity) ?? { name: step.entity, rows: 0, created: 0, present: 0, overwritten: 0 }
        counts.set(step.entity, count)
        count.rows++
        const outcome = await take(ctx, carrying, step)
        if (outcome === 'created') created.add(step.id)
        if (outcome === 'created' || outcome === 'present') count[outcome]++
        else if (report.problems.length < 100) report.problems.push({ ...placeOf(step), message: outcome.fault })
        await carrying.beat(1)
      }
      if (!carrying.apply) throw new TakenBack()
    })
  } catch (error) {
    if (!(error instanceof TakenBack)) throw error
  }
  return { report: { ...report, tables: [...counts.values()] }, created }
}

const placeOf = ({ where, line }: Step) => ({ where, line })

async function take(ctx: UserCtx, { entities, by }: Carrying, step: Step) {
  const entity = entities.get(step.entity)
  if (!entity) return { fault: `This instance keeps no ${step.entity}.` }
  try {
    return await inTransaction(ctx, async (ctx) => {
      const state = await stateOf(ctx, entity, step.id, by)
      if (state === 'present') return state
      if (state === 'undone') await entity.restore(ctx, step.id)
      else await entity.create(ctx, step.input, step.id)
      const days = step.days ?? []
      for (let at = 0; at < days.length; at += DAYS_AT_ONCE)
        await importLogs(ctx, step.id, { logs: days.slice(at, at + DAYS_AT_ONCE) })
      return 'created' as const
    })
  } catch (error) {
    if (error instanceof AppError) return { fault: error.message }
    if (error instanceof z.ZodError) {
      const [issue] = error.issues
      return { fault: `${issue?.path.join('.')}: ${issue?.message}` }
    }
    throw error
  }
}

/** What an import made and its undoing deleted may come back; what its owner deleted stays deleted. */
async function stateOf(ctx: UserCtx, { name, table }: Entity, id: string, by: string) {
  const [row] = await ctx.db
    .select({ deletedAt: table.deletedAt })
    .from(table as PgTable)
    .where(and(eq(table.userId, ctx.actor.id), eq(table.id, id)))
  if (!row) return 'new'
  if (row.deletedAt === null) return 'present'
  const last = await lastActorOf(ctx, name, id)
  return last?.startsWith(by.split(':', 2).join(':')) ? 'undone' : 'present'
}

export interface Undone {
  removed: number
  /** Changed since, so they stay. */
  kept: number
}

/** Deletes what was made in this name and nobody has changed since, the last first. Files of entries are let go of with them. */
export function undoPlan(ctx: UserCtx, entities: Entities, by: string): Promise<Undone> {
  return inTransaction(ctx, async (ctx) => {
    await writeAs(ctx.db, by)
    const made = await madeBy(ctx, by)
    const undone: Undone = { removed: 0, kept: 0 }
    const seen = new Set<string>()
    for (const [name, group] of Map.groupBy(made, ({ entity }) => entity)) {
      const entity = entities.get(name)
      if (!entity || name === 'habit_log') continue
      const living = await livingOf(ctx, entity, [...new Set(group.map(({ id }) => id))])
      for (const { id, touched } of group) {
        if (seen.has(id) || !living.has(id)) continue
        seen.add(id)
        if (touched) undone.kept++
        else {
          await letGoOfPictures(ctx, entity, id)
          await entity.remove(ctx, id)
          undone.removed++
        }
      }
    }
    return undone
  })
}

/** Pictures that came with an entry stand in its text. */
async function letGoOfPictures(ctx: UserCtx, entity: Entity, id: string) {
  if (entity.name !== 'journal_entry') return
  const [entry] = await entity.load(ctx, [id])
  const shown = [...JSON.stringify(entry ?? '').matchAll(PICTURE)].map(([, file = '']) => file)
  for (const file of await loadFiles(ctx, shown)) await deleteFile(ctx, file.id)
}

/** How an entry shows a file of its owner. */
const PICTURE = /\]\(file:([0-9a-f-]{36})\)/g
export const pictureOf = (fileId: string) => `![](file:${fileId})`

async function livingOf(ctx: UserCtx, { table }: Entity, ids: string[]): Promise<Set<string>> {
  const rows = await ctx.db
    .select({ id: table.id, deletedAt: table.deletedAt })
    .from(table as PgTable)
    .where(and(eq(table.userId, ctx.actor.id), inArray(table.id, ids)))
  return new Set(rows.flatMap(({ id, deletedAt }) => (deletedAt === null ? [String(id)] : [])))
}
