import { formatDay, parseDay } from '#core/time/civil.ts'
import type { HabitRow } from './habits.tables.ts'
import { type Entry, type JudgedDay, judge, periodAround, periodOf } from './judge.ts'
import type { HabitsToday } from './logs.schema.ts'
import { neededIn } from './streaks.ts'
import { stretchesOf } from './terms.ts'

export type HabitToday = HabitsToday['items'][number]

/** What a day needs to know of a habit. */
export type PresentHabit = Pick<
  HabitRow,
  'id' | 'name' | 'kind' | 'schedule' | 'target' | 'offDays' | 'offDates' | 'pauses' | 'startDate' | 'pastTerms'
>

/** What a habit asks for on the user's day `today`. Entries need to reach back as far as its period does. */
export function todayOf(habit: PresentHabit, entries: readonly Entry[], today: string): HabitToday {
  const { id: habitId, name, kind, target } = habit
  const day = parseDay(today)
  const present = stretchesOf(habit).find(({ until }) => until === null || today < until)
  const period = present ? periodOf(present, habit.startDate) : null
  const around = period ? periodAround(day, period) : { first: day, last: day }
  const stretches = judge(habit, entries, formatDay(around.first), formatDay(around.last))
  const stretch = stretches.find(({ days }) => days.some((one) => one.day === day))
  const one = stretch?.days.find((other) => other.day === day)
  const amount = one?.entry?.amount ?? null
  if (!stretch || !one) return { habitId, name, kind, due: false, state: 'not_due', amount, target, period: null }
  const before = stretch.days.filter((other) => other.standing === 'met' && other.day !== day).length
  const needed = period ? neededIn(stretch.days, period) : 0
  const isExcused = one.isFree || one.standing === 'skipped'
  const due = period ? !isExcused && before < needed : one.isAsked
  const done = before + (one.standing === 'met' ? 1 : 0)
  const [from, to] = [formatDay(around.first), formatDay(around.last)]
  return {
    habitId,
    name,
    kind,
    due,
    state: stateOf(one, due),
    amount,
    target,
    period: period && { done, needed, from, to },
  }
}

/** A day that was measured but has not got there yet is still pending. */
function stateOf({ standing, entry }: JudgedDay, due: boolean): HabitToday['state'] {
  if (standing === 'met') return 'done'
  if (standing !== 'unmet') return standing
  if (entry?.state === 'missed') return 'missed'
  return due ? 'pending' : 'not_due'
}
