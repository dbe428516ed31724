import { z } from 'zod'
import { ALL_SUB_CATEGORIES, AREAS, isOfArea } from '#core/areas.ts'
import { AppError } from '#core/errors.ts'
import { PageQuery, pageOf } from '#core/page.ts'
import { canonicalRule } from '#core/time/rrule.ts'
import { Instant } from '#core/wire.ts'
import { ANCHORS, ENERGIES, TASK_PRIORITIES, TASK_STATUSES } from './tasks.tables.ts'

const ids = z
  .array(z.uuid())
  .max(50)
  .transform((list) => [...new Set(list)])
const Tag = z.string().trim().min(1).max(50)

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

export const NewRecurrence = z
  .strictObject({
    rrule: Rrule,
    anchor: z.enum(ANCHORS).default('due'),
    skipDates: z.array(z.iso.date()).max(200).default([]),
  })
  .meta({
    id: 'NewRecurrence',
    description: 'RFC 5545 RRULE without DTSTART, counted from the due date or from the day it was done',
    example: { rrule: 'FREQ=WEEKLY;BYDAY=MO', anchor: 'due', skipDates: [] },
  })

export const Recurrence = z
  .object({ rrule: z.string(), anchor: z.enum(ANCHORS), skipDates: z.array(z.iso.date()) })
  .meta({ id: 'Recurrence', example: { rrule: 'FREQ=WEEKLY;BYDAY=MO', anchor: 'due', skipDates: [] } })

