import { actingAs, inTransaction } from '#core/ctx.ts'
import { newId } from '#core/ids.ts'
import { goalActivities, goals } from '#domains/goals/goals.tables.ts'
import { habitLogs, habits } from '#domains/habits/habits.tables.ts'
import { logbookEntries } from '#domains/logbook/logbook.tables.ts'
import { metricLogs, metrics } from '#domains/metrics/metrics.tables.ts'
import { projects } from '#domains/projects/projects.tables.ts'
import { awardPoints } from '#domains/rewards/wallet.service.ts'
import { tasks } from '#domains/tasks/tasks.tables.ts'
import type { Caller, TestApp } from '#test/harness.ts'

export type Weekday = 'mo' | 'tu' | 'we' | 'th' | 'fr' | 'sa' | 'su'

/** Everything that happened, as it was put into the database. */
export interface Life {
  tasks: { id: string; createdAt: string; completedAt: string | null; estimateMinutes: number | null }[]
  awards: { at: string; points: number; account: 'tasks' | 'habits' }[]
  metricLogs: { id: string; loggedAt: string }[]
  activities: { createdAt: string; goalId: string }[]
  goals: { id: string; completedAt: string }[]
  projects: { completedAt: string }[]
  entries: { id: string; date: string; mood: 'low' | 'steady' | 'high' | null; energy: number | null }[]
  /** Weekdays are asked for; the other habit is a "3 times a week", which no day is asked for. */
  asked: { id: string; startDate: string; weekdays: Weekday[]; logs: { id: string; date: string }[] }
  free: { id: string; logs: { id: string; date: string }[] }
}

const HOUR = 3_600_000

/** Days from `first` for `length` days with something of everything at all hours, always the same for the same seed. */
export async function live(app: TestApp, { userId }: Caller, first: string, length: number, seed = 1): Promise<Life> {
  const life = imagined(first, length, chance(seed))
  const { db } = app.platform.database
  const own = { userId }
  const [metric, goalRows] = [newId(), life.goals]
  await db
    .insert(goals)
    .values(
      goalRows.map(({ id, completedAt }) => ({ ...own, id, title: 'g', status: 'achieved' as const, completedAt })),
    )
  await db
    .insert(goalActivities)
    .values(
      life.activities.map((one) => ({ ...own, ...one, id: newId(), type: 'task_completed' as const, title: 't' })),
    )
  await db
    .insert(projects)
    .values(life.projects.map((one) => ({ ...own, ...one, id: newId(), name: 'p', status: 'completed' as const })))
  for (const part of chunks(life.tasks))
    await db.insert(tasks).values(
      part.map((one) => ({
        ...own,
        ...one,
        title: 't',
        status: one.completedAt ? ('done' as const) : ('backlog' as const),
      })),
    )
  await db.insert(metrics).values({ ...own, id: metric, name: 'm' })
  for (const part of chunks(life.metricLogs))
    await db.insert(metricLogs).values(part.map((one) => ({ ...own, ...one, metricId: metric, value: 1 })))
  await db.insert(logbookEntries).values(life.entries.map((one) => ({ ...own, ...one, title: 'e' })))
  const { asked, free } = life
  await db.insert(habits).values([
    {
      ...own,
      id: asked.id,
      name: 'a',
      startDate: asked.startDate,
      schedule: { kind: 'weekdays', weekdays: asked.weekdays },
    },
    { ...own, id: free.id, name: 'f', startDate: first, schedule: { kind: 'times_per', times: 3, days: 7 } },
  ])
  for (const { id: habitId, logs } of [asked, free])
    await db.insert(habitLogs).values(logs.map((one) => ({ ...own, ...one, habitId })))
  for (const one of life.awards) await award(app, userId, one)
  return life
}

/** As the wallet does it, at another time. */
async function award(app: TestApp, userId: string, { at, points, account }: Life['awards'][number]): Promise<void> {
  const origin = { source: `task:${newId()}`, description: 'd', entity: null, entityId: null }
  const ctx = { ...actingAs({ ...app.platform.base, actor: null }, userId, 'test'), now: () => new Date(at) }
  await inTransaction(ctx, (ctx) => awardPoints(ctx, account, [{ ...origin, points }]))
}

const awarded = (at: string, points: number, nth: number): Life['awards'][number] => {
  return { at, points, account: nth % 2 === 0 ? 'tasks' : 'habits' }
}

