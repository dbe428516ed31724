import { z } from 'zod'
import { feature } from '#core/ai/feature.ts'
import type { UserCtx } from '#core/ctx.ts'
import { taskGraph } from '#domains/tasks/dependencies.service.ts'
import { weigh } from './prioritizing.ts'
import { openTasks } from './task-facts.service.ts'

const Priority = z.enum(['p1', 'p2', 'p3', 'p4'])

const Advice = z.object({
  taskId: z.uuid(),
  title: z.string(),
  priority: Priority.describe('What it is now'),
  suggested: Priority,
  urgency: z.int().min(0).max(10),
  impact: z.int().min(0).max(10),
  canStart: z.boolean().describe('False while it waits for another task'),
  reason: z.string().max(500),
})
type Advice = z.infer<typeof Advice>

export const TaskPriorities = z
  .object({
    items: z.array(Advice).describe('What to do first stands first; what cannot start yet stands last'),
    confidence: z.number().min(0).max(1).meta({ example: 0.7 }),
  })
  .meta({ id: 'TaskPriorities', example: { items: [], confidence: 0 } })

const Input = z
  .strictObject({
    taskIds: z.array(z.uuid()).min(1).max(100).optional().describe('Only these; all open ones unless told'),
  })
  .meta({ id: 'PrioritiesInQuestion', example: {} })

export const prioritizeTasks = feature({
  name: 'tasks.prioritize',
  summary: 'Advise what to do first',
  description:
    'Urgency from the days left; impact from your own priority, the goals a task serves and the tasks that wait for it. At most a hundred open tasks. Nothing is changed.',
  input: Input,
  output: TaskPriorities,
  cache: '1h',
  dependsOn: 'day',
  reads: ['tasks'],
  facts: (ctx, { taskIds }, { today, zone }): Promise<Advice[]> => adviceFor(ctx, taskIds, today, zone),
  prompt: (_, { today, facts }) => ({
    instructions:
      'Advise somebody what to do first. Return every task exactly once, in the order of doing; keep taskId, title, priority, urgency, impact and canStart as they are. Give suggested and one short sentence of reason each.',
    content: JSON.stringify({ today, items: facts }),
  }),
  rules: (_, { facts }) => ({ items: facts, confidence: facts.length === 0 ? 0 : 0.7 }),
  check: ({ items, confidence }, _, { facts }) => {
    const known = new Map(facts.map((one) => [one.taskId, one]))
    const judged = items.flatMap(({ taskId, suggested, reason }) => {
      const fact = known.get(taskId)
      known.delete(taskId)
      return fact ? [{ ...fact, suggested, reason }] : []
    })
    return known.size > 0 ? 'not every task is there exactly once.' : { items: judged, confidence }
  },
})

async function adviceFor(ctx: UserCtx, taskIds: string[] | undefined, today: string, zone: string): Promise<Advice[]> {
  const [open, { edges }] = await Promise.all([openTasks(ctx), taskGraph(ctx)])
  const isOpen = new Set(open.map(({ id }) => id))
  const waiting = Map.groupBy(
    edges.filter(({ target }) => isOpen.has(target)),
    ({ source }) => source,
  )
  return open
    .filter(({ id }) => taskIds?.includes(id) ?? true)
    .map((task) => {
      const weighed = weigh({ ...task, waiting: waiting.get(task.id)?.length ?? 0 }, today, zone)
      const { urgency, impact, suggested, reasons } = weighed
      const { id: taskId, title, priority, openBlockers } = task
      return {
        taskId,
        title,
        priority,
        suggested,
        urgency,
        impact,
        canStart: openBlockers === 0,
        reason: reasons.join(', '),
      }
    })
    .sort((a, b) => Number(b.canStart) - Number(a.canStart) || score(b) - score(a))
}

const score = ({ urgency, impact }: Advice) => 3 * urgency + 2 * impact
