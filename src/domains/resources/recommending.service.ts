import { sql } from 'drizzle-orm'
import { inTransaction, type UserCtx } from '#core/ctx.ts'
import { getPreferences } from '#domains/accounts/preferences.service.ts'
import { takeOne } from '#domains/billing/billing.service.ts'
import {
  loadEntries,
  type SeenEntry,
  selectByWords,
  selectLiked,
  selectNearest,
  selectNearness,
} from './catalogue.queries.ts'
import { learnerOf } from './learner.service.ts'
import { askForReading, meaningsOf, READER } from './meaning.service.ts'
import type { RecommendationQuery } from './recommendations.schema.ts'
import { type Learner, type Scored, scoreResource } from './scoring.ts'
import { wordsOf } from './words.ts'

interface Recommended extends Scored {
  resource: SeenEntry
}

/**
 * Entries of the catalogue that would help me now, the best first: neither in my library nor dismissed, scored by what I am at, my level,
 * what I made of others before, their ratings and the time I have. Meanings are compared for whoever allows AI, words in any case.
 * A list counts as one of the recommendations that the plan includes in a week.
 */
export async function recommend(ctx: UserCtx, query: RecommendationQuery) {
  await takeOne(ctx, 'resource_recommendations')
  const [learner, { ai }] = await Promise.all([learnerOf(ctx, query), getPreferences(ctx)])
  const meanings = ai.enabled ? await meaningsOf(learner.interests.map(({ text }) => text)) : []
  const ids = await candidatesFor(ctx, learner, meanings, query.type)
  const [entries, nearness] = await Promise.all([
    loadEntries(ctx, ids),
    selectNearness(ctx, READER.model, ids, meanings),
  ])
  if (ai.enabled && entries.some(({ id }) => !nearness.has(id))) await askForReading(ctx)
  const items = entries
    .map(
      (resource): Recommended => ({ resource, ...scoreResource(resource, learner, nearness.get(resource.id) ?? []) }),
    )
    .sort(bestFirst)
    .slice(0, query.limit)
  const isColdStart = learner.interests.length === 0 && learner.history.length === 0
  return {
    items,
    isColdStart,
    note: isColdStart ? COLD : null,
    understoodBy: ai.enabled ? 'meaning' : 'words',
    availableMinutes: learner.availableMinutes,
  } as const
}

const COLD =
  'Nothing is known yet of what you learn, so these are entries that suit anybody. A course or a goal, and what you save, rate or dismiss, will shape this list.'

/** The same every time, whatever order the database answers in. */
const bestFirst = (a: Recommended, b: Recommended) =>
  b.score - a.score || a.resource.title.localeCompare(b.resource.title) || (a.resource.id < b.resource.id ? -1 : 1)

const MOST_WORDS = 40

/** Few of all: those that mean or are called nearly the same as what the learner is at, and those that are liked. */
async function candidatesFor(ctx: UserCtx, learner: Learner, meanings: string[], type: string | undefined) {
  const words = [...new Set(learner.interests.flatMap(({ text }) => [...wordsOf(text)]))].slice(0, MOST_WORDS)
  const near = await inTransaction(ctx, async (ctx) => {
    // Left-out entries must not use up what the index looks at.
    await ctx.db.execute(sql`set local hnsw.iterative_scan = strict_order`)
    return selectNearest(ctx, READER.model, meanings, type)
  })
  const named = words.length === 0 ? [] : await selectByWords(ctx, words, type)
  return [...new Set([...near, ...named, ...(await selectLiked(ctx, type))])]
}
