import { z } from 'zod'
import { feature } from '#core/ai/feature.ts'
import type { UserCtx } from '#core/ctx.ts'
import { addDays } from '#core/time/zones.ts'
import { getEntry } from '#domains/logbook/logbook.service.ts'
import { metricsOverview } from '#domains/metrics/metrics.service.ts'
import { listProjects } from '#domains/projects/projects.service.ts'
import { nearest } from '../alike.ts'
import { Confidence, sentence, sentences } from '../answers.schema.ts'
import { openGoals } from '../goals/goal-facts.service.ts'
import { keptHabits } from '../habits/habit-facts.service.ts'
import { likeness, wordsOf } from '../likeness.ts'
import { nearnessTo } from '../nearness.ts'
import { type Draft, eachAnew, retelling } from '../retelling.ts'
import { openTasks } from '../tasks/task-facts.service.ts'
import { counted, cut, joined } from '../wording.ts'
import { aboutEntries, type Entry, entriesBetween, textOf } from './logbook-facts.service.ts'
import { sentencesIn } from './sentiment.ts'
import { themesIn } from './themes.ts'

const KINDS = ['task', 'project', 'goal', 'habit', 'metric'] as const

export const LogbookConnections = z
  .object({
    suggestedConnections: z
      .array(
        z.object({
          entityType: z.enum(KINDS).meta({ example: 'habit' }),
          entityId: z.uuid(),
          entityTitle: z.string().meta({ example: 'Morning run' }),
          relevance: z.number().min(0).max(1).meta({ example: 0.62 }),
          reasoning: sentence('“The run with Tom helped.” speaks of it.'),
        }),
      )
      .max(8)
      .describe('Items that it is about and does not link yet'),
    missingContext: sentences('It has no mood.'),
    relatedDays: z
      .array(
        z.object({
          date: z.iso.date(),
          entryId: z.uuid(),
          similarity: z.number().min(0).max(1).meta({ example: 0.71 }),
          commonThemes: z.array(z.string()).meta({ example: ['run', 'tom'] }),
        }),
      )
      .max(5)
      .describe('Other entries of the last half year that are about the same'),
    confidence: Confidence,
  })
  .meta({ id: 'LogbookConnections' })
type LogbookConnections = z.infer<typeof LogbookConnections>
type Connection = LogbookConnections['suggestedConnections'][number]

interface Item {
  entityType: Connection['entityType']
  entityId: string
  entityTitle: string
}

/** Meaning costs some milliseconds a text, so that not everything is compared with everything. */
const MOST_SENTENCES = 8
const MOST_OF_A_KIND = 30
const MOST_COMPARED = 15
const OPENING = 200
const MOST = 8
const RELATED_DAYS = 180
const MOST_RELATED = 5
/** Whole entries share more of their words by chance than titles do. */
const RELATED = 0.6

export const connectEntry = feature({
  name: 'logbook.connections',
  summary: 'Say what an entry of the logbook is about',
  description:
    'Your own open items that one of its sentences speaks of, by words and by meaning, and other days like it. Nothing is linked.',
  input: z.strictObject({ entryId: z.uuid() }).meta({ id: 'EntryInQuestion' }),
  output: LogbookConnections,
  cache: '1d',
  dependsOn: 'day',
  reads: ['logbook', 'tasks', 'projects', 'goals', 'habits', 'metrics'],
  facts: (ctx, { entryId }) => draftOf(ctx, entryId),
  ...retelling<LogbookConnections>('Say what an entry in the logbook of a person is about.', (own, said, known) => ({
    ...own,
    suggestedConnections: eachAnew(
      own.suggestedConnections,
      said.suggestedConnections,
      ({ entityId }) => entityId,
      ['reasoning'],
      known,
    ),
  })),
})

async function draftOf(ctx: UserCtx, entryId: string): Promise<Draft<LogbookConnections>> {
  const entry = await getEntry(ctx, entryId)
  const [items, others] = await Promise.all([
    itemsOf(ctx),
    entriesBetween(ctx, addDays(entry.date, -RELATED_DAYS), addDays(entry.date, RELATED_DAYS)),
  ])
  const linked = new Set(entry.links.map((link) => link.entityId))
  const suggestedConnections = await connectionsOf(
    entry,
    items.filter(({ entityId }) => !linked.has(entityId)),
  )
  const relatedDays = await relatedTo(
    entry,
    others.filter(({ id }) => id !== entryId),
  )
  const best = suggestedConnections[0]?.relevance ?? 0
  const answer = {
    suggestedConnections,
    missingContext: missingIn(entry),
    relatedDays,
    confidence: items.length === 0 ? 0.1 : Math.max(0.2, Math.min(0.8, best)),
  }
  return { answer, background: aboutEntries([entry]) }
}

