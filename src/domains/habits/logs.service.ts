import { and, eq, inArray, sql } from 'drizzle-orm'
import { mine, myRow } from '#core/columns.ts'
import { missed } from '#core/conditional.ts'
import { inTransaction, type UserCtx } from '#core/ctx.ts'
import { AppError, found, invalid } from '#core/errors.ts'
import { derivedId } from '#core/ids.ts'
import type { Page } from '#core/page.ts'
import { findHabit, lockHabit, selectAllLogs, selectLogs } from './habits.queries.ts'
import { type HabitLogRow, type HabitRow, habitLogs } from './habits.tables.ts'
import { isMet } from './judge.ts'
import type { HabitDay, HabitLogPatch, HabitLogQuery, NewHabitLog } from './logs.schema.ts'
import { type Standing, settle, standingOf, userToday } from './standing.service.ts'
import { stretchesOf } from './terms.ts'

/** Newest first. */
export async function listLogs(ctx: UserCtx, habitId: string, query: HabitLogQuery): Promise<Page<HabitLogRow>> {
  found((await findHabit(ctx.db, { userId: ctx.actor.id, id: habitId }))[0], 'Habit')
  return selectLogs(ctx, habitId, query)
}

/** Of all habits, newest first. */
export const listAllLogs = (ctx: UserCtx, query: HabitLogQuery): Promise<Page<HabitLogRow>> => selectAllLogs(ctx, query)

export async function getLog(ctx: UserCtx, id: string): Promise<HabitLogRow> {
  const [log] = await loadLogs(ctx, [id])
  return found(log, 'Habit log')
}

export const loadLogs = (ctx: UserCtx, ids: string[]): Promise<HabitLogRow[]> =>
  ctx.db
    .select()
    .from(habitLogs)
    .where(
      and(
        mine(ctx, habitLogs),
        inArray(habitLogs.id, ids),
        sql`exists (select from habits h where h.user_id = ${habitLogs.userId} and h.id = ${habitLogs.habitId} and h.deleted_at is null)`,
      ),
    )

export type LoggedDay = HabitLogRow & { points: number; currentStreak: number }

/**
 * Says what became of one of the user's days. Saying it again changes nothing, saying something else replaces it; points and milestones
 * follow exactly. A day that has not begun where the user is is refused, and with `version` one that somebody else has said something
 * about since (412).
 */
export async function putLog(
  ctx: UserCtx,
  habitId: string,
  date: string,
  said: HabitDay,
  version?: number,
): Promise<LoggedDay> {
  await refuseFuture(ctx, date)
  return inTransaction(ctx, async (ctx) => {
    const habit = await lockHabit(ctx, habitId)
    if (version !== undefined) await refuseStale(ctx, habitId, date, version)
    const log = await write(ctx, habit, { ...said, date })
    return withStanding(log.row, await log.standing())
  })
}

/** The same for a device that was offline and has named the log itself. A day that is logged already keeps its name. */
export async function createLog(ctx: UserCtx, { habitId, ...said }: NewHabitLog, id?: string): Promise<HabitLogRow> {
  await refuseFuture(ctx, said.date)
  return inTransaction(ctx, async (ctx) => {
    const log = await write(ctx, await lockHabit(ctx, habitId), said, id)
    await log.standing()
    return log.row
  })
}

export async function updateLog(
  ctx: UserCtx,
  id: string,
  patch: HabitLogPatch,
  version?: number,
): Promise<HabitLogRow> {
  const { habitId } = await getLog(ctx, id)
  return inTransaction(ctx, async (ctx) => {
    const habit = await lockHabit(ctx, habitId)
    const [log] = await ctx.db
      .select()
      .from(habitLogs)
      .where(myRow(ctx, habitLogs, id, version))
    if (!log) throw await missed(ctx, habitLogs, id, 'Habit log')
    const { date, state, amount, note } = log
    const changed = await write(ctx, habit, { date, state, amount, note, ...defined(patch) })
    await changed.standing()
    return changed.row
  })
}

/** As if the day had never been logged: what it had earned is taken back. */
export async function deleteLog(ctx: UserCtx, id: string, version?: number): Promise<void> {
  const { habitId } = await getLog(ctx, id)
  await inTransaction(ctx, async (ctx) => remove(ctx, await lockHabit(ctx, habitId), eq(habitLogs.id, id), version))
}

export function deleteDay(ctx: UserCtx, habitId: string, date: string, version?: number): Promise<void> {
  const ofDay = and(eq(habitLogs.habitId, habitId), eq(habitLogs.date, date))
  return inTransaction(ctx, async (ctx) => remove(ctx, await lockHabit(ctx, habitId), ofDay, version))
}

