import { z } from 'zod'
import { ALL_SUB_CATEGORIES, AREAS, isOfArea } from '#core/areas.ts'
import { AppError } from '#core/errors.ts'
import { PageQuery, pageOf } from '#core/page.ts'
import { canonicalRule } from '#core/time/rrule.ts'
import { WEEKDAY_CODES } from '#core/time/zones.ts'
import { Day as WireDay } from '#core/wire.ts'
import { HABIT_KINDS, TARGET_TYPES } from './terms.ts'

/** A day that exists, from 1970 to 2999. */
export const Day = WireDay.refine((text) => text >= '1970-01-01', 'must be a day from 1970 on')

const unique = <T>(list: T[]) => [...new Set(list)].sort()
const Weekdays = z.array(z.enum(WEEKDAY_CODES)).max(7).transform(inWeekOrder)
const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time on the wall clock: 07:30')

const Rrule = z
  .string()
  .min(6)
  .max(500)
  .transform((text, context) => {
    try {
      return canonicalRule(text)
    } catch (error) {
      context.addIssue({ code: 'custom', message: error instanceof AppError ? error.message : 'not a valid RRULE' })
      return z.NEVER
    }
  })

const EVERY_DAY = { kind: 'times_per' as const, times: 1, days: 1 }

export const NewHabitSchedule = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('times_per'),
      times: z.int().min(1).max(366),
      days: z.int().min(1).max(366),
    }),
    z.strictObject({
      kind: z.literal('weekdays'),
      weekdays: Weekdays.refine((list) => list.length > 0, 'name a weekday'),
    }),
    z.strictObject({ kind: z.literal('rrule'), rrule: Rrule }),
  ])
  .refine((schedule) => schedule.kind !== 'times_per' || schedule.times <= schedule.days, {
    path: ['times'],
    message: 'a habit is logged once a day, so at most as often as there are days; measure it with a target instead',
  })
  .meta({
    id: 'NewHabitSchedule',
    description:
      'Every day is 1 time per 1 day; 3 times per 7 days is any three days from Monday to Sunday; a rule counts from the start date',
    example: { kind: 'times_per', times: 3, days: 7 },
  })

const HabitSchedule = z
  .object({
    kind: z.enum(['times_per', 'weekdays', 'rrule']),
    times: z.int().optional(),
    days: z.int().optional(),
    weekdays: z.array(z.enum(WEEKDAY_CODES)).optional(),
    rrule: z.string().optional(),
  })
  .meta({ id: 'HabitSchedule', example: { kind: 'times_per', times: 3, days: 7 } })

/** Far beyond anything a person counts, and exact. */
export const Amount = z.number().min(0).max(1e12)

const NewHabitTarget = z
  .strictObject({
    unit: z.string().trim().min(1).max(50),
    amount: Amount,
    type: z.enum(TARGET_TYPES).default('at_least'),
  })
  .meta({
    id: 'NewHabitTarget',
    description: 'What a day must amount to',
    example: { unit: 'pages', amount: 20, type: 'at_least' },
  })
export const HabitTarget = z
  .object({ unit: z.string(), amount: z.number(), type: z.enum(TARGET_TYPES) })
  .meta({ id: 'HabitTarget', example: { unit: 'pages', amount: 20, type: 'at_least' } })

const NewPause = z
  .strictObject({ from: Day, to: Day.nullable() })
  .refine(({ from, to }) => to === null || to >= from, { path: ['to'], message: 'ends before it begins' })
  .meta({ id: 'NewHabitPause', example: { from: '2027-08-01', to: '2027-08-14' } })
const Pause = z
  .object({ from: z.iso.date(), to: z.iso.date().nullable() })
  .meta({ id: 'HabitPause', example: { from: '2027-08-01', to: '2027-08-14' } })

