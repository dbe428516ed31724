import type { Caller } from './caller.ts'
import { createChance, DAY, dayOf, type Item, type Json } from './demo-chance.ts'

/** What is kept day by day: habits, metrics, a logbook; and what the points are for. Answers how many days and values it wrote. */
export async function makeDays(call: Caller, goals: Item[], now: number, weeks: number): Promise<number> {
  const days = Array.from({ length: weeks * 7 }, (_, back) => now - (back + 1) * DAY).reverse()
  let written = 0
  for (const [index, habit] of HABITS.entries()) written += await makeHabit(call, goals, days, habit, index)
  for (const metric of METRICS) written += await makeMetric(call, goals, days, metric)
  written += await makeLogbook(call, days)
  await makeRewards(call)
  await makeAppointments(call, now)
  return written
}

interface Habit extends Json {
  /** Index of its goal. */
  goal?: number
  /** How often a day is done, and what is measured then. */
  share: number
  amounts?: [from: number, to: number]
}

const daily = { kind: 'times_per', times: 1, days: 1 }

const HABITS: Habit[] = [
  {
    name: 'Stretch',
    area: 'health',
    schedule: daily,
    cue: 'After getting up',
    reminderTimes: ['07:00'],
    goal: 3,
    share: 0.88,
  },
  { name: 'Run', area: 'health', schedule: { kind: 'times_per', times: 3, days: 7 }, goal: 3, share: 0.45 },
  {
    name: 'Write',
    area: 'happiness',
    schedule: { kind: 'weekdays', weekdays: ['mo', 'tu', 'we', 'th', 'fr'] },
    cue: 'With the first coffee',
    goal: 4,
    share: 0.7,
  },
  {
    name: 'Drink water',
    area: 'health',
    schedule: daily,
    target: { unit: 'glasses', amount: 8, type: 'at_least' },
    share: 1,
    amounts: [6, 10],
  },
  {
    name: 'Less coffee',
    kind: 'reduce',
    area: 'health',
    schedule: daily,
    target: { unit: 'cups', amount: 2, type: 'at_most' },
    share: 1,
    amounts: [1, 3],
  },
]

async function makeHabit(call: Caller, goals: Item[], days: number[], habit: Habit, seed: number): Promise<number> {
  const { goal, share, amounts, ...fields } = habit
  const goalId = goal === undefined ? undefined : goals[goal]?.id
  const { id } = await call.post('/habits', {
    ...fields,
    startDate: dayOf(days[0] ?? Date.now()),
    ...(goalId && { goalIds: [goalId] }),
  })
  const chance = createChance(seed + 7)
  const logs = days
    .filter(() => chance.happens(share))
    .map((at) => ({
      date: dayOf(at),
      ...(amounts && { amount: amounts[0] + chance.upTo(amounts[1] - amounts[0] + 1) }),
    }))
  await call.post(`/habits/${id}/logs`, { logs })
  return logs.length
}

interface Metric extends Json {
  goal?: number
  /** Days between two values, the first and the last of them, and how far they scatter. */
  every: number
  from: number
  to: number
  scatter: number
}

const METRICS: Metric[] = [
  {
    name: 'Weight',
    unit: 'kg',
    direction: 'lower',
    target: 72,
    area: 'health',
    goal: 0,
    every: 2,
    from: 79,
    to: 73,
    scatter: 0.6,
  },
  {
    name: 'Longest run',
    unit: 'km',
    direction: 'higher',
    target: 15,
    area: 'health',
    goal: 3,
    every: 7,
    from: 5,
    to: 13,
    scatter: 1,
  },
  {
    name: 'Sleep',
    unit: 'h',
    direction: 'target',
    target: 7.5,
    area: 'health',
    every: 1,
    from: 7,
    to: 7.4,
    scatter: 1,
  },
]

async function makeMetric(call: Caller, goals: Item[], days: number[], metric: Metric): Promise<number> {
  const { goal, every, from, to, scatter, ...fields } = metric
  const goalId = goal === undefined ? undefined : goals[goal]?.id
  const { id } = await call.post('/metrics', { ...fields, ...(goalId && { goalIds: [goalId] }) })
  const chance = createChance(every + 3)
  const logs = days
    .filter((_, index) => index % every === 0)
    .map((at, index, all) => {
      const exact = from + ((to - from) * index) / Math.max(1, all.length - 1)
      const value = exact + (chance.upTo(201) / 100 - 1) * scatter
      return { value: Math.round(value * 10) / 10, loggedAt: `${dayOf(at)}T06:30:00.000Z` }
    })
  await call.post(`/metrics/${id}/logs`, { logs })
  return logs.length
}

const ENTRIES = [
  ['A good run', 'Felt **light** today, the legs did it by themselves.', 'high', 8],
  ['Slow day', 'Little sleep; wrote one page all the same.', 'low', 3],
  ['An ordinary day', 'Work, dinner with friends, an early night.', 'steady', 6],
  ['Two pages', 'The ending is clearer than it was.', 'high', 7],
  ['Rain', 'Stayed in and sorted the photos.', 'steady', 5],
] as const

async function makeLogbook(call: Caller, days: number[]): Promise<number> {
  const chance = createChance(11)
  const chosen = days.filter(() => chance.happens(0.4))
  for (const at of chosen) {
    const [title, text, mood, energy] = ENTRIES[chance.upTo(ENTRIES.length)] ?? ENTRIES[2]
    await call.post('/logbook', { date: dayOf(at), title, text, mood, energy })
  }
  return chosen.length
}

async function makeRewards(call: Caller) {
  const cinema = { title: 'An evening at the cinema', category: 'weekly_reward', pointCost: 500, cooldownHours: 72 }
  const { id } = await call.post('/rewards', cinema)
  await call.post('/rewards', { title: 'A good coffee out', category: 'quick_treat', pointCost: 60, maxPerDay: 1 })
  await call.post('/rewards', { title: 'A weekend at the sea', category: 'big_unlock', pointCost: 20_000 })
  await call.post(`/rewards/${id}/redeem`, {})
}

async function makeAppointments(call: Caller, now: number) {
  const tomorrow = dayOf(now + DAY)
  const local = (time: string) => ({ local: `${tomorrow}T${time}`, zone: 'Europe/Berlin' })
  await call.post('/reminders', {
    title: 'Take the vitamins',
    when: local('08:00'),
    recurrence: { rrule: 'FREQ=DAILY' },
    nag: { everyMinutes: 10, max: 3 },
  })
  await call.post('/reminders', { title: 'Call the dentist', when: local('10:30'), leadMinutes: [15] })
  await call.post('/schedule', {
    title: 'Choir',
    startAt: local('19:00'),
    durationMinutes: 90,
    recurrence: { rrule: 'FREQ=WEEKLY' },
    reminderMinutes: [30],
  })
}
