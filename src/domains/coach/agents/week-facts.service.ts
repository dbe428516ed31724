import type { UserCtx } from '#core/ctx.ts'
import { addDays, dayOf, startOfDay, startOfWeek } from '#core/time/zones.ts'
import { userZone } from '#domains/accounts/users.service.ts'
import { listGoals } from '#domains/goals/goals.service.ts'
import { getGoalProgress } from '#domains/goals/progress.service.ts'
import { habitDays } from '#domains/habits/days.service.ts'
import { journalStats } from '#domains/journal/looking-back.service.ts'
import { metricsOverview } from '#domains/metrics/metrics.service.ts'
import { completedBetween } from '#domains/tasks/completions.service.ts'
import { listTasks } from '#domains/tasks/tasks.service.ts'
import type { WeekStats } from './week.ts'

export interface Week {
  from: string
  to: string
}

const MOST_GOALS = 20
const MOST_METRICS = 10
/** Of a goal's health, what asks for attention. */
const BEHIND = ['at_risk', 'behind', 'dormant']

/** The week of the user that holds a day; the present one unless told. */
export async function weekOf(ctx: UserCtx, day?: string): Promise<Week> {
  const { timezone, dayStartsAt, weekStartsOn } = await userZone(ctx)
  const from = startOfWeek(day ?? dayOf(ctx.now().toISOString(), timezone, dayStartsAt), weekStartsOn)
  return { from, to: addDays(from, 6) }
}

/** What a week came to, counted in the user's own days, with the week before to compare. */
export async function weekStats(ctx: UserCtx, { from, to }: Week): Promise<WeekStats> {
  const before = { from: addDays(from, -7), to: addDays(from, -1) }
  const { timezone, dayStartsAt } = await userZone(ctx)
  const yesterday = addDays(dayOf(ctx.now().toISOString(), timezone, dayStartsAt), -1)
  const start = (day: string) => startOfDay(day, timezone, dayStartsAt)
  const [done, doneBefore, overdue, days, journal, journalBefore, metrics, goals] = await Promise.all([
    completedBetween(ctx, start(from), start(addDays(to, 1))),
    completedBetween(ctx, start(before.from), start(from)),
    listTasks(ctx, {
      limit: 100,
      sort: 'due',
      status: ['not_started', 'in_progress', 'blocked'],
      dueTo: to < yesterday ? to : yesterday,
    }),
    habitDays(ctx, before.from, to),
    journalStats(ctx, { from, to }),
    journalStats(ctx, before),
    metricsOverview(ctx),
    goalsOf(ctx, start(from), start(addDays(to, 1))),
  ])
  return {
    tasks: { completed: done.count, before: doneBefore.count, overdue: overdue.items.length, titles: done.titles },
    habits: { ...habitsWithin(days, from, to), before: habitsWithin(days, before.from, before.to) },
    goals,
    metrics: metrics
      .filter(({ loggedAt }) => loggedAt !== null && loggedAt >= start(from) && loggedAt < start(addDays(to, 1)))
      .slice(0, MOST_METRICS)
      .flatMap(({ name, unit, value, change, trend }) =>
        value === null ? [] : [{ name, unit, value, change, trend }],
      ),
    journal: { entries: journal.entries, days: journal.days, mood: journal.mood, moodBefore: journalBefore.mood },
  }
}

function habitsWithin(days: Map<string, { due: number; done: number }>, from: string, to: string) {
  const sum = { due: 0, done: 0 }
  for (const [day, { due, done }] of days) {
    if (day < from || day > to) continue
    sum.due += due
    sum.done += done
  }
  return sum
}

async function goalsOf(ctx: UserCtx, from: string, to: string): Promise<WeekStats['goals']> {
  const [active, achieved] = await Promise.all([
    listGoals(ctx, { limit: MOST_GOALS, sort: 'target_date', status: ['active'] }),
    listGoals(ctx, { limit: MOST_GOALS, sort: 'newest', status: ['achieved'] }),
  ])
  const measured = await Promise.all(
    active.items.map(async ({ id, title }) => {
      const { overall: progress, health } = await getGoalProgress(ctx, id)
      return { id, title, progress, health }
    }),
  )
  return {
    active: active.items.length,
    atRisk: measured.filter(({ health }) => BEHIND.includes(health)),
    achieved: achieved.items
      .filter(({ completedAt }) => completedAt !== null && completedAt >= from && completedAt < to)
      .map(({ title }) => title),
  }
}