export const Habit = z
  .object({
    id: z.uuid(),
    version: z.int(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    name: z.string().meta({ example: 'Read' }),
    description: z.string().nullable(),
    kind: z.enum(HABIT_KINDS).meta({ example: 'build' }),
    area: z.enum(AREAS).nullable().meta({ example: 'happiness' }),
    subCategory: z.enum(ALL_SUB_CATEGORIES).nullable(),
    schedule: HabitSchedule,
    target: HabitTarget.nullable(),
    intent: z.string().nullable(),
    cue: z.string().nullable().meta({ example: 'After dinner' }),
    routine: z.string().nullable(),
    reward: z.string().nullable(),
    frictionUp: z.string().nullable(),
    frictionDown: z.string().nullable(),
    reminderTimes: z.array(z.string()).meta({ example: ['20:30'] }),
    offDays: z.array(z.enum(WEEKDAY_CODES)).meta({ example: ['su'] }),
    offDates: z.array(z.iso.date()).meta({ example: ['2027-12-25'] }),
    pauses: z.array(Pause),
    startDate: z.iso.date().meta({ example: '2027-03-01' }),
    archived: z.boolean().meta({ example: false }),
    goalIds: z.array(z.uuid()),
  })
  .meta({ id: 'Habit' })

const Text = z.string().trim().max(2_000).nullish()

const Fields = z.strictObject({
  name: z.string().trim().min(1).max(200).meta({ example: 'Read' }),
  description: z.string().max(10_000).nullish(),
  kind: z.enum(HABIT_KINDS).optional().meta({ example: 'build' }),
  area: z.enum(AREAS).nullish().meta({ example: 'happiness' }),
  subCategory: z.enum(ALL_SUB_CATEGORIES).nullish(),
  schedule: NewHabitSchedule,
  target: NewHabitTarget.nullish(),
  intent: Text.describe('Why'),
  cue: Text.describe('What sets it off').meta({ example: 'After dinner' }),
  routine: Text.describe('What is done'),
  reward: Text.describe('What it is good for at once'),
  frictionUp: Text.describe('What makes a habit to be broken harder'),
  frictionDown: Text.describe('What makes it easier'),
  reminderTimes: z
    .array(TimeOfDay)
    .max(10)
    .transform(unique)
    .optional()
    .meta({ description: 'On your wall clock, on days it is due and not logged yet', example: ['20:30'] }),
  offDays: Weekdays.optional().meta({ description: 'Weekdays without obligation', example: ['su'] }),
  offDates: z
    .array(Day)
    .max(400)
    .transform(unique)
    .optional()
    .meta({ example: ['2027-12-25'] }),
  pauses: z.array(NewPause).max(100).optional(),
  startDate: Day.optional().meta({ description: 'Today unless told', example: '2027-03-01' }),
  archived: z.boolean().optional(),
  goalIds: z.array(z.uuid()).max(50).transform(unique).optional(),
})

export const NewHabit = Fields.extend({ schedule: NewHabitSchedule.default(EVERY_DAY) })
  .refine((habit) => isOfArea(habit.area, habit.subCategory), {
    path: ['subCategory'],
    message: 'does not belong to this area',
  })
  .meta({
    id: 'NewHabit',
    example: {
      name: 'Read',
      kind: 'build',
      area: 'happiness',
      schedule: { kind: 'times_per', times: 1, days: 1 },
      target: { unit: 'pages', amount: 20, type: 'at_least' },
      cue: 'After dinner',
      reminderTimes: ['20:30'],
    },
  })
export type NewHabit = z.infer<typeof NewHabit>

export const HabitPatch = Fields.partial().meta({
  id: 'HabitPatch',
  example: { name: 'Read a book', schedule: { kind: 'weekdays', weekdays: ['mo', 'we', 'fr'] } },
})
export type HabitPatch = z.infer<typeof HabitPatch>

export const HabitQuery = PageQuery.extend({
  area: z.enum(AREAS).optional(),
  kind: z.enum(HABIT_KINDS).optional(),
  archived: z.enum(['true', 'false']).optional().meta({ description: 'Only archived ones, or only the others' }),
  goalId: z.uuid().optional(),
  q: z.string().trim().min(1).max(200).optional().meta({ description: 'Text in the name' }),
})
export type HabitQuery = z.infer<typeof HabitQuery>
export const HabitPage = pageOf(Habit).meta({ id: 'HabitPage' })

function inWeekOrder(codes: (typeof WEEKDAY_CODES)[number][]) {
  return WEEKDAY_CODES.filter((code) => codes.includes(code))
}
