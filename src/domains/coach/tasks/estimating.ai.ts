import { z } from 'zod'
import { feature } from '#core/ai/feature.ts'
import type { UserCtx } from '#core/ctx.ts'
import { ALIKE, likeness, median, wordsOf } from '../likeness.ts'
import { TaskInQuestion } from './questions.schema.ts'
import { recentTasks, type Subject, subjectOf } from './task-facts.service.ts'

const Minutes = z.int().min(1).max(10_080)

export const TaskEstimate = z
  .object({
    estimateMinutes: Minutes.meta({ example: 45 }),
    lowMinutes: Minutes.meta({ example: 30 }),
    highMinutes: Minutes.meta({ example: 60 }),
    confidence: z.number().min(0).max(1).meta({ example: 0.5 }),
    reasoning: z.string().max(1_000).meta({ example: 'You gave 2 tasks like this one between 30 and 60 minutes.' }),
    basedOn: z
      .array(z.object({ taskId: z.uuid(), title: z.string(), estimateMinutes: z.int() }))
      .describe('Your own tasks that are most like it')
      .meta({ example: [] }),
  })
  .meta({ id: 'TaskEstimate' })
type TaskEstimate = z.infer<typeof TaskEstimate>

interface Facts {
  subject: Subject
  similar: TaskEstimate['basedOn']
  /** The middle of what the user gave tasks of its area, and all tasks. */
  areaMinutes: number | null
  usualMinutes: number | null
}

/** What the points of a task assume when nothing was estimated. */
const UNKNOWN_MINUTES = 30
const MOST_SIMILAR = 5

export const estimateTask = feature({
  name: 'tasks.estimate',
  summary: 'Estimate how long a task takes',
  description: 'From what you gave tasks like it; the answer names them. Nothing is changed.',
  input: TaskInQuestion,
  output: TaskEstimate,
  cache: '1d',
  dependsOn: 'day',
  reads: ['tasks'],
  facts: (ctx, input): Promise<Facts> => factsOf(ctx, input),
  prompt: (_, { facts }) => ({
    instructions:
      'Estimate how many minutes a task takes for one person, with a likely range. Lean on the tasks of the same person that are most like it. One or two sentences of reasoning. basedOn is an empty list.',
    content: JSON.stringify(facts),
  }),
  rules: (_, { facts }) => byRules(facts),
  check: (answer, _, { facts }) => {
    const { estimateMinutes, lowMinutes, highMinutes } = answer
    if (lowMinutes > estimateMinutes || estimateMinutes > highMinutes)
      return 'estimateMinutes must lie between lowMinutes and highMinutes.'
    return { ...answer, basedOn: facts.similar }
  },
})

/** The estimate that follows from my own tasks alone. */
export const estimateByRules = async (ctx: UserCtx, input: TaskInQuestion): Promise<TaskEstimate> =>
  byRules(await factsOf(ctx, input))

async function factsOf(ctx: UserCtx, input: TaskInQuestion): Promise<Facts> {
  const [subject, recent] = await Promise.all([subjectOf(ctx, input), recentTasks(ctx)])
  const words = wordsOf(subject.title)
  const known = recent.flatMap(({ id, title, area, estimateMinutes }) =>
    estimateMinutes === null || id === subject.id
      ? []
      : [{ taskId: id, title, area, estimateMinutes, likeness: likeness(words, wordsOf(title)) }],
  )
  const similar = known
    .filter((one) => one.likeness >= ALIKE)
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, MOST_SIMILAR)
  const ofArea = known.filter(({ area }) => area !== null && area === subject.area)
  return {
    subject,
    similar: similar.map(({ taskId, title, estimateMinutes }) => ({ taskId, title, estimateMinutes })),
    areaMinutes: median(ofArea.map(({ estimateMinutes }) => estimateMinutes)),
    usualMinutes: median(known.map(({ estimateMinutes }) => estimateMinutes)),
  }
}

function byRules({ similar, areaMinutes, usualMinutes, subject }: Facts): TaskEstimate {
  const minutes = similar.map(({ estimateMinutes }) => estimateMinutes)
  const middle = median(minutes)
  if (middle !== null) {
    const [low, high] = [Math.min(...minutes), Math.max(...minutes)]
    const count = minutes.length === 1 ? 'one task' : `${minutes.length} tasks`
    const range = low === high ? `${low} minutes` : `between ${low} and ${high} minutes`
    return {
      ...around(middle, low, high),
      confidence: Math.min(0.8, 0.3 + 0.1 * minutes.length),
      reasoning: `You gave ${count} like this one ${range}.`,
      basedOn: similar,
    }
  }
  const [usual, whose] =
    areaMinutes !== null ? [areaMinutes, `your tasks in ${subject.area}`] : [usualMinutes, 'all of your tasks']
  const known = usual ?? UNKNOWN_MINUTES
  return {
    ...around(known, Math.ceil(known / 2), known * 2),
    confidence: usual === null ? 0.1 : 0.2,
    reasoning:
      usual === null
        ? `None of your tasks has an estimate yet; ${UNKNOWN_MINUTES} minutes is what is assumed without one.`
        : `None of your tasks is like this one; this is the middle of ${whose}.`,
    basedOn: [],
  }
}

const around = (estimateMinutes: number, low: number, high: number) => {
  const within = (minutes: number) => Math.min(10_080, Math.max(1, minutes))
  return { estimateMinutes: within(estimateMinutes), lowMinutes: within(low), highMinutes: within(high) }
}
