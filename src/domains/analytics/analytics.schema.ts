import { z } from 'zod'
import { WEEKDAY_CODES } from '#core/time/zones.ts'
import { Day } from '#core/wire.ts'
import { COUNTED } from './counts.ts'
import { GRANULARITIES } from './report.ts'
import type { ViewName } from './views.ts'

export const MAX_DAYS = 400
const day = z.iso.date()

export const AnalyticsSpan = z.strictObject({
  from: Day.optional().meta({ description: 'Thirty days up to `to` unless told; inclusive', example: '2027-02-01' }),
  to: Day.optional().meta({
    description: `Today unless told; inclusive, at most ${MAX_DAYS} days`,
    example: '2027-03-01',
  }),
})
export type AnalyticsSpan = z.infer<typeof AnalyticsSpan>

export const AnalyticsQuery = AnalyticsSpan.extend({
  granularity: z
    .enum(GRANULARITIES)
    .default('day')
    .meta({ description: 'How the series is cut; weeks begin as yours do' }),
})
export type AnalyticsQuery = z.infer<typeof AnalyticsQuery>

const ABOUT: Record<string, [string, number]> = {
  tasksCreated: ['Tasks made', 5],
  tasksCompleted: ['Tasks completed', 4],
  created: ['Tasks made', 5],
  completed: ['Tasks completed', 4],
  estimateMinutes: ['Minutes that the completed tasks were estimated at', 180],
  pointsEarned: ['Points from tasks, habits and metrics, less what was taken back', 324],
  pointsSpent: ['Points spent on rewards, less what was given back', 50],
  habitsDue: ['Habits asked for, or done unasked; "3 times a week" counts on the days it was done', 6],
  habitsDone: ['Of these, done', 5],
  due: ['Habits asked for, or done unasked; "3 times a week" counts on the days it was done', 6],
  done: ['Of these, done', 5],
  habitRate: ['Percent of the habits that were due', 83.3],
  rate: ['Percent of the habits that were due', 83.3],
  metricLogs: ['Values logged', 2],
  logs: ['Values logged', 2],
  goalsProgressed: ['Goals that moved, each once a day; notes are no movement', 2],
  progressed: ['Goals that moved, each once a day; notes are no movement', 2],
  goalsAchieved: ['Goals achieved', 1],
  achieved: ['Goals achieved', 1],
  projectsCompleted: ['Projects completed', 1],
  logbookEntries: ['Entries in the logbook', 1],
  entries: ['Entries in the logbook', 1],
  low: ['Entries in a low mood', 0],
  steady: ['Entries in a steady mood', 1],
  high: ['Entries in a high mood', 0],
  studyMinutes: ['Whole minutes of studying, with the timer or written down', 50],
  studySessions: ['Sessions of it, each on every day that it touched', 2],
  cardsReviewed: ['Flashcards answered', 40],
  newCards: ['Of these, for the first time', 10],
  reviewMinutes: ['Whole minutes of answering them', 12],
  recalled: ['Percent of the answers that were right', 91],
  topicsCompleted: ['Topics of courses completed', 1],
  journalEntries: ['Entries in the journal; private ones count for you in person alone', 1],
  journalMood: ['Mean mood of the journal, 1 to 10', 7],
  calls: ['Questions to models', 12],
  tokens: ['Tokens that they took', 18_000],
  costMicros: ['What that cost, in millionths of a US dollar', 24_000],
  mood: ['Mean mood: low is 1, steady 2, high 3', 2],
  energy: ['Mean energy, 1 to 10', 7],
}

const Streak = z
  .object({
    current: z.int().describe('Up to `to`; a present day that is still empty breaks nothing').meta({ example: 12 }),
    longest: z.int().describe(`In the ${MAX_DAYS} days up to \`to\``).meta({ example: 40 }),
    activeDays: z.int().describe('Within the span').meta({ example: 26 }),
  })
  .describe('Days one after the other on which something was done')

