import { z } from 'zod'
import { feature } from '#core/ai/feature.ts'
import type { UserCtx } from '#core/ctx.ts'
import { taskGraph } from '#domains/tasks/dependencies.service.ts'
import { getTask } from '#domains/tasks/tasks.service.ts'
import { type Blockage, type Blocker, blockageOf } from './unblocking.ts'

const Action = z.object({
  action: z.enum(['start', 'finish', 'resume', 'estimate', 'name_blocker']),
  taskId: z.uuid(),
  reason: z.string().max(500).meta({ example: 'It comes first, and nothing holds it up.' }),
})

export const TaskUnblocking = z
  .object({
    blockers: z.array(
      z.object({
        taskId: z.uuid(),
        title: z.string().meta({ example: 'Build the walls' }),
        status: z.string().meta({ example: 'in_progress' }),
        distance: z.int().describe('How many steps before the task it stands'),
        waitsFor: z.int().describe('Unfinished tasks that it waits for itself'),
      }),
    ),
    minutesToUnblock: z
      .int()
      .nullable()
      .describe('The longest way through the blockers; null when one on it has no estimate'),
    actions: z.array(Action).max(20).describe('What to do next, the first first'),
    explanation: z.string().max(1_000).meta({ example: 'It waits for nothing.' }),
    confidence: z.number().min(0).max(1).meta({ example: 1 }),
  })
  .meta({ id: 'TaskUnblocking' })
type TaskUnblocking = z.infer<typeof TaskUnblocking>

interface Facts extends Blockage {
  task: { id: string; title: string; description: string | null; status: string }
}

export const unblockTask = feature({
  name: 'tasks.unblock',
  summary: 'Find out what holds a task up',
  description:
    'Follows its dependencies to where work can begin. Minutes and blockers are always worked out, never guessed. Nothing is changed.',
  input: z.strictObject({ taskId: z.uuid() }).meta({ id: 'BlockedTask' }),
  output: TaskUnblocking,
  cache: '1h',
  dependsOn: 'day',
  reads: ['tasks'],
  facts: (ctx, { taskId }): Promise<Facts> => factsOf(ctx, taskId),
  prompt: (_, { facts }) => ({
    instructions:
      'Say in one or two sentences what holds a task up, and what to do next about it. Use only the given tasks, by their ids. blockers is an empty list and minutesToUnblock null.',
    content: JSON.stringify(facts),
  }),
  rules: (_, { facts }) => byRules(facts),
  check: (answer, _, { facts }) => {
    const known = new Set([facts.task.id, ...facts.blockers.map(({ id }) => id)])
    if (answer.actions.some(({ taskId }) => !known.has(taskId))) return 'an action names a task that was not given.'
    return { ...answer, blockers: shown(facts.blockers), minutesToUnblock: facts.minutes }
  },
})

async function factsOf(ctx: UserCtx, taskId: string): Promise<Facts> {
  const [task, { nodes, edges }] = await Promise.all([getTask(ctx, taskId), taskGraph(ctx)])
  const { id, title, description, status } = task
  return { task: { id, title, description, status }, ...blockageOf(taskId, nodes, edges) }
}

const shown = (blockers: Blocker[]): TaskUnblocking['blockers'] =>
  blockers.map(({ id: taskId, title, status, distance, waitsFor }) => ({ taskId, title, status, distance, waitsFor }))

function byRules({ task, blockers, roots, minutes }: Facts): TaskUnblocking {
  const base = { blockers: shown(blockers), minutesToUnblock: minutes }
  if (blockers.length > 0) {
    const actions = [...roots.map(towards), ...roots.filter(isUnestimated).map(toEstimate)].slice(0, 20)
    const begin = roots
      .map(({ title }) => `“${title}”`)
      .slice(0, 3)
      .join(', ')
    const count = blockers.length === 1 ? 'one unfinished task' : `${blockers.length} unfinished tasks`
    return { ...base, actions, explanation: `It waits for ${count}. Work can begin with ${begin}.`, confidence: 1 }
  }
  if (task.status !== 'blocked' && task.status !== 'on_hold')
    return {
      ...base,
      actions: [{ action: 'start', taskId: task.id, reason: 'Nothing stands before it.' }],
      explanation: 'It waits for nothing.',
      confidence: 1,
    }
  const reason = 'It is marked as held up, and no task says by what.'
  const named = {
    action: 'name_blocker' as const,
    taskId: task.id,
    reason: 'Add the task it waits for as a dependency.',
  }
  return { ...base, actions: [named], explanation: reason, confidence: 0.5 }
}

function towards({ id: taskId, status, distance }: Blocker): z.infer<typeof Action> {
  const steps = distance === 1 ? 'directly before it' : `${distance} steps before it`
  if (status === 'in_progress') return { action: 'finish', taskId, reason: `It is under way and stands ${steps}.` }
  if (status === 'blocked' || status === 'on_hold')
    return {
      action: 'resume',
      taskId,
      reason: `It is ${status.replace('_', ' ')}, but waits for no task, and stands ${steps}.`,
    }
  return { action: 'start', taskId, reason: `It waits for nothing and stands ${steps}.` }
}

const isUnestimated = ({ estimateMinutes }: Blocker) => estimateMinutes === null
const toEstimate = ({ id: taskId }: Blocker) => ({
  action: 'estimate' as const,
  taskId,
  reason: 'Without an estimate nobody can say how long the way is.',
})
