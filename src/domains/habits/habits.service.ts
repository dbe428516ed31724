import { and, eq, inArray, sql } from 'drizzle-orm'
import { LRUCache } from 'lru-cache'
import { isOfArea } from '#core/areas.ts'
import { mine, myRow } from '#core/columns.ts'
import { missed } from '#core/conditional.ts'
import { inTransaction, type UserCtx } from '#core/ctx.ts'
import { AppError, found, invalid } from '#core/errors.ts'
import { newId } from '#core/ids.ts'
import type { Page } from '#core/page.ts'
import { type Remembered, remembered } from '#core/remembered.ts'
import { windAlarm } from './alarms.service.ts'
import { findHabit, lockHabit, presentHabits, selectHabits } from './habits.queries.ts'
import type { HabitPatch, HabitQuery, NewHabit } from './habits.schema.ts'
import { type HabitRow, habits } from './habits.tables.ts'
import type { HabitsToday } from './logs.schema.ts'
import { settle, userToday } from './standing.service.ts'
import { isSame, remember } from './terms.ts'
import { todayOf } from './today.ts'

/** One SQL statement whatever the filters. */
export const listHabits = (ctx: UserCtx, query: HabitQuery): Promise<Page<HabitRow>> => selectHabits(ctx, query)

export async function getHabit(ctx: UserCtx, id: string): Promise<HabitRow> {
  const [habit] = await findHabit(ctx.db, { userId: ctx.actor.id, id })
  return found(habit, 'Habit')
}

export const loadHabits = (ctx: UserCtx, ids: string[]): Promise<HabitRow[]> =>
  ctx.db
    .select()
    .from(habits)
    .where(and(mine(ctx, habits), inArray(habits.id, ids)))

/**
 * What the user's day asks for: all habits that are not archived and have begun, at most 500. One small statement as long as nothing
 * has changed since, one more otherwise.
 */
export async function habitsToday(ctx: UserCtx): Promise<HabitsToday> {
  const date = await userToday(ctx)
  return remembered(ctx, todays, date, () => readToday(ctx, date))
}

/** Of all users together, half a kilobyte each. */
const MAX_REMEMBERED = 100_000
const todays = new LRUCache<string, Remembered<HabitsToday>>({
  maxSize: MAX_REMEMBERED,
  sizeCalculation: ({ answer }) => 1 + answer.items.length,
})

async function readToday(ctx: UserCtx, date: string): Promise<HabitsToday> {
  const rows = await presentHabits(ctx, date, MAX_HABITS)
  const begun = rows.filter(({ habit, entries }) => habit.startDate <= date || entries.length > 0)
  return { date, items: begun.map(({ habit, entries }) => todayOf(habit, entries, date)) }
}

/** One statement for a habit without reminder times and goals. Goals that are not yours do not exist (404). */
export async function createHabit(ctx: UserCtx, input: NewHabit, id: string = newId()): Promise<HabitRow> {
  const startDate = input.startDate ?? (await userToday(ctx))
  const values = { ...input, startDate, id, userId: ctx.actor.id }
  if (!input.goalIds?.length && !input.reminderTimes?.length) return insert(ctx, values)
  return inTransaction(ctx, async (ctx) => {
    const habit = await insert(ctx, values)
    await windAlarm(ctx, habit)
    if (habit.goalIds.length > 0) await settle(ctx, habit, { date: await userToday(ctx), what: 'changed' })
    return habit
  })
}

/**
 * Changes the given fields; null clears, absent keeps. A new schedule, target or choice of off days holds from today: the days before
 * stay judged by what held then. Points follow what off days, pauses and the start date do to streaks.
 */