function imagined(first: string, length: number, random: () => number): Life {
  const start = Date.parse(`${first}T00:00:00Z`)
  const moment = (day: number) =>
    new Date(start + day * 24 * HOUR + Math.floor(random() * 24 * 60) * 60_000).toISOString()
  const dateOf = (day: number) => new Date(start + day * 24 * HOUR).toISOString().slice(0, 10)
  const days = Array.from({ length }, (_, day) => day)
  const some = (share: number) => days.filter(() => random() < share)
  const goalIds = Array.from({ length: 5 }, () => newId())
  const moods = ['low', 'steady', 'high', null] as const
  return {
    tasks: [...days, ...some(0.6)].map((day) => ({
      id: newId(),
      createdAt: moment(day),
      completedAt: random() < 0.7 ? moment(Math.min(length - 1, day + Math.floor(random() * 9))) : null,
      estimateMinutes: random() < 0.5 ? Math.floor(random() * 120) + 1 : null,
    })),
    awards: some(0.3).map((day, nth) => awarded(moment(day), Math.floor(random() * 300) + 1, nth)),
    metricLogs: [...some(0.8), ...some(0.4)].map((day) => ({ id: newId(), loggedAt: moment(day) })),
    activities: [...some(0.5), ...some(0.5)].map((day) => ({
      createdAt: moment(day),
      goalId: goalIds[Math.floor(random() * goalIds.length)] ?? '',
    })),
    goals: goalIds.map((id) => ({ id, completedAt: moment(Math.floor(random() * length)) })),
    projects: some(0.05).map((day) => ({ completedAt: moment(day) })),
    entries: [...some(0.7), ...some(0.1)].map((day) => ({
      id: newId(),
      date: dateOf(day),
      mood: moods[Math.floor(random() * moods.length)] ?? null,
      energy: random() < 0.6 ? Math.floor(random() * 10) + 1 : null,
    })),
    asked: {
      id: newId(),
      startDate: dateOf(10),
      weekdays: ['mo', 'we', 'sa'],
      logs: some(0.5).map((day) => ({ id: newId(), date: dateOf(day) })),
    },
    free: { id: newId(), logs: some(0.4).map((day) => ({ id: newId(), date: dateOf(day) })) },
  }
}

/** What the days come to, one record after the other, by the calendar of the language itself. */
export function slowly(life: Life, days: string[], zone: string, dayStartsAt = '00:00'): Record<string, string>[] {
  const calendar = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' })
  const named = new Map<string, string>()
  const dayOf = (instant: string) => {
    const known = named.get(instant)
    if (known !== undefined) return known
    const [date = '', time = ''] = calendar.format(new Date(instant)).split(' ')
    const day =
      time >= dayStartsAt ? date : new Date(Date.parse(`${date}T12:00:00Z`) - 24 * HOUR).toISOString().slice(0, 10)
    named.set(instant, day)
    return day
  }
  return days.map((day) => {
    const on = (instant: string | null) => instant !== null && dayOf(instant) === day
    const done = life.tasks.filter(({ completedAt }) => on(completedAt))
    const entries = life.entries.filter(({ date }) => date === day)
    const habits = habitsOn(life, day)
    const awards = life.awards.filter(({ at }) => on(at))
    const counts = {
      tasksCreated: life.tasks.filter(({ createdAt }) => on(createdAt)).length,
      tasksCompleted: done.length,
      estimateMinutes: total(done.map(({ estimateMinutes }) => estimateMinutes ?? 0)),
      ...pointsOf(awards),
      pointsSpent: 0,
      ...habits,
      metricLogs: life.metricLogs.filter(({ loggedAt }) => on(loggedAt)).length,
      goalsProgressed: new Set(life.activities.filter(({ createdAt }) => on(createdAt)).map(({ goalId }) => goalId))
        .size,
      goalsAchieved: life.goals.filter(({ completedAt }) => on(completedAt)).length,
      projectsCompleted: life.projects.filter(({ completedAt }) => on(completedAt)).length,
      logbookEntries: entries.length,
      moodLow: entries.filter(({ mood }) => mood === 'low').length,
      moodSteady: entries.filter(({ mood }) => mood === 'steady').length,
      moodHigh: entries.filter(({ mood }) => mood === 'high').length,
      energySum: total(entries.map(({ energy }) => energy ?? 0)),
      energyCount: entries.filter(({ energy }) => energy !== null).length,
    }
    return { day, ...Object.fromEntries(Object.entries(counts).map(([name, value]) => [name, String(value)])) }
  })
}

const pointsOf = (awards: Life['awards']) => ({
  pointsEarned: total(awards.map(({ points }) => points)),
  taskPoints: total(awards.filter(({ account }) => account === 'tasks').map(({ points }) => points)),
})

const WEEKDAYS: Weekday[] = ['su', 'mo', 'tu', 'we', 'th', 'fr', 'sa']

function habitsOn({ asked, free }: Life, day: string) {
  const weekday = WEEKDAYS[new Date(`${day}T12:00:00Z`).getUTCDay()] ?? 'su'
  const isLogged = asked.logs.some(({ date }) => date === day)
  const isFree = free.logs.some(({ date }) => date === day)
  // A habit has begun with its first log, where that came before the start it was given.
  const begun = [asked.startDate, ...asked.logs.map(({ date }) => date)].sort()[0] ?? day
  const isAsked = day >= begun && asked.weekdays.includes(weekday)
  const done = Number(isLogged) + Number(isFree)
  return { habitsDue: Number(isLogged || isAsked) + Number(isFree), habitsDone: done }
}

export const total = (amounts: number[]) => amounts.reduce((sum, one) => sum + one, 0)

function chunks<T>(all: T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / 500) }, (_, at) => all.slice(at * 500, at * 500 + 500))
}

/** Numbers from 0 to 1 that are the same each time (mulberry32). */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