/** What is open, the first thirty of each kind: nobody's diary speaks of all they ever did. */
async function itemsOf(ctx: UserCtx): Promise<Item[]> {
  const [tasks, goals, habits, metrics, projects] = await Promise.all([
    openTasks(ctx),
    openGoals(ctx),
    keptHabits(ctx),
    metricsOverview(ctx),
    listProjects(ctx, { limit: MOST_OF_A_KIND, sort: 'newest', status: ['planning', 'active'] }),
  ])
  const item = (entityType: Item['entityType'], entityId: string, entityTitle: string) => ({
    entityType,
    entityId,
    entityTitle,
  })
  return [
    ...tasks.slice(0, MOST_OF_A_KIND).map(({ id, title }) => item('task', id, title)),
    ...projects.items.map(({ id, name }) => item('project', id, name)),
    ...goals.slice(0, MOST_OF_A_KIND).map(({ id, title }) => item('goal', id, title)),
    ...habits.slice(0, MOST_OF_A_KIND).map(({ id, name }) => item('habit', id, name)),
    ...metrics.slice(0, MOST_OF_A_KIND).map(({ id, name }) => item('metric', id, name)),
  ]
}

/** Each item with the sentence that is nearest to it. */
async function connectionsOf(entry: Entry, items: readonly Item[]): Promise<Connection[]> {
  const found = new Map<string, Connection>()
  for (const sentence of sentencesIn(textOf(entry)).slice(0, MOST_SENTENCES)) {
    for (const { item, nearness } of await nearest(sentence, items, ({ entityTitle }) => entityTitle, MOST)) {
      if ((found.get(item.entityId)?.relevance ?? 0) >= nearness) continue
      found.set(item.entityId, { ...item, relevance: nearness, reasoning: `“${cut(sentence, 160)}” speaks of it.` })
    }
  }
  return [...found.values()].sort((a, b) => b.relevance - a.relevance).slice(0, MOST)
}

/** Those that share most of their words, by meaning as well. */
async function relatedTo(entry: Entry, others: readonly Entry[]): Promise<LogbookConnections['relatedDays']> {
  const words = wordsOf(textOf(entry))
  const near = others
    .map((other) => ({ other, shared: likeness(words, wordsOf(textOf(other))) }))
    .sort((a, b) => b.shared - a.shared)
    .slice(0, MOST_COMPARED)
  const nearness = await nearnessTo(
    openingOf(entry),
    near.map(({ other }) => openingOf(other)),
  )
  return near
    .map(({ other, shared }, at) => {
      const commonThemes = themesIn([entry, other], textOf, 2).map(({ word }) => word)
      const similarity = Math.round(Math.max(shared, nearness[at] ?? 0) * 100) / 100
      return { date: other.date, entryId: other.id, similarity, commonThemes: commonThemes.slice(0, 8) }
    })
    .filter(({ similarity, commonThemes }) => similarity >= RELATED || (commonThemes.length > 1 && similarity > 0.4))
    .sort((a, b) => b.similarity - a.similarity)
    .slice(0, MOST_RELATED)
}

const openingOf = (entry: Entry) => textOf(entry).slice(0, OPENING)

const FEW_WORDS = 8

function missingIn({ text, mood, energy, links }: Entry): string[] {
  const parts = [
    ...(mood === null ? ['mood'] : []),
    ...(energy === null ? ['energy'] : []),
    ...(links.length === 0 ? ['links'] : []),
  ]
  const words = text.match(/\p{L}+/gu)?.length ?? 0
  return [
    ...(parts.length > 0 ? [`It has no ${joined(parts)}.`] : []),
    ...(words < FEW_WORDS
      ? [`It has ${counted(words, 'word')} of text; more of them say better what it is about.`]
      : []),
  ]
}
