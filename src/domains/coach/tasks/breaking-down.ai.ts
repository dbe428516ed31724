import { z } from 'zod'
import { feature } from '#core/ai/feature.ts'
import type { UserCtx } from '#core/ctx.ts'
import { ALIKE, likeness, wordsOf } from '../likeness.ts'
import { TaskInQuestion } from './questions.schema.ts'
import { stepsIn } from './steps.ts'
import { recentTasks, type Subject, subjectOf } from './task-facts.service.ts'

const Step = z.object({
  title: z.string().min(1).max(500),
  estimateMinutes: z.int().min(1).max(10_080).nullable(),
})

export const TaskBreakdown = z
  .object({
    subtasks: z.array(Step).max(20).describe('In the order of doing').meta({ example: [] }),
    totalMinutes: z.int().nullable().describe('The sum, when every step has an estimate').meta({ example: null }),
    reasoning: z.string().max(1_000).meta({ example: 'These are the steps of the list in its description.' }),
    confidence: z.number().min(0).max(1).meta({ example: 0.8 }),
  })
  .meta({ id: 'TaskBreakdown' })
type TaskBreakdown = z.infer<typeof TaskBreakdown>

interface Facts {
  subject: Subject
  /** Steps that the text itself names. */
  written: string[]
  /** Of the user's own task that is most like it: what it was divided into. */
  before: { title: string; steps: z.infer<typeof Step>[] } | null
}

export const breakDownTask = feature({
  name: 'tasks.breakdown',
  summary: 'Divide a task into steps',
  description:
    'Without a model: the steps that its own text names, or those of your own task that is most like it; otherwise none. Nothing is created.',
  input: TaskInQuestion,
  output: TaskBreakdown,
  cache: '1d',
  dependsOn: 'day',
  reads: ['tasks'],
  facts: (ctx, input): Promise<Facts> => factsOf(ctx, input),
  prompt: (_, { facts }) => ({
    instructions:
      'Divide a task into two to eight steps that can each be done at one sitting, in the order of doing, each beginning with a verb. Keep steps that its text names. Minutes are an estimate for one person. totalMinutes is null.',
    content: JSON.stringify(facts),
  }),
  rules: (_, { facts }) => byRules(facts),
  check: (answer) => (answer.subtasks.length === 0 ? 'there are no steps.' : summed(answer)),
})

async function factsOf(ctx: UserCtx, input: TaskInQuestion): Promise<Facts> {
  const [subject, recent] = await Promise.all([subjectOf(ctx, input), recentTasks(ctx)])
  const words = wordsOf(subject.title)
  const below = Map.groupBy(
    recent.filter(({ parentTaskId }) => parentTaskId !== null && parentTaskId !== subject.id),
    ({ parentTaskId }) => parentTaskId,
  )
  const [model] = recent
    .filter(({ id, title }) => below.has(id) && likeness(words, wordsOf(title)) >= ALIKE)
    .sort((a, b) => likeness(words, wordsOf(b.title)) - likeness(words, wordsOf(a.title)))
  const steps = (below.get(model?.id ?? null) ?? [])
    .sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1))
    .map(({ title, estimateMinutes }) => ({
      title,
      estimateMinutes: estimateMinutes === null ? null : Math.min(10_080, estimateMinutes),
    }))
  const written = stepsIn(subject.title, subject.description)
  return { subject, written, before: model ? { title: model.title, steps: steps.slice(0, 20) } : null }
}

function byRules({ written, before }: Facts): TaskBreakdown {
  if (written.length > 1) {
    const subtasks = written.map((title) => ({ title, estimateMinutes: null }))
    return summed({
      subtasks,
      totalMinutes: null,
      reasoning: 'These are the steps that its own text names.',
      confidence: 0.8,
    })
  }
  if (before) {
    const reasoning = `You divided “${before.title}”, which is like it, into these.`
    return summed({ subtasks: before.steps, totalMinutes: null, reasoning, confidence: 0.5 })
  }
  const reasoning =
    'Its text names no steps, and none of your tasks is like it. A list in its description would be taken up.'
  return { subtasks: [], totalMinutes: null, reasoning, confidence: 0 }
}

function summed(answer: TaskBreakdown): TaskBreakdown {
  const minutes = answer.subtasks.map(({ estimateMinutes }) => estimateMinutes)
  const isWhole = minutes.length > 0 && minutes.every((one) => one !== null)
  return { ...answer, totalMinutes: isWhole ? minutes.reduce((sum, one) => sum + (one ?? 0), 0) : null }
}
