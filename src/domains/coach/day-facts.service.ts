import type { UserCtx } from '#core/ctx.ts'
import { addDays, dayOf, daysBetween } from '#core/time/zones.ts'
import { getUser, userZone } from '#domains/accounts/users.service.ts'
import { listGoals } from '#domains/goals/goals.service.ts'
import { habitDays, habitsOn } from '#domains/habits/days.service.ts'
import { getHabitStats } from '#domains/habits/stats.service.ts'
import { listTasks } from '#domains/tasks/tasks.service.ts'

/** What somebody's day is made of, as far as it was written down. Nothing of it comes from their journal. */
export interface DayFacts {
  today: string
  name: string | null
  tasks: { dueToday: string[]; overdue: string[] }
  habits: { open: string[]; done: string[]; yesterday: { due: number; done: number } | null }
  /** The longest run that is going on among the habits of today. */
  streak: { habit: string; days: number } | null
  goals: { id: string; title: string; targetDate: string | null; daysLeft: number | null; progress: number }[]
}

const MOST_TASKS = 100
const MOST_HABITS = 8
const MOST_GOALS = 5

export async function dayFacts(ctx: UserCtx, today: string): Promise<DayFacts> {
  const yesterday = addDays(today, -1)
  const [{ name }, { timezone, dayStartsAt }, due, habits, days, goals] = await Promise.all([
    getUser(ctx),
    userZone(ctx),
    listTasks(ctx, { limit: MOST_TASKS, sort: 'due', status: ['not_started', 'in_progress', 'blocked'], dueTo: today }),
    habitsOn(ctx, today),
    habitDays(ctx, yesterday, yesterday),
    listGoals(ctx, { limit: MOST_GOALS, sort: 'target_date', status: ['active', 'planning'] }),
  ])
  const asked = habits.filter(({ due, state }) => due || state === 'done').slice(0, MOST_HABITS)
  const isToday = ({ dueDate, dueAt }: (typeof due.items)[number]) =>
    (dueAt === null ? dueDate : dayOf(dueAt, timezone, dayStartsAt)) === today
  return {
    today,
    name,
    tasks: {
      dueToday: due.items.filter(isToday).map(({ title }) => title),
      overdue: due.items.filter((task) => !isToday(task)).map(({ title }) => title),
    },
    habits: {
      open: asked.filter(({ state }) => state !== 'done').map(({ name }) => name),
      done: asked.filter(({ state }) => state === 'done').map(({ name }) => name),
      yesterday: days.get(yesterday) ?? null,
    },
    streak: await longestStreak(ctx, asked),
    goals: goals.items.map(({ id, title, targetDate, progress }) => ({
      id,
      title,
      targetDate,
      daysLeft: targetDate === null ? null : daysBetween(today, targetDate),
      progress,
    })),
  }
}

async function longestStreak(ctx: UserCtx, habits: { habitId: string; name: string }[]): Promise<DayFacts['streak']> {
  const all = await Promise.all(
    habits.map(async ({ habitId, name }) => ({ habit: name, days: (await getHabitStats(ctx, habitId)).currentStreak })),
  )
  const [best] = all.filter(({ days }) => days > 1).sort((a, b) => b.days - a.days)
  return best ?? null
}
