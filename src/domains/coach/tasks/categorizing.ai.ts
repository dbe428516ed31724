import { z } from 'zod'
import { feature } from '#core/ai/feature.ts'
import { ALL_SUB_CATEGORIES, AREAS, type Area, isOfArea, type SubCategory } from '#core/areas.ts'
import type { UserCtx } from '#core/ctx.ts'
import { ALIKE, likeness, wordsOf } from '../likeness.ts'
import { TaskInQuestion } from './questions.schema.ts'
import { recentTasks, type Subject, subjectOf } from './task-facts.service.ts'

const Place = {
  area: z.enum(AREAS).nullable().meta({ example: 'day_job' }),
  subCategory: z.enum(ALL_SUB_CATEGORIES).nullable(),
}

export const TaskCategory = z
  .object({
    ...Place,
    confidence: z.number().min(0).max(1).meta({ example: 0.6 }),
    reasoning: z.string().max(1_000).meta({ example: 'Its words “chapter, thesis” belong to day_job.' }),
    alternatives: z.array(z.object({ ...Place, confidence: z.number().min(0).max(1) })).max(6),
  })
  .meta({ id: 'TaskCategory' })
type TaskCategory = z.infer<typeof TaskCategory>

interface Vote {
  area: Area
  /** Of the user's own like tasks, where most of them agree. */
  subCategory: SubCategory | null
  weight: number
  because: string
}

interface Facts {
  subject: Subject
  votes: Vote[]
}

/** Words that belong to an area in most lives; a user's own tasks count more. */
const WORDS: Record<Area, string> = {
  health: 'gym run jog workout exercise yoga doctor dentist medicine sleep meal diet vitamin meditate therapy weight',
  wealth: 'invoice tax budget bank invest saving loan debt insurance salary rent mortgage pension expense',
  love: 'mom mum dad parent wife husband partner family kid daughter son friend date anniversary birthday',
  happiness: 'hobby guitar piano game movie book paint travel trip concert garden journal gratitude',
  operations: 'clean laundry dishes groceries repair car trash garage organize declutter errand yard kitchen plant',
  day_job:
    'meeting client report presentation deploy review project boss office deadline proposal chapter thesis email',
}
const LEXICON = new Map(AREAS.flatMap((area) => [...wordsOf(WORDS[area])].map((word): [string, Area] => [word, area])))
const WORD_WEIGHT = 0.5

/** To which area a word belongs in most lives, by its stem. */
export const areaOfWord = (stem: string): Area | undefined => LEXICON.get(stem)

export const categorizeTask = feature({
  name: 'tasks.categorize',
  summary: 'Say which area of life a task belongs to',
  description: 'From your own tasks that are like it, then from its words. Null when neither says anything.',
  input: TaskInQuestion,
  output: TaskCategory,
  cache: '1d',
  dependsOn: 'day',
  reads: ['tasks'],
  facts: (ctx, input): Promise<Facts> => factsOf(ctx, input),
  prompt: (_, { facts }) => ({
    instructions:
      'Say which area of life a task belongs to, with one sentence of reasoning. The votes come from tasks of the same person and from its words. The subCategory must belong to the area; null when you are not sure.',
    content: JSON.stringify(facts),
  }),
  rules: (_, { facts }) => byRules(facts.votes),
  check: (answer) =>
    [answer, ...answer.alternatives].every(({ area, subCategory }) => isOfArea(area, subCategory))
      ? answer
      : 'a subCategory does not belong to its area.',
})

async function factsOf(ctx: UserCtx, input: TaskInQuestion): Promise<Facts> {
  const [subject, recent] = await Promise.all([subjectOf(ctx, input), recentTasks(ctx)])
  const title = wordsOf(subject.title)
  const all = wordsOf(`${subject.title} ${subject.description ?? ''}`)
  const votes: Vote[] = []
  for (const area of AREAS) {
    const like = recent.filter(
      (task) => task.area === area && task.id !== subject.id && likeness(title, wordsOf(task.title)) >= ALIKE,
    )
    const own = like.reduce((sum, task) => sum + likeness(title, wordsOf(task.title)), 0)
    const hits = [...all].filter((word) => areaOfWord(word) === area)
    const weight = own + WORD_WEIGHT * hits.length
    const because = like[0]
      ? `It is like “${like[0].title}”, which is in ${area}.`
      : `Its words “${hits.join(', ')}” belong to ${area}.`
    if (weight > 0) votes.push({ area, weight, because, subCategory: commonest(like.map((task) => task.subCategory)) })
  }
  return { subject, votes: votes.sort((a, b) => b.weight - a.weight) }
}

function commonest(names: (SubCategory | null)[]): SubCategory | null {
  const groups = [...Map.groupBy(names, (name) => name)].sort(([, a], [, b]) => b.length - a.length)
  return groups[0]?.[0] ?? null
}

/** An area's part of all votes, where half a vote always stands for what nobody knows. */
function byRules(votes: Vote[]): TaskCategory {
  const [first, ...others] = votes
  if (!first) {
    const reasoning = 'Neither its words nor your own tasks say where it belongs.'
    return { area: null, subCategory: null, confidence: 0, reasoning, alternatives: [] }
  }
  const all = votes.reduce((sum, { weight }) => sum + weight, 0) + 0.5
  const place = ({ area, subCategory, weight }: Vote) => ({ area, subCategory, confidence: round(weight / all) })
  return { ...place(first), reasoning: first.because, alternatives: others.map(place) }
}

const round = (share: number) => Math.round(share * 100) / 100