export const Task = z
  .object({
    id: z.uuid(),
    version: z.int(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    title: z.string().meta({ example: 'Write the first chapter' }),
    description: z.string().nullable(),
    area: z.enum(AREAS).nullable().meta({ example: 'day_job' }),
    subCategory: z.enum(ALL_SUB_CATEGORIES).nullable(),
    priority: z.enum(TASK_PRIORITIES).meta({ example: 'p2' }),
    status: z.enum(TASK_STATUSES).meta({ example: 'not_started' }),
    energy: z.enum(ENERGIES).nullable(),
    dueDate: z.iso.date().nullable().meta({ example: '2027-03-01' }),
    dueAt: z.iso.datetime().nullable(),
    scheduledDate: z.iso.date().nullable(),
    estimateMinutes: z.int().nullable().meta({ example: 45 }),
    parentTaskId: z.uuid().nullable(),
    position: z.number().meta({ example: 0 }),
    tags: z.array(z.string()).meta({ example: ['writing'] }),
    goalIds: z.array(z.uuid()),
    projectIds: z.array(z.uuid()),
    recurrence: Recurrence.nullable(),
    seriesId: z.uuid().nullable().describe('Shared by all instances of a recurring task: the id of the first'),
    occurrence: z.int().describe('Which instance of its series this is, from 1'),
    missedDates: z.array(z.iso.date()).describe('Days on which it was due and not done since the instance before'),
    openBlockers: z.int().meta({ description: 'Unfinished tasks it waits for', example: 0 }),
    pointValue: z.int().nullable().describe('Points of its own; null means the formula decides'),
    pointsAwarded: z.int().meta({ example: 0 }),
    completedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Task' })

const Fields = z.strictObject({
  title: z.string().trim().min(1).max(500).meta({ example: 'Write the first chapter' }),
  description: z.string().max(10_000).nullish(),
  area: z.enum(AREAS).nullish().meta({ example: 'day_job' }),
  subCategory: z.enum(ALL_SUB_CATEGORIES).nullish(),
  priority: z.enum(TASK_PRIORITIES).optional().meta({ example: 'p2' }),
  status: z.enum(TASK_STATUSES).optional(),
  energy: z.enum(ENERGIES).nullish(),
  dueDate: z.iso.date().nullish().meta({ example: '2027-03-01' }),
  dueAt: Instant.nullish(),
  scheduledDate: z.iso.date().nullish(),
  estimateMinutes: z.int().min(1).max(100_000).nullish().meta({ example: 45 }),
  parentTaskId: z.uuid().nullish(),
  position: z.number().min(-1e15).max(1e15).optional(),
  tags: z
    .array(Tag)
    .max(30)
    .transform((tags) => [...new Set(tags)])
    .optional()
    .meta({ example: ['writing'] }),
  goalIds: ids.optional(),
  projectIds: ids.optional(),
  recurrence: NewRecurrence.nullish(),
  pointValue: z.int().min(0).max(1_000_000).nullish(),
  completedAt: Instant.nullish().describe(
    'When it was really done, for offline devices and imports; only with status `done`',
  ),
})

const oneDue = (task: { dueDate?: string | null | undefined; dueAt?: string | null | undefined }) =>
  !(task.dueDate && task.dueAt)
const ONE_DUE = { path: ['dueAt'], message: 'give a due day or a due instant, not both' }
const OF_AREA = { path: ['subCategory'], message: 'does not belong to this area' }

export const NewTask = Fields.refine(oneDue, ONE_DUE)
  .refine((task) => isOfArea(task.area, task.subCategory), OF_AREA)
  .meta({
    id: 'NewTask',
    example: {
      title: 'Write the first chapter',
      area: 'day_job',
      priority: 'p2',
      dueDate: '2027-03-01',
      estimateMinutes: 45,
      tags: ['writing'],
    },
  })
export type NewTask = z.infer<typeof NewTask>

export const TaskPatch = Fields.partial()
  .refine(oneDue, ONE_DUE)
  .meta({ id: 'TaskPatch', example: { title: 'Write the second chapter', dueDate: null } })
export type TaskPatch = z.infer<typeof TaskPatch>

const list = <T extends readonly [string, ...string[]]>(values: T) =>
  z
    .string()
    .max(200)
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(values)).max(values.length))

export const TaskQuery = PageQuery.extend({
  status: list(TASK_STATUSES).optional().meta({ description: 'One or several, separated by commas' }),
  area: z.enum(AREAS).optional(),
  priority: list(TASK_PRIORITIES).optional(),
  goalId: z.uuid().optional(),
  projectId: z.uuid().optional(),
  parentTaskId: z
    .union([z.uuid(), z.literal('none')])
    .optional()
    .meta({ description: 'Its subtasks; `none` for top-level tasks' }),
  tag: Tag.optional(),
  dueFrom: z.iso.date().optional().meta({ description: 'Due on this day or later, in your zone' }),
  dueTo: z.iso.date().optional().meta({ description: 'Due on this day or earlier, in your zone' }),
  q: z.string().trim().min(1).max(200).optional().meta({ description: 'Text in title or description' }),
  sort: z.enum(['newest', 'due', 'priority', 'position']).default('newest'),
})
export type TaskQuery = z.infer<typeof TaskQuery>

export const TaskPage = pageOf(Task).meta({ id: 'TaskPage' })

export const CompletedTask = Task.extend({
  status: z.enum(TASK_STATUSES).meta({ example: 'done' }),
  completedAt: z.iso.datetime().nullable().meta({ example: '2027-03-01T09:00:00.000Z' }),
  pointsAwarded: z.int().meta({ example: 1296 }),
  nextTask: Task.nullable(),
}).meta({ id: 'CompletedTask' })

export const QuickAdd = z
  .strictObject({ text: z.string().trim().min(1).max(1_000) })
  .meta({ id: 'QuickAdd', example: { text: 'Call the dentist tomorrow at 9 !p1 #health ~15m' } })
export const QuickAdded = z
  .object({
    task: Task,
    understood: z
      .array(z.object({ text: z.string(), as: z.string(), value: z.unknown() }))
      .meta({ example: [{ text: '~15m', as: 'estimateMinutes', value: 15 }] }),
  })
  .meta({ id: 'QuickAdded' })

export const TaskOperation = z.discriminatedUnion('op', [
  z.strictObject({ op: z.literal('create'), task: NewTask }),
  z.strictObject({ op: z.literal('update'), id: z.uuid(), fields: TaskPatch }),
  z.strictObject({ op: z.literal('complete'), id: z.uuid() }),
  z.strictObject({ op: z.literal('delete'), id: z.uuid() }),
])
export type TaskOperation = z.infer<typeof TaskOperation>
export const TaskBatch = z.strictObject({ operations: z.array(TaskOperation).min(1).max(100) }).meta({
  id: 'TaskBatch',
  example: {
    operations: [
      { op: 'create', task: { title: 'Buy paint' } },
      { op: 'create', task: { title: 'Paint the door' } },
    ],
  },
})
export const TaskBatchResult = z
  .object({ results: z.array(z.object({ op: z.string().meta({ example: 'create' }), task: Task.nullable() })) })
  .meta({ id: 'TaskBatchResult' })

export const OccurrenceQuery = z.strictObject({ from: z.iso.date().optional(), to: z.iso.date().optional() })
export type OccurrenceQuery = z.infer<typeof OccurrenceQuery>
export const TaskOccurrences = z
  .object({
    items: z.array(
      z.object({
        date: z.iso.date(),
        at: z.iso.datetime().nullable(),
        state: z.enum(['done', 'missed', 'open', 'upcoming', 'skipped']),
        taskId: z.uuid().nullable(),
      }),
    ),
  })
  .meta({ id: 'TaskOccurrences' })

export const NewTaskDependency = z.strictObject({ dependsOnTaskId: z.uuid() }).meta({ id: 'NewTaskDependency' })
export const TaskDependency = z
  .object({
    id: z.uuid(),
    version: z.int(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    taskId: z.uuid(),
    dependsOnTaskId: z.uuid(),
  })
  .meta({ id: 'TaskDependency' })
const Node = Task.pick({ id: true, title: true, status: true, priority: true, area: true, estimateMinutes: true })
export const TaskDependencies = z
  .object({ blockedBy: z.array(Node), blocks: z.array(Node) })
  .meta({ id: 'TaskDependencies' })
export const TaskGraph = z
  .object({ nodes: z.array(Node), edges: z.array(z.object({ source: z.uuid(), target: z.uuid() })) })
  .meta({ id: 'TaskGraph', description: 'Edges run from the task that must be finished to the one that waits' })
