import { z } from 'zod'
import { Deleted, Few, SOME_ID } from '#core/tools/shapes.ts'
import { type Tool, tool } from '#core/tools/tool.ts'
import {
  CriterionPatch,
  Goal,
  GoalPage,
  GoalPatch,
  GoalProgress,
  GoalQuery,
  LINK_KINDS,
  NewGoal,
} from './goals.schema.ts'
import { createGoal, deleteGoal, getGoal, listGoals, updateCriterion, updateGoal } from './goals.service.ts'
import { linkToGoal } from './links.service.ts'
import { getGoalProgress } from './progress.service.ts'

const One = z.strictObject({ goalId: z.uuid() })
const Changes = One.extend({ changes: GoalPatch })
const Wanted = GoalQuery.omit({ cursor: true, limit: true }).extend({ limit: Few })
const Tick = One.extend({ criterionId: z.uuid(), changes: CriterionPatch })
const Tie = One.extend({ kind: z.enum(LINK_KINDS), itemId: z.uuid() })
const Tied = z.object({ goalId: z.uuid(), kind: z.string(), itemId: z.uuid() })

export const goalsTools: Tool[] = [
  tool({
    name: 'goals_list',
    title: 'List goals',
    description:
      'Goals of the user, filtered by status, horizon, area, target day or text, each with its progress in percent.',
    effect: 'read',
    scopes: ['goals:read'],
    input: Wanted,
    output: GoalPage.pick({ items: true }),
    example: { status: 'active' },
    run: (ctx, input) => listGoals(ctx, input),
  }),
  tool({
    name: 'goals_get',
    title: 'Read a goal',
    description: 'One goal with its success criteria.',
    effect: 'read',
    scopes: ['goals:read'],
    input: One,
    output: Goal,
    example: { goalId: SOME_ID },
    run: (ctx, { goalId }) => getGoal(ctx, goalId),
  }),
  tool({
    name: 'goals_progress',
    title: 'Measure a goal',
    description:
      'How far a goal is, by its criteria, tasks, metrics and habits, and whether it keeps pace. Use these numbers, never your own.',
    effect: 'read',
    scopes: ['goals:read'],
    input: One,
    output: GoalProgress,
    example: { goalId: SOME_ID },
    run: (ctx, { goalId }) => getGoalProgress(ctx, goalId),
  }),
  tool({
    name: 'goals_create',
    title: 'Create a goal',
    description: 'Creates a goal with its success criteria.',
    effect: 'write',
    scopes: ['goals:write'],
    input: NewGoal,
    output: Goal,
    example: { title: 'Run a marathon', successCriteria: ['Run 30 km in training'] },
    summary: (_, { title }) => `Create the goal “${title}”`,
    run: (ctx, input) => createGoal(ctx, input),
  }),
  tool({
    name: 'goals_update',
    title: 'Change a goal',
    description: 'Changes fields of a goal. An absent field keeps its value, null clears it.',
    effect: 'write',
    scopes: ['goals:write'],
    input: Changes,
    output: Goal,
    example: { goalId: SOME_ID, changes: { priority: 'high', targetDate: null } },
    summary: async (ctx, { goalId, changes }) =>
      `Change ${Object.keys(changes).join(', ')} of the goal “${(await getGoal(ctx, goalId)).title}”`,
    run: (ctx, { goalId, changes }) => updateGoal(ctx, goalId, changes),
  }),
  tool({
    name: 'goals_change_criterion',
    title: 'Change a success criterion',
    description: 'Ticks or changes one success criterion of a goal; its ids stand in the goal.',
    effect: 'write',
    scopes: ['goals:write'],
    input: Tick,
    output: Goal,
    example: { goalId: SOME_ID, criterionId: SOME_ID, changes: { isCompleted: true } },
    summary: async (ctx, { goalId, changes }) =>
      `Change ${Object.keys(changes).join(', ')} of a success criterion of the goal “${(await getGoal(ctx, goalId)).title}”`,
    run: (ctx, { goalId, criterionId, changes }) => updateCriterion(ctx, goalId, criterionId, changes),
  }),
  tool({
    name: 'goals_link',
    title: 'Link an item to a goal',
    description: 'Ties a task, metric, habit or project to a goal, which is then measured by it.',
    effect: 'write',
    scopes: ['goals:write'],
    input: Tie,
    output: Tied,
    example: { goalId: SOME_ID, kind: 'task', itemId: SOME_ID },
    summary: async (ctx, { goalId, kind }) => `Link a ${kind} to the goal “${(await getGoal(ctx, goalId)).title}”`,
    run: async (ctx, { goalId, kind, itemId }) => {
      await linkToGoal(ctx, goalId, kind, itemId)
      return { goalId, kind, itemId }
    },
  }),
  tool({
    name: 'goals_delete',
    title: 'Delete a goal',
    description: 'Moves a goal to the trash. Its children stay.',
    effect: 'destructive',
    scopes: ['goals:write'],
    input: One,
    output: Deleted,
    example: { goalId: SOME_ID },
    summary: async (ctx, { goalId }) => `Delete the goal “${(await getGoal(ctx, goalId)).title}”`,
    run: async (ctx, { goalId }) => {
      await deleteGoal(ctx, goalId)
      return { deleted: goalId }
    },
  }),
]
