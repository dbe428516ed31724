import { z } from 'zod'
import type { Ai } from '#core/ai/ai.ts'
import { feature } from '#core/ai/feature.ts'
import { runFeature } from '#core/ai/run.ts'
import type { UserCtx } from '#core/ctx.ts'
import { invalid } from '#core/errors.ts'
import { personOf } from '../person.service.ts'
import { isFounded, numbersIn } from '../retelling.ts'
import { WeekWords } from './agents.schema.ts'
import type { WeeklyReviewRow } from './agents.tables.ts'
import { storeReview } from './reviews.service.ts'
import { type WeekStats, wordsOfWeek } from './week.ts'
import { weekOf, weekStats } from './week-facts.service.ts'

const reviewWords = feature({
  name: 'agents.weekly-review',
  summary: 'Tell what a week came to',
  input: z.custom<WeekStats>(),
  output: WeekWords,
  cache: null,
  dependsOn: 'day',
  reads: ['tasks', 'habits', 'goals', 'metrics', 'journal'],
  facts: async (_, stats) => stats,
  prompt: (_, { facts: { journal: __, ...stats } }) => ({
    instructions:
      'Tell somebody what their week came to, from the figures given: a summary of two to four sentences, achievements, challenges, at most three points to focus on in the next week, and one open question. Warm, precise, no flattery. Use no number that is not given, and do not calculate.',
    content: JSON.stringify(stats),
  }),
  rules: (stats) => wordsOfWeek(stats),
  check: (answer, { journal: _, ...stats }) =>
    isFounded(answer, numbersIn(JSON.stringify(stats))) ? answer : 'there is a number that was not given.',
})

/** Counts a week that has begun, has it told, and keeps both under its first day. */
export async function reviewWeek(ctx: UserCtx, ai: Ai, day: string, gone: AbortSignal): Promise<WeeklyReviewRow> {
  const [week, present] = await Promise.all([weekOf(ctx, day), weekOf(ctx)])
  if (week.from > present.from) throw invalid('week', 'This week has not begun.')
  const stats = await weekStats(ctx, week)
  const { result, meta } = await runFeature(ctx, ai, await personOf(ctx), reviewWords, stats, gone)
  return storeReview(ctx, week, stats, WeekWords.parse(result), meta)
}
