import { z } from 'zod'
import { feature } from '#core/ai/feature.ts'
import type { UserCtx } from '#core/ctx.ts'
import { pathBetween } from '#core/graph.ts'
import { taskGraph } from '#domains/tasks/dependencies.service.ts'
import { getTask } from '#domains/tasks/tasks.service.ts'
import { Confidence, sentence } from '../answers.schema.ts'
import { ALIKE, likeness, wordsOf } from '../likeness.ts'
import { capital, counted, quoted } from '../wording.ts'
import { comesBefore, needsIn } from './ordering.ts'
import { TaskInQuestion } from './questions.schema.ts'
import { openTasks, type Subject, subjectOf, type Task } from './task-facts.service.ts'

const Suggestion = z.object({
  taskId: z.uuid(),
  taskTitle: z.string().meta({ example: 'Draft the report' }),
  reasoning: sentence('The same thing is drafted before it is sent.'),
  isBlocking: z.boolean().describe('Whether it has to come first, and would not only help').meta({ example: true }),
  confidence: Confidence,
})
type Suggestion = z.infer<typeof Suggestion>

const Missing = z.object({
  title: z.string().trim().min(1).max(500).meta({ example: 'Permit' }),
  description: z.string().max(2_000).nullable(),
  reasoning: sentence('Its text says that this comes first, and no open task speaks of it.'),
})

export const TaskDependencyAdvice = z
  .object({
    suggestions: z
      .array(Suggestion)
      .max(10)
      .describe('Open tasks it could wait for, the surest first; without those it waits for already'),
    newTasksSuggested: z.array(Missing).max(10).describe('What has to come first and is no task yet'),
    reasoning: sentence('One open task comes before it.'),
    confidence: Confidence,
  })
  .meta({ id: 'TaskDependencyAdvice' })
type TaskDependencyAdvice = z.infer<typeof TaskDependencyAdvice>

interface Facts {
  subject: Subject
  /** Open tasks that it may wait for: it does not yet, and they do not wait for it. */
  candidates: { taskId: string; title: string; status: string }[]
  answer: TaskDependencyAdvice
}

export const detectDependencies = feature({
  name: 'tasks.dependencies',
  summary: 'Find what a task should wait for',
  description:
    'Open tasks of yours that its text names, that do something earlier to the same thing, or that stand before it. Nothing that would go round in a circle. Nothing is changed.',
  input: TaskInQuestion,
  output: TaskDependencyAdvice,
  cache: '1h',
  dependsOn: 'day',
  reads: ['tasks'],
  facts: (ctx, input): Promise<Facts> => factsOf(ctx, input),
  prompt: (_, { facts }) => ({
    instructions:
      'Say which of the candidates one task has to wait for, by their taskId, with one sentence of reasoning each, and what has to come first and is no task yet. Only what follows from the texts; few are better than many, and none is a good answer.',
    content: JSON.stringify(facts),
  }),
  rules: (_, { facts }) => facts.answer,
  check: (said, _, { facts }) => {
    const titles = new Map(facts.candidates.map(({ taskId, title }) => [taskId, title]))
    const suggestions = said.suggestions.flatMap((one) => {
      const taskTitle = titles.get(one.taskId)
      titles.delete(one.taskId)
      return taskTitle === undefined ? [] : [{ ...one, taskTitle }]
    })
    return suggestions.length < said.suggestions.length
      ? 'a suggestion names a task that is not among the candidates, or one twice.'
      : { ...said, suggestions }
  },
})

async function factsOf(ctx: UserCtx, input: TaskInQuestion): Promise<Facts> {
  const [subject, open, { edges }] = await Promise.all([subjectOf(ctx, input), openTasks(ctx), taskGraph(ctx)])
  const self = subject.id === null ? null : await getTask(ctx, subject.id)
  // From the waiting task to the one it waits for.
  const waits = edges.map(({ source, target }) => ({ from: target, to: source }))
  const isFree = ({ id }: Task) =>
    self === null ||
    (id !== self.id &&
      id !== self.parentTaskId &&
      !waits.some(({ from, to }) => from === self.id && to === id) &&
      pathBetween(waits, id, self.id) === null)
  const candidates = open.filter(isFree)
  const needs = needsIn(`${subject.title}\n${subject.description ?? ''}`)
  const found = candidates.flatMap((task) => suggestionFor(task, subject, self, needs) ?? [])
  const missing = needs.filter((need) => !candidates.some(({ title }) => speaksOf(title, need)))
  return {
    subject,
    candidates: candidates.map(({ id: taskId, title, status }) => ({ taskId, title, status })),
    answer: answerOf(found, missing),
  }
}

function suggestionFor(task: Task, subject: Subject, self: Task | null, needs: string[]): Suggestion | null {
  const base = { taskId: task.id, taskTitle: task.title }
  const need = needs.find((one) => speaksOf(task.title, one))
  if (need !== undefined)
    return { ...base, reasoning: `Its text says that ${quoted(need)} comes first.`, isBlocking: true, confidence: 0.8 }
  const isKin = self !== null && shares(task, self)
  if (comesBefore(task.title, subject.title)) {
    const reasoning = `By their words it is an earlier step with the same thing${isKin ? ', and both belong together' : ''}.`
    return { ...base, reasoning, isBlocking: true, confidence: isKin ? 0.7 : 0.5 }
  }
  const isEarlier =
    self?.parentTaskId != null && task.parentTaskId === self.parentTaskId && task.position < self.position
  if (!isEarlier) return null
  return { ...base, reasoning: 'It stands before it in the same task.', isBlocking: false, confidence: 0.3 }
}

const shares = (a: Task, b: Task) =>
  a.projectIds.some((id) => b.projectIds.includes(id)) ||
  a.goalIds.some((id) => b.goalIds.includes(id)) ||
  (a.parentTaskId !== null && a.parentTaskId === b.parentTaskId)

/** Every word that is needed stands in the title, or most of both are the same. */
function speaksOf(title: string, need: string): boolean {
  const [words, wanted] = [wordsOf(title), wordsOf(need)]
  return wanted.size > 0 && ([...wanted].every((word) => words.has(word)) || likeness(words, wanted) > ALIKE + 0.1)
}

function answerOf(found: Suggestion[], missing: string[]): TaskDependencyAdvice {
  const suggestions = found.sort((a, b) => b.confidence - a.confidence).slice(0, 10)
  const newTasksSuggested = missing.slice(0, 10).map((need) => ({
    title: capital(need),
    description: null,
    reasoning: 'Its text says that this comes first, and no open task speaks of it.',
  }))
  const count = suggestions.length
  return {
    suggestions,
    newTasksSuggested,
    reasoning:
      count === 0
        ? 'Neither its text nor the words of your open tasks name anything that comes first. What words do not say, this cannot know.'
        : `${capital(counted(count, 'open task'))} could come before it.`,
    confidence: Math.max(missing.length > 0 ? 0.5 : 0, ...suggestions.map(({ confidence }) => confidence)),
  }
}
