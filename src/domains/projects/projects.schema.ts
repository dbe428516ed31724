import { z } from 'zod'
import { ALL_SUB_CATEGORIES, AREAS, isOfArea } from '#core/areas.ts'
import { Pace } from '#core/pace.ts'
import { PageQuery, pageOf } from '#core/page.ts'
import { Day } from '#core/wire.ts'
import { COLOURS, REASONS, SCHEDULES } from './health.ts'
import { PROJECT_PRIORITIES, PROJECT_STATUSES } from './projects.tables.ts'

const Tag = z.string().trim().min(1).max(50)
const distinct = (list: string[]) => [...new Set(list)]

export const Project = z
  .object({
    id: z.uuid(),
    version: z.int(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    name: z.string().meta({ example: 'Renovate the kitchen' }),
    description: z.string().nullable(),
    notes: z.string().nullable(),
    area: z.enum(AREAS).nullable().meta({ example: 'operations' }),
    subCategory: z.enum(ALL_SUB_CATEGORIES).nullable(),
    priority: z.enum(PROJECT_PRIORITIES).meta({ example: 'high' }),
    status: z.enum(PROJECT_STATUSES).meta({ example: 'active' }),
    impact: z.int().meta({ description: 'From 1, very low, to 5, very high', example: 4 }),
    startDate: z.iso.date().nullable().meta({ example: '2027-03-01' }),
    targetDate: z.iso.date().nullable().meta({ example: '2027-05-31' }),
    completedAt: z.iso.datetime().nullable(),
    tags: z.array(z.string()).meta({ example: ['home'] }),
    goalIds: z.array(z.uuid()),
    progress: z.int().meta({
      description: 'Percent of its tasks that are done; without tasks, of the criteria met of its goals',
      example: 40,
    }),
    taskCount: z.int().meta({ description: 'Without cancelled ones', example: 10 }),
    completedTaskCount: z.int().meta({ example: 4 }),
    lastActivityAt: z.iso.datetime(),
  })
  .meta({ id: 'Project' })

const Fields = z.strictObject({
  name: z.string().trim().min(1).max(500).meta({ example: 'Renovate the kitchen' }),
  description: z.string().max(10_000).nullish(),
  notes: z.string().max(50_000).nullish(),
  area: z.enum(AREAS).nullish().meta({ example: 'operations' }),
  subCategory: z.enum(ALL_SUB_CATEGORIES).nullish(),
  priority: z.enum(PROJECT_PRIORITIES).optional().meta({ example: 'high' }),
  status: z.enum(PROJECT_STATUSES).optional().meta({ example: 'active', description: '`completed` sets completedAt' }),
  impact: z
    .int()
    .min(1)
    .max(5)
    .optional()
    .meta({ example: 4, description: 'From 1, very low, to 5, very high; 3 unless said' }),
  startDate: Day.nullish().meta({ example: '2027-03-01' }),
  targetDate: Day.nullish().meta({ example: '2027-05-31' }),
  tags: z
    .array(Tag)
    .max(30)
    .transform(distinct)
    .optional()
    .meta({ example: ['home'] }),
  goalIds: z.array(z.uuid()).max(50).transform(distinct).optional(),
})

interface Dates {
  startDate?: string | null | undefined
  targetDate?: string | null | undefined
}
/** Whether a project ends no earlier than it begins, as far as both days are known. */
export const inOrder = ({ startDate, targetDate }: Dates) => !startDate || !targetDate || startDate <= targetDate
export const OUT_OF_ORDER = { path: ['targetDate'], message: 'lies before the start' }
export const NOT_OF_AREA = { path: ['subCategory'], message: 'does not belong to this area' }

export const NewProject = Fields.refine(inOrder, OUT_OF_ORDER)
  .refine((project) => isOfArea(project.area, project.subCategory), NOT_OF_AREA)
  .meta({ id: 'NewProject' })
export type NewProject = z.infer<typeof NewProject>

export const ProjectPatch = Fields.partial().meta({ id: 'ProjectPatch', example: { status: 'active', impact: 5 } })
export type ProjectPatch = z.infer<typeof ProjectPatch>

const oneOrMore = <T extends readonly [string, ...string[]]>(values: T) =>
  z
    .string()
    .max(200)
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(values)).max(values.length))
    .optional()
    .meta({ description: 'One or several, separated by commas' })

export const ProjectQuery = PageQuery.extend({
  status: oneOrMore(PROJECT_STATUSES),
  area: z.enum(AREAS).optional(),
  priority: oneOrMore(PROJECT_PRIORITIES),
  goalId: z.uuid().optional(),
  tag: Tag.optional(),
  targetFrom: Day.optional().meta({ description: 'Target on this day or later' }),
  targetTo: Day.optional().meta({ description: 'Target on this day or earlier' }),
  q: z.string().trim().min(1).max(200).optional().meta({ description: 'Text in name, description or notes' }),
  sort: z
    .enum(['newest', 'target_date', 'impact', 'progress'])
    .default('newest')
    .meta({ description: 'Nearest target, highest impact or most progress first' }),
})
export type ProjectQuery = z.infer<typeof ProjectQuery>

export const ProjectPage = pageOf(Project).meta({ id: 'ProjectPage' })

export const ProjectHealth = z
  .object({
    score: z.int().meta({ description: '100 less all deductions, never below 0', example: 85 }),
    colour: z.enum(COLOURS).meta({ description: 'Green from 75, yellow from 50, red below', example: 'green' }),
    deductions: z.array(z.object({ reason: z.enum(REASONS), points: z.int(), detail: z.string() })).meta({
      example: [{ reason: 'overdue_tasks', points: 15, detail: '3 of 6 open tasks overdue, the longest by 4 days' }],
    }),
    progress: z.int().meta({ description: 'Percent', example: 40 }),
    schedule: z.enum(SCHEDULES).nullable().describe('Progress against the share of time gone; null without a target'),
    tasks: z.object({
      total: z.int().meta({ example: 10 }),
      done: z.int().meta({ example: 4 }),
      open: z.int().meta({ example: 6 }),
      overdue: z.int().meta({ example: 3 }),
      blocked: z.int().meta({ example: 0 }),
    }),
    pace: Pace,
  })
  .meta({ id: 'ProjectHealth' })
export type ProjectHealth = z.infer<typeof ProjectHealth>
