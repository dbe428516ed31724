import { z } from 'zod'
import { Deleted, Few, SOME_ID } from '#core/tools/shapes.ts'
import { type Tool, tool } from '#core/tools/tool.ts'
import { Day, Habit, HabitPage, HabitPatch, HabitQuery, NewHabit } from './habits.schema.ts'
import { createHabit, deleteHabit, getHabit, habitsToday, listHabits, updateHabit } from './habits.service.ts'
import { HabitDay, HabitStats, HabitsToday, LoggedDay } from './logs.schema.ts'
import { putLog } from './logs.service.ts'
import { userToday } from './standing.service.ts'
import { getHabitStats } from './stats.service.ts'

const One = z.strictObject({ habitId: z.uuid() })
const Changes = One.extend({ changes: HabitPatch })
const Wanted = HabitQuery.omit({ cursor: true, limit: true }).extend({ limit: Few })
const Logged = HabitDay.extend({ habitId: z.uuid(), date: Day.optional().describe('Today unless said') })

export const habitsTools: Tool[] = [
  tool({
    name: 'habits_list',
    title: 'List habits',
    description: 'Habits of the user, filtered by area, kind, goal or name.',
    effect: 'read',
    scopes: ['habits:read'],
    input: Wanted,
    output: HabitPage.pick({ items: true }),
    example: { archived: 'false' },
    run: (ctx, input) => listHabits(ctx, input),
  }),
  tool({
    name: 'habits_today',
    title: 'Read the habits of today',
    description: 'Which habits are due today and how they stand.',
    effect: 'read',
    scopes: ['habits:read'],
    input: z.strictObject({}),
    output: HabitsToday,
    example: {},
    run: (ctx) => habitsToday(ctx),
  }),
  tool({
    name: 'habits_stats',
    title: 'Measure a habit',
    description: 'Streaks, strength and completion of a habit. Use these numbers, never your own.',
    effect: 'read',
    scopes: ['habits:read'],
    input: One,
    output: HabitStats,
    example: { habitId: SOME_ID },
    run: (ctx, { habitId }) => getHabitStats(ctx, habitId),
  }),
  tool({
    name: 'habits_create',
    title: 'Create a habit',
    description: 'Creates a habit with its schedule and, for amounts, its target.',
    effect: 'write',
    scopes: ['habits:write'],
    input: NewHabit,
    output: Habit,
    example: { name: 'Read', schedule: { kind: 'times_per', times: 3, days: 7 } },
    summary: (_, { name }) => `Create the habit “${name}”`,
    run: (ctx, input) => createHabit(ctx, input),
  }),
  tool({
    name: 'habits_update',
    title: 'Change a habit',
    description: 'Changes fields of a habit. An absent field keeps its value, null clears it.',
    effect: 'write',
    scopes: ['habits:write'],
    input: Changes,
    output: Habit,
    example: { habitId: SOME_ID, changes: { name: 'Read a book' } },
    summary: async (ctx, { habitId, changes }) =>
      `Change ${Object.keys(changes).join(', ')} of the habit “${(await getHabit(ctx, habitId)).name}”`,
    run: (ctx, { habitId, changes }) => updateHabit(ctx, habitId, changes),
  }),
  tool({
    name: 'habits_log',
    title: 'Log a habit',
    description:
      'Says what became of a day of a habit: done, skipped or missed, with an amount where it is counted. Replaces what was said before.',
    effect: 'write',
    scopes: ['habits:write'],
    input: Logged,
    output: LoggedDay,
    example: { habitId: SOME_ID, state: 'done' },
    summary: async (ctx, { habitId, date, state }) =>
      `Log the habit “${(await getHabit(ctx, habitId)).name}” as ${state}${date === undefined ? '' : ` on ${date}`}`,
    run: async (ctx, { habitId, date, ...said }) => putLog(ctx, habitId, date ?? (await userToday(ctx)), said),
  }),
  tool({
    name: 'habits_delete',
    title: 'Delete a habit',
    description: 'Moves a habit and its log to the trash. To end one and keep its history, archive it instead.',
    effect: 'destructive',
    scopes: ['habits:write'],
    input: One,
    output: Deleted,
    example: { habitId: SOME_ID },
    summary: async (ctx, { habitId }) => `Delete the habit “${(await getHabit(ctx, habitId)).name}”`,
    run: async (ctx, { habitId }) => {
      await deleteHabit(ctx, habitId)
      return { deleted: habitId }
    },
  }),
]