export function restoreLog(ctx: UserCtx, id: string): Promise<HabitLogRow> {
  return inTransaction(ctx, async (ctx) => {
    const me = and(eq(habitLogs.userId, ctx.actor.id), eq(habitLogs.id, id))
    const [gone] = await ctx.db.select().from(habitLogs).where(me)
    const habit = await lockHabit(ctx, found(gone, 'Habit log').habitId)
    const [log] = await ctx.db
      .update(habitLogs)
      .set({ deletedAt: null })
      .where(and(me, sql`${habitLogs.deletedAt} is not null`))
      .returning()
    if (!log) throw new AppError('conflict', 'This day is not in the trash.')
    await settle(ctx, habit, { date: log.date, what: isDone(habit, log) ? 'done' : 'changed' })
    return log
  })
}

/** Tomorrow is a lie, or a clock that is wrong. */
export async function refuseFuture(ctx: UserCtx, date: string): Promise<void> {
  const now = await userToday(ctx)
  if (date > now) throw invalid('date', futureDay(date, now))
}

export const futureDay = (date: string, now: string) =>
  `${date} is still to come: where you are it is ${now}. Log it when the day is there.`

async function refuseStale(ctx: UserCtx, habitId: string, date: string, version: number): Promise<void> {
  const [log] = await ctx.db
    .select({ version: habitLogs.version })
    .from(habitLogs)
    .where(and(mine(ctx, habitLogs), eq(habitLogs.habitId, habitId), eq(habitLogs.date, date)))
  if (log?.version === version) return
  throw new AppError('precondition_failed', 'This day has changed since you read it. Read it again, then log it.')
}

/** Id of the log of a day, whoever writes it first. */
export const logIdOf = (habitId: string, date: string) => derivedId(habitId, date, Date.parse(date))

export function isDone(habit: HabitRow, log: Pick<HabitLogRow, 'date' | 'state' | 'amount'> | undefined): boolean {
  if (!log) return false
  const terms = stretchesOf(habit).find(({ until }) => until === null || log.date < until)
  return isMet(log, terms?.target ?? null)
}

interface Said {
  date: string
  state: HabitLogRow['state']
  amount?: number | null | undefined
  note?: string | null | undefined
}

interface Written {
  row: HabitLogRow
  standing: () => Promise<Standing>
}

async function write(ctx: UserCtx, habit: HabitRow, { date, state, amount = null, note = null }: Said, id?: string) {
  const ofDay = and(eq(habitLogs.userId, ctx.actor.id), eq(habitLogs.habitId, habit.id), eq(habitLogs.date, date))
  const [before] = await ctx.db.select().from(habitLogs).where(ofDay)
  const living = before?.deletedAt === null ? before : undefined
  const isNew = living?.state !== state || living.amount !== amount
  if (living && !isNew && living.note === note) return unchanged(ctx, habit, living)
  const values = { state, amount, note, deletedAt: null }
  const [row] = before
    ? await ctx.db.update(habitLogs).set(values).where(ofDay).returning()
    : await ctx.db
        .insert(habitLogs)
        .values({ ...values, date, habitId: habit.id, userId: ctx.actor.id, id: id ?? logIdOf(habit.id, date) })
        .returning()
  const after = found(row, 'Habit log')
  const [was, is] = [isDone(habit, living), isDone(habit, after)]
  const what = is && !was ? ('done' as const) : was && !is ? ('undone' as const) : ('changed' as const)
  return { row: after, standing: () => settle(ctx, habit, { date, what }) }
}

/** Nothing is written and nobody is told; the answer is the one it was. */
function unchanged(ctx: UserCtx, habit: HabitRow, row: HabitLogRow): Written {
  return { row, standing: () => standingOf(ctx, habit) }
}

async function remove(ctx: UserCtx, habit: HabitRow, which: ReturnType<typeof and>, version?: number): Promise<void> {
  const [log] = await ctx.db
    .update(habitLogs)
    .set({ deletedAt: sql`now()` })
    .where(and(mine(ctx, habitLogs), which, version === undefined ? undefined : eq(habitLogs.version, version)))
    .returning()
  if (!log) {
    const [other] = await ctx.db
      .select({ id: habitLogs.id })
      .from(habitLogs)
      .where(and(mine(ctx, habitLogs), which))
    throw other ? await missed(ctx, habitLogs, other.id, 'Habit log') : new AppError('not_found', 'Habit log not found')
  }
  await settle(ctx, habit, { date: log.date, what: isDone(habit, log) ? 'undone' : 'changed' })
}

function withStanding(row: HabitLogRow, { currentStreak, pointsOn }: Standing): LoggedDay {
  return { ...row, points: pointsOn.get(row.date) ?? 0, currentStreak }
}

function defined(patch: HabitLogPatch): Partial<Said> {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined))
}
