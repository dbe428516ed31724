import { and, asc, eq } from 'drizzle-orm'
import { mine } from '#core/columns.ts'
import type { UserCtx } from '#core/ctx.ts'
import { invalid } from '#core/errors.ts'
import { addDays, dayOf, daysBetween, resolveLocal } from '#core/time/zones.ts'
import { userZone } from '#domains/accounts/users.service.ts'
import { dueLocal, upcoming } from './series.ts'
import type { OccurrenceQuery } from './tasks.schema.ts'
import { getTask } from './tasks.service.ts'
import { type TaskRow, tasks } from './tasks.tables.ts'

const DEFAULT_DAYS = 90
const MAX_DAYS = 3_660
const MAX_UPCOMING = 500

interface Occurrence {
  date: string
  at: string | null
  state: 'done' | 'missed' | 'open' | 'upcoming' | 'skipped'
  taskId: string | null
}

/**
 * A series as a calendar: what was done and missed, what is open, and what would come if each is done on its day. From a day
 * inclusive to a day exclusive, 90 days from the open instance unless told.
 */
export async function listTaskOccurrences(
  ctx: UserCtx,
  id: string,
  query: OccurrenceQuery,
): Promise<{ items: Occurrence[] }> {
  const task = await getTask(ctx, id)
  const { timezone } = await userZone(ctx)
  const instances = await instancesOf(ctx, task)
  const open = instances.find((one) => one.status !== 'done' && one.status !== 'cancelled') ?? null
  const today = dayOf(ctx.now().toISOString(), timezone)
  const from = query.from ?? dueLocal(open ?? task, timezone)?.slice(0, 10) ?? today
  const to = query.to ?? addDays(from, DEFAULT_DAYS)
  if (daysBetween(from, to) > MAX_DAYS || from > to)
    throw invalid('to', `Ask for at most ${MAX_DAYS} days, from before to.`)
  const past = instances.flatMap((one) => [...misses(one), own(one, timezone)])
  const items = [...past, ...(open ? coming(open, timezone, from, to) : [])].filter(
    (one): one is Occurrence => one !== null && one.date >= from && one.date < to,
  )
  return { items: items.sort((a, b) => (a.date < b.date ? -1 : 1)) }
}

function instancesOf(ctx: UserCtx, task: TaskRow): Promise<TaskRow[]> | TaskRow[] {
  if (task.seriesId === null) return [task]
  return ctx.db
    .select()
    .from(tasks)
    .where(and(mine(ctx, tasks), eq(tasks.seriesId, task.seriesId)))
    .orderBy(asc(tasks.occurrence))
    .limit(1_000)
}

const misses = (task: TaskRow): Occurrence[] =>
  task.missedDates.map((date) => ({ date, at: null, state: 'missed', taskId: null }))

function own(task: TaskRow, zone: string): Occurrence | null {
  const local = dueLocal(task, zone) ?? (task.completedAt && dayOf(task.completedAt, zone))
  if (!local) return null
  const state = task.status === 'done' ? 'done' : task.status === 'cancelled' ? 'skipped' : 'open'
  return { date: local.slice(0, 10), at: task.dueAt, state, taskId: task.id }
}

function coming(open: TaskRow, zone: string, from: string, to: string): Occurrence[] {
  const current = dueLocal(open, zone)
  return upcoming(open, zone, from, to, MAX_UPCOMING)
    .filter((local) => local !== current)
    .map((local) => ({
      date: local.slice(0, 10),
      at: local.length > 10 ? resolveLocal(local, zone) : null,
      state: 'upcoming',
      taskId: null,
    }))
}
