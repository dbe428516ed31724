import { LRUCache } from 'lru-cache'
import type { Embedder } from '#core/ai/embeddings.ts'
import type { UserCtx } from '#core/ctx.ts'
import { readScope } from '#core/entity.ts'
import { invalid } from '#core/errors.ts'
import { holdsScope } from '#core/identity.ts'
import { folded, readable } from './documents.ts'
import { fuse } from './fusion.ts'
import { unmarked } from './highlights.ts'
import type { Standing } from './index.queries.ts'
import { followForQuestion, isBehind, type SearchIndex } from './indexing.service.ts'
import { isExact, termsOf, unfinished } from './question.ts'
import { embedFor, vectorText } from './reading.service.ts'
import {
  type Ref,
  type Shown,
  selectAsked,
  selectByMeaning,
  selectByWords,
  selectEndings,
  selectShown,
} from './search.queries.ts'
import type { SearchAnswer, SearchQuery } from './search.schema.ts'
import { spellingsOf } from './spellings.service.ts'

type Found = SearchAnswer['items'][number]

/**
 * What I have written that fits a question: by its words (also half typed or misspelt) and by its meaning, both rankings fused. All
 * that was written before is found by its words; by its meaning as soon as a worker has read it. An API key finds the kinds it may
 * read. Where meaning cannot be compared the words alone answer, and the answer says so.
 */
export async function search(ctx: UserCtx, index: SearchIndex, query: SearchQuery): Promise<SearchAnswer> {
  const q = folded(query.q)
  const within = { kinds: kindsFor(ctx, index, query.types), q, isExact: isExact(q) }
  const standing = await followForQuestion(ctx, index)
  // In a thread of its own, while the database looks for the words.
  const reading = readQuestion(ctx, index, standing, query.q)
  const { terms, spellings } = await understand(ctx, q)
  const words = (await selectByWords(ctx, terms, within)).map((one) => ({ key: keyOf(one), weight: one.share }))
  const { vector, ...meta } = await reading
  const near = vector === null ? [] : await selectByMeaning(ctx, meta.model ?? '', vectorText(vector), within)
  const meant = [...new Set(near.filter(({ nearness }) => nearness >= nearOf(index, meta.model)).map(keyOf))]
  const meaning = meant.map((key) => ({ key, weight: 1 }))
  const fused = await withoutHidden(ctx, index, fuse([words, meaning]))
  const shown = await selectShown(
    ctx,
    fused.slice(0, query.limit).map(({ key }) => refOf(key)),
    terms,
    query.q,
  )
  const texts = new Map(shown.map((one) => [keyOf(one), one]))
  const ways = { words: new Set(words.map(({ key }) => key)), meaning: new Set(meant) }
  const items = fused.flatMap(({ key, score }): Found[] => {
    const text = texts.get(key)
    if (text === undefined) return []
    return [{ ...present(text), score: round(score), foundBy: WAYS.filter((way) => ways[way].has(key)) }]
  })
  const corrections = [...spellings].map(([word, to]) => ({ word, to: to.map((one) => one.word) }))
  return { items, meta: { ...meta, indexing: isBehind(standing), corrections } }
}

const WAYS = ['words', 'meaning'] as const

/** Below this a text is near to nearly everything: of unrelated ones half stay below 0.32 and nine in ten below 0.46. */
const NEAR = 0.4

/** Questions are asked again and again while they are typed; four kilobytes each. */
const questions = new LRUCache<string, number[]>({ max: 500 })

const nearOf = ({ embedders }: SearchIndex, model: string | null) => embedders.get(model ?? '')?.near ?? NEAR

/** Longer than any reading takes, and shorter than a person waits. */
const PATIENCE_MS = 2_000

function kindsFor({ actor }: UserCtx, { kinds }: SearchIndex, wanted: string[] | undefined): string[] | null {
  const unknown = wanted?.find((name) => !kinds.has(name))
  if (unknown !== undefined) {
    throw invalid('types', `There is no kind '${unknown}' to search; known are ${[...kinds.keys()].sort().join(', ')}.`)
  }
  const readable = [...kinds.values()].filter((entity) => holdsScope(actor, readScope(entity)))
  if (wanted === undefined && readable.length === kinds.size) return null
  return readable.map(({ name }) => name).filter((name) => wanted?.includes(name) ?? true)
}

async function understand(ctx: UserCtx, q: string) {
  const asked = await selectAsked(ctx, q)
  const spellings = await spellingsOf(ctx, asked)
  const beginning = unfinished(q)
  const endings = beginning === null ? [] : await selectEndings(ctx, beginning)
  return { terms: termsOf(asked, spellings, endings), spellings }
}

type Reading = Pick<SearchAnswer['meta'], 'meaning' | 'model'> & { vector: number[] | null }

/** Never rejects: words answer without it. */
async function readQuestion(ctx: UserCtx, index: SearchIndex, standing: Standing, q: string): Promise<Reading> {
  if (!standing.allowsModels) return { meaning: 'off', model: null, vector: null }
  const model = standing.model ?? index.embedder.model
  const failed: Reading = { meaning: 'failed', model, vector: null }
  const embedder = index.embedders.get(model)
  if (embedder === undefined) return failed
  try {
    return { meaning: 'used', model, vector: await vectorOf(ctx, embedder, readable(q)) }
  } catch {
    return failed
  }
}

async function vectorOf(ctx: UserCtx, embedder: Embedder, q: string): Promise<number[]> {
  const key = `${embedder.model} ${q}`
  const known = questions.get(key)
  if (known !== undefined) return known
  const [vector] = await inTime(embedFor(ctx, embedder, [q]))
  if (vector === undefined) throw new Error('The model answered nothing')
  questions.set(key, vector)
  return vector
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new Error('The model takes too long')), PATIENCE_MS)
  try {
    return await Promise.race([work, late.promise])
  } finally {
    clearTimeout(timer)
  }
}

/** What stands in the trash with something else around it is not found, though it has not changed itself. */
async function withoutHidden<T extends { key: string }>(ctx: UserCtx, { kinds }: SearchIndex, all: T[]): Promise<T[]> {
  const found = Map.groupBy(
    all.map(({ key }) => refOf(key)),
    (ref) => ref.entity,
  )
  const hidden = new Set<string>()
  for (const [entity, refs] of found) {
    const findable = await kinds.get(entity)?.findable?.(
      ctx,
      refs.map(({ id }) => id),
    )
    if (findable === undefined) continue
    const there = new Set(findable)
    for (const ref of refs) if (!there.has(ref.id)) hidden.add(keyOf(ref))
  }
  return all.filter(({ key }) => !hidden.has(key))
}

const keyOf = ({ entity, id }: Ref) => `${entity} ${id}`

function refOf(key: string): Ref {
  const [entity = '', id = ''] = key.split(' ')
  return { entity, id }
}

function present({ entity, id, title, marked, snippet }: Shown): Omit<Found, 'score' | 'foundBy'> {
  const [head, text] = [unmarked(marked), unmarked(snippet)]
  const inTitle = head.text === title ? head.stretches : []
  const highlights = [
    ...inTitle.map((stretch) => ({ in: 'title' as const, ...stretch })),
    ...text.stretches.map((stretch) => ({ in: 'snippet' as const, ...stretch })),
  ]
  return { entity, id, title, snippet: text.text, highlights }
}

const round = (score: number) => Math.round(score * 10_000) / 10_000