/** The shape of one view's answer. Each figure is a number, or null where there is nothing to say. */
function reportOf(id: string, names: readonly string[], about = ABOUT) {
  const each = <T extends z.ZodType>(make: (about: string, example: number) => T): Record<string, T> =>
    Object.fromEntries(names.map((name) => [name, make(...(about[name] ?? [name, 1]))]))
  const figure = (description: string, example: number) => z.number().nullable().meta({ description, example })
  const figures = each(figure)
  const averages = each((_, example) =>
    z
      .number()
      .nullable()
      .meta({ example: example / 10 }),
  )
  const change = each(() =>
    z
      .object({ absolute: z.number().nullable(), percent: z.number().nullable() })
      .meta({ example: { absolute: 1, percent: 25 } }),
  )
  return z
    .object({
      from: day,
      to: day,
      granularity: z.enum(GRANULARITIES),
      timezone: z.string().meta({ example: 'Europe/Vienna' }),
      totals: z.object(figures),
      averages: z.object(averages).describe('Amounts by the days that have come; means and shares as they are'),
      previous: z
        .object({ from: day, to: day, totals: z.object(figures) })
        .describe('As many days before the first one'),
      change: z.object(change).describe('Against the previous period'),
      series: z.array(z.object({ from: day, to: day, ...figures })).describe('Every day, week or month of the span'),
      streak: Streak,
    })
    .meta({ id })
}

const POINTS = ['pointsEarned', 'pointsSpent']
const MOOD = ['entries', 'low', 'steady', 'high', 'mood', 'energy', 'journalEntries', 'journalMood']
export const REPORTS = {
  overview: reportOf('OverviewAnalytics', [
    'tasksCreated',
    'tasksCompleted',
    ...POINTS,
    'habitsDue',
    'habitsDone',
    'habitRate',
    'metricLogs',
    'goalsProgressed',
    'goalsAchieved',
    'projectsCompleted',
    'logbookEntries',
    'studyMinutes',
    'cardsReviewed',
    'topicsCompleted',
    'journalEntries',
    'mood',
    'energy',
  ]),
  tasks: reportOf('TaskAnalytics', ['created', 'completed', 'estimateMinutes', 'pointsEarned'], {
    ...ABOUT,
    pointsEarned: ['Points from tasks alone, less what was taken back', 240],
  }),
  habits: reportOf('HabitAnalytics', ['due', 'done', 'rate']),
  goals: reportOf('GoalAnalytics', ['progressed', 'achieved', 'projectsCompleted']),
  metrics: reportOf('MetricLogAnalytics', ['logs']),
  mood: reportOf('MoodAnalytics', MOOD),
  learning: reportOf('LearningAnalytics', [
    'studyMinutes',
    'studySessions',
    'cardsReviewed',
    'newCards',
    'reviewMinutes',
    'recalled',
    'topicsCompleted',
  ]),
  ai: reportOf('AiAnalytics', ['calls', 'tokens', 'costMicros']),
} satisfies Record<ViewName, z.ZodType>

const moods = Object.fromEntries(
  MOOD.map((name) => {
    const [description, example] = ABOUT[name] ?? [name, 1]
    return [name, z.number().nullable().meta({ description, example })]
  }),
)
export const WeekdayMoods = z
  .object({
    from: day,
    to: day,
    timezone: z.string().meta({ example: 'Europe/Vienna' }),
    weekdays: z.array(z.object({ weekday: z.enum(WEEKDAY_CODES), ...moods })).describe('From the first of your weeks'),
  })
  .meta({ id: 'WeekdayMoods' })
export type WeekdayMoods = z.infer<typeof WeekdayMoods>

export const ViewCsv = z.string().meta({
  description: 'A line for each day, week or month, after one that names the columns',
  example: 'from,to,calls,tokens,costMicros\n2027-03-01,2027-03-01,12,18000,24000\n',
})

export const CSV_COLUMNS = ['day', ...COUNTED] as const
export const AnalyticsCsv = z.string().meta({
  description: 'A line a day, after one that names the columns',
  example: `${CSV_COLUMNS.join()}\n2027-03-01,5,4,180,324,50,6,5,2,2,0,0,1,0,1,0,7,1\n`,
})
