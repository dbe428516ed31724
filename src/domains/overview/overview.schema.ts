import { z } from 'zod'
import { Day } from '#core/wire.ts'

export const TODAY_PARTS = ['tasks', 'habits', 'schedule', 'reminders', 'logbook', 'wallet'] as const
export const DASHBOARD_PARTS = [
  'tasks',
  'goals',
  'projects',
  'habits',
  'metrics',
  'logbook',
  'wallet',
  'schedule',
  'reminders',
] as const

const count = (example: number) => z.int().meta({ example })
const text = (example: string) => z.string().meta({ example })
const day = z.iso.date()

const DayTask = z
  .object({
    id: z.uuid(),
    title: text('Write the first chapter'),
    status: text('not_started'),
    priority: text('p2'),
    area: text('day_job').nullable(),
    dueDate: day.nullable(),
    dueAt: z.iso.datetime().nullable(),
    scheduledDate: day.nullable(),
    estimateMinutes: z.int().nullable().meta({ example: 45 }),
    completedAt: z.iso.datetime().nullable(),
    pointsAwarded: count(0),
  })
  .meta({ id: 'DayTask' })

const taskCounts = { overdue: count(1), due: count(3), scheduled: count(2), done: count(4) }
const DayTasks = z
  .object({
    counts: z.object(taskCounts),
    overdue: z.array(DayTask).describe('Was due before now, or before the day that was asked for, and is open'),
    due: z.array(DayTask),
    scheduled: z.array(DayTask).describe('Planned for the day without being due'),
    done: z.array(DayTask).describe('Completed on the day'),
  })
  .meta({ id: 'DayTasks', description: 'At most a hundred of each; the counts are of all' })

const DayHabit = z
  .object({
    habitId: z.uuid(),
    name: text('Read'),
    kind: text('build'),
    due: z.boolean().meta({ example: true }),
    state: text('pending').describe('pending, done, missed, skipped, off, paused or not_due'),
    amount: z.number().nullable().meta({ example: 5 }),
    target: z
      .object({ unit: z.string(), amount: z.number(), type: z.string() })
      .nullable()
      .meta({ example: { unit: 'pages', amount: 20, type: 'at_least' } }),
    period: z
      .object({ done: z.int(), needed: z.int(), from: day, to: day })
      .nullable()
      .describe('Where its week or period stands, for schedules such as "3 times a week"')
      .meta({ example: null }),
  })
  .meta({ id: 'DayHabit' })
const DayHabits = z
  .object({ counts: z.object({ due: count(4), done: count(2) }), items: z.array(DayHabit) })
  .meta({ id: 'DayHabits' })

const AgendaItem = z
  .object({
    kind: z.enum(['block', 'reminder']),
    id: z.uuid(),
    occurrence: text('2027-03-01T09:00'),
    title: text('Write'),
    startAt: z.iso.datetime().meta({ example: '2027-03-01T08:00:00.000Z' }),
    endAt: z.iso.datetime().nullable().meta({ example: '2027-03-01T09:30:00.000Z' }),
    local: text('2027-03-01T09:00').describe('The start on the wall clock; a day for whole days'),
    state: text('coming').describe(
      'Of a block: coming, now, past or done. Of a reminder: scheduled, fired, caught_up, missed, skipped, done or snoozed',
    ),
  })
  .meta({ id: 'AgendaItem' })
const DayAgenda = z
  .object({ items: z.array(AgendaItem) })
  .meta({ id: 'DayAgenda', description: 'Blocks and reminders by their time; null when neither could be had' })

const DayLogbook = z
  .object({
    items: z.array(
      z.object({
        id: z.uuid(),
        title: text('A quiet day'),
        excerpt: text('Slept well, wrote **two pages**.').describe('The first 280 characters'),
        mood: text('steady').nullable(),
        energy: z.int().nullable().meta({ example: 7 }),
      }),
    ),
  })
  .meta({ id: 'DayLogbook' })

const DayWallet = z
  .object({
    balance: count(796),
    lifetimeEarned: count(1296),
    lifetimeSpent: count(500),
    earned: count(324).describe('Earned on the day, less what was taken back on it'),
    spent: count(0).describe('Spent on the day, less what was given back on it'),
  })
  .meta({ id: 'DayWallet' })

const failed = (names: readonly [string, ...string[]]) =>
  z.array(z.enum(names)).describe('Parts that could not be had this time; each of them is null').meta({ example: [] })

const frame = {
  date: day.describe('The day in your zone'),
  timezone: text('Europe/Vienna'),
  from: z.iso.datetime().describe('When the day begins').meta({ example: '2027-02-28T23:00:00.000Z' }),
  to: z.iso.datetime().describe('When it ends').meta({ example: '2027-03-01T23:00:00.000Z' }),
}

export const TodayQuery = z.strictObject({
  date: Day.optional().meta({ description: 'A day in your zone; the present one unless told', example: '2027-03-01' }),
})
export type TodayQuery = z.infer<typeof TodayQuery>

export const Today = z
  .object({
    ...frame,
    failed: failed(TODAY_PARTS),
    tasks: DayTasks.nullable(),
    habits: DayHabits.nullable(),
    agenda: DayAgenda.nullable(),
    logbook: DayLogbook.nullable(),
    wallet: DayWallet.nullable(),
  })
  .meta({ id: 'Today' })
export type Today = z.infer<typeof Today>

const Counts = z.record(z.string(), z.int()).meta({ description: 'By status', example: { active: 3, achieved: 1 } })
const progress = { progress: count(40), targetDate: day.nullable() }

export const Dashboard = z
  .object({
    ...frame,
    failed: failed(DASHBOARD_PARTS),
    tasks: z
      .object({ counts: z.object(taskCounts), next: z.array(DayTask).describe('Overdue, then due, then planned: ten') })
      .nullable(),
    goals: z
      .object({
        counts: Counts,
        items: z.array(
          z.object({
            id: z.uuid(),
            title: text('Publish a book'),
            area: text('day_job').nullable(),
            timeHorizon: text('yearly'),
            priority: text('high'),
            startDate: day.nullable(),
            ...progress,
          }),
        ),
      })
      .nullable(),
    projects: z
      .object({
        counts: Counts,
        items: z.array(
          z.object({
            id: z.uuid(),
            name: text('The book'),
            area: text('day_job').nullable(),
            impact: count(4),
            taskCount: count(10),
            completedTaskCount: count(4),
            ...progress,
          }),
        ),
      })
      .nullable(),
    habits: DayHabits.nullable(),
    metrics: z
      .object({
        items: z.array(
          z.object({
            id: z.uuid(),
            name: text('Weight'),
            unit: text('kg').nullable(),
            direction: text('lower'),
            target: z.number().nullable().meta({ example: 70 }),
            value: z.number().nullable().meta({ example: 72.4 }),
            loggedAt: z.iso.datetime().nullable(),
            change: z.number().nullable().meta({ example: -0.4 }),
            trend: text('improving'),
            percent: z.number().describe('Of the way to the target').meta({ example: 60 }),
            isAtTarget: z.boolean(),
          }),
        ),
      })
      .nullable(),
    logbook: DayLogbook.nullable(),
    wallet: DayWallet.nullable(),
    upcoming: DayAgenda.nullable().describe('What the next seven days bring, the first twenty'),
  })
  .meta({ id: 'Dashboard' })
export type Dashboard = z.infer<typeof Dashboard>