export async function updateHabit(ctx: UserCtx, id: string, patch: HabitPatch, version?: number): Promise<HabitRow> {
  if (Object.keys(patch).length === 0) {
    const habit = await getHabit(ctx, id)
    if (version !== undefined && version !== habit.version) throw await missed(ctx, habits, id, 'Habit')
    return habit
  }
  if (isPlain(patch)) {
    const [habit] = await ctx.db
      .update(habits)
      .set(patch)
      .where(myRow(ctx, habits, id, version))
      .returning()
    if (!habit) throw await missed(ctx, habits, id, 'Habit')
    return habit
  }
  return inTransaction(ctx, async (ctx) => {
    const before = await lockHabit(ctx, id, version)
    refuseForeignSubCategory(before, patch)
    const date = await userToday(ctx)
    const { schedule = before.schedule, target = before.target, offDays = before.offDays } = patch
    const next = { schedule, target, offDays }
    const pastTerms = isSame(before, next) ? before.pastTerms : remember(before, next, date)
    const habit = await write(ctx, id, { ...patch, pastTerms })
    if (patch.reminderTimes || patch.archived !== undefined) await windAlarm(ctx, habit)
    await settle(ctx, habit, { date, what: 'changed', goalIds: before.goalIds })
    return habit
  })
}

/** To the trash. Points already earned stay earned; nothing rings any more. */
export function deleteHabit(ctx: UserCtx, id: string, version?: number): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    const [habit] = await ctx.db
      .update(habits)
      .set({ deletedAt: sql`now()` })
      .where(myRow(ctx, habits, id, version))
      .returning()
    if (!habit) throw await missed(ctx, habits, id, 'Habit')
    await windAlarm(ctx, habit)
    await settle(ctx, habit, { date: await userToday(ctx), what: 'changed' })
  })
}

export function restoreHabit(ctx: UserCtx, id: string): Promise<HabitRow> {
  return inTransaction(ctx, async (ctx) => {
    const [habit] = await ctx.db
      .update(habits)
      .set({ deletedAt: null })
      .where(and(eq(habits.userId, ctx.actor.id), eq(habits.id, id), sql`${habits.deletedAt} is not null`))
      .returning()
    if (!habit) {
      await getHabit(ctx, id)
      throw new AppError('conflict', 'This habit is not in the trash.')
    }
    await windAlarm(ctx, habit)
    await settle(ctx, habit, { date: await userToday(ctx), what: 'changed' })
    return habit
  })
}

export function linkHabitToGoal(ctx: UserCtx, habitId: string, goalId: string): Promise<void> {
  return relink(ctx, habitId, goalId, (ids) => [...new Set([...ids, goalId])])
}

export function unlinkHabitFromGoal(ctx: UserCtx, habitId: string, goalId: string): Promise<void> {
  return relink(ctx, habitId, goalId, (ids) => ids.filter((id) => id !== goalId))
}

/** More than anybody keeps. */
const MAX_HABITS = 500

function relink(ctx: UserCtx, habitId: string, goalId: string, change: (ids: string[]) => string[]): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    const before = await lockHabit(ctx, habitId)
    const goalIds = change(before.goalIds)
    if (goalIds.length === before.goalIds.length) return
    const habit = await write(ctx, habitId, { goalIds })
    await settle(ctx, habit, { date: await userToday(ctx), what: 'changed', goalIds: [goalId] })
  })
}

type Values = typeof habits.$inferInsert

async function insert(ctx: UserCtx, values: Values): Promise<HabitRow> {
  const [habit] = await ctx.db.insert(habits).values(values).returning()
  return found(habit, 'Habit')
}

async function write(
  ctx: UserCtx,
  id: string,
  set: { [Field in keyof Values]?: Values[Field] | undefined },
): Promise<HabitRow> {
  const [habit] = await ctx.db
    .update(habits)
    .set(set)
    .where(myRow(ctx, habits, id))
    .returning()
  return found(habit, 'Habit')
}

const PLAIN = new Set<string>([
  'name',
  'description',
  'kind',
  'intent',
  'cue',
  'routine',
  'reward',
  'frictionUp',
  'frictionDown',
])
const isPlain = (patch: HabitPatch) => Object.keys(patch).every((field) => PLAIN.has(field))

function refuseForeignSubCategory(before: HabitRow, patch: HabitPatch) {
  if (patch.area === undefined && patch.subCategory === undefined) return
  const { area = before.area, subCategory = before.subCategory } = patch
  if (!isOfArea(area, subCategory))
    throw invalid('subCategory', 'This sub-category does not belong to the area. Change or clear it as well.')
}
