import { z } from 'zod'
import { PageQuery, pageOf } from '#core/page.ts'
import { Amount, Day, HabitTarget } from './habits.schema.ts'
import { STANDINGS } from './judge.ts'
import { READINESS, STREAK_UNITS } from './stats.ts'
import { HABIT_KINDS, LOG_STATES } from './terms.ts'

export const HabitLog = z
  .object({
    id: z.uuid(),
    version: z.int(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    habitId: z.uuid(),
    date: z.iso.date().describe('Your local day').meta({ example: '2026-03-01' }),
    state: z.enum(LOG_STATES).meta({ example: 'done' }),
    amount: z.number().nullable().meta({ example: 25 }),
    note: z.string().nullable(),
  })
  .meta({ id: 'HabitLog' })

const Fields = z.strictObject({
  state: z.enum(LOG_STATES).default('done').meta({ example: 'done' }),
  amount: Amount.nullish().meta({ description: 'Of the unit of the target', example: 25 }),
  note: z.string().max(2_000).nullish(),
})

/** The whole of a day: what is absent is empty. */
export const HabitDay = Fields.meta({ id: 'HabitDay', example: { state: 'done', amount: 25 } })
export type HabitDay = z.infer<typeof HabitDay>

export const NewHabitLog = Fields.extend({ habitId: z.uuid(), date: Day.meta({ example: '2026-03-01' }) }).meta({
  id: 'NewHabitLog',
})
export type NewHabitLog = z.infer<typeof NewHabitLog>

export const HabitLogPatch = z
  .strictObject({
    state: z.enum(LOG_STATES).optional(),
    amount: Amount.nullish(),
    note: z.string().max(2_000).nullish(),
  })
  .meta({ id: 'HabitLogPatch', example: { amount: 30 } })
export type HabitLogPatch = z.infer<typeof HabitLogPatch>

export const LoggedDay = HabitLog.extend({
  points: z.int().meta({ description: 'What this day has earned, with milestones it reached', example: 5 }),
  currentStreak: z.int().meta({ example: 3 }),
}).meta({ id: 'LoggedHabitDay' })

const range = {
  from: Day.optional().meta({ description: 'Day, inclusive', example: '2026-03-01' }),
  to: Day.optional().meta({ description: 'Day, inclusive', example: '2026-03-31' }),
}
export const HabitLogQuery = PageQuery.extend({
  ...range,
  limit: z.coerce.number().int().min(1).max(400).default(50).meta({ description: 'Items on one page, 1 to 400' }),
})
export type HabitLogQuery = z.infer<typeof HabitLogQuery>
export const HabitLogPage = pageOf(HabitLog).meta({ id: 'HabitLogPage' })

const ImportedDay = Fields.extend({
  date: Day.meta({ example: '2026-03-01' }),
  // PostgreSQL keeps no such text, and one row of many must not keep the others out.
  note: Fields.shape.note.refine((text) => !text?.includes('\u0000'), 'may not contain the character U+0000'),
})
const { $schema: _, ...described } = z.toJSONSchema(ImportedDay, { io: 'input', unrepresentable: 'any' })

/** A row that is not a day keeps its place in the list, with what is wrong about it. The description shows what is right. */
const ImportedRow = z
  .unknown()
  .transform((row): z.infer<typeof ImportedDay> | { date: string | null; refused: string } => {
    const { data, error } = ImportedDay.safeParse(row)
    if (data) return data
    const [issue] = error.issues
    const path = issue?.path.join('.') ?? ''
    const date = z.object({ date: Day }).safeParse(row).data?.date ?? null
    return { date, refused: `${path === '' ? '' : `${path}: `}${issue?.message ?? 'not a day'}` }
  })
  .meta(described)

export const HabitLogImport = z.strictObject({ logs: z.array(ImportedRow).min(1).max(1_000) }).meta({
  id: 'HabitLogImport',
  description: 'Of several rows for one day the last one counts, as if they had been sent one after the other',
  example: {
    logs: [
      { date: '2026-03-01', amount: 20 },
      { date: '2026-03-02', state: 'skipped', note: 'Ill' },
    ],
  },
})
export type HabitLogImport = z.infer<typeof HabitLogImport>
export const HabitLogResults = z
  .object({
    results: z.array(
      z.object({
        date: z.iso.date().nullable().describe('Null when the row names none').meta({ example: '2026-03-01' }),
        status: z.enum(['created', 'updated', 'unchanged', 'refused']).meta({ example: 'created' }),
        id: z.uuid().nullable(),
        error: z.string().nullable().meta({ example: null }),
      }),
    ),
  })
  .meta({ id: 'HabitLogResults' })
export type HabitLogResults = z.infer<typeof HabitLogResults>

const TODAY_STATES = [
  'pending',
  ...STANDINGS.filter((one) => one !== 'met' && one !== 'unmet'),
  'done',
  'missed',
] as const

export const HabitsToday = z
  .object({
    date: z.iso.date().meta({ example: '2026-03-01' }),
    items: z.array(
      z.object({
        habitId: z.uuid(),
        name: z.string().meta({ example: 'Read' }),
        kind: z.enum(HABIT_KINDS).meta({ example: 'build' }),
        due: z
          .boolean()
          .describe('Asked of you today; for "3 times a week" until the week has its three')
          .meta({ example: true }),
        state: z.enum(TODAY_STATES).meta({ example: 'pending' }),
        amount: z.number().nullable().meta({ example: 5 }),
        target: HabitTarget.nullable(),
        period: z
          .object({ done: z.int(), needed: z.int(), from: z.iso.date(), to: z.iso.date() })
          .nullable()
          .describe('Where the present week or period stands, for schedules such as "3 times a week"')
          .meta({ example: null }),
      }),
    ),
  })
  .meta({ id: 'HabitsToday' })
export type HabitsToday = z.infer<typeof HabitsToday>

const percent = (example: number) => z.number().describe('0 to 100').meta({ example })
export const HabitStats = z
  .object({
    currentStreak: z.int().meta({ example: 12 }),
    longestStreak: z.int().meta({ example: 40 }),
    streakUnit: z.enum(STREAK_UNITS).meta({ example: 'day' }),
    strength: z.number().describe("0 to 1: Loop Habit Tracker's score").meta({ example: 0.47 }),
    completionRate: percent(88),
    consistency: percent(85),
    total: z.int().describe('Days on which it was done').meta({ example: 71 }),
    totalAmount: z.number().nullable().meta({ example: 1480 }),
    last7Days: z.int().meta({ example: 6 }),
    last30Days: z.int().meta({ example: 26 }),
    lastDoneOn: z.iso.date().nullable().meta({ example: '2026-03-01' }),
    points: z.int().describe('What the habit has earned').meta({ example: 620 }),
    readiness: z.enum(READINESS).describe('How much there is to go by').meta({ example: 'strong_signal' }),
  })
  .meta({ id: 'HabitStats' })

export const HeatmapQuery = z.strictObject({
  year: z.coerce
    .number()
    .int()
    .min(1970)
    .max(2999)
    .optional()
    .meta({ description: 'This year unless told', example: 2026 }),
})
export const HabitHeatmap = z
  .object({
    year: z.int().meta({ example: 2026 }),
    days: z
      .array(
        z.object({
          date: z.iso.date(),
          state: z.enum([...STANDINGS, 'pending']),
          amount: z.number().nullable(),
          level: z.int(),
        }),
      )
      .meta({ example: [{ date: '2026-01-01', state: 'met', amount: 25, level: 4 }] }),
  })
  .meta({ id: 'HabitHeatmap' })
