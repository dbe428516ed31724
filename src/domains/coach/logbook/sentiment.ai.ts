import { z } from 'zod'
import { feature } from '#core/ai/feature.ts'
import type { UserCtx } from '#core/ctx.ts'
import { addDays } from '#core/time/zones.ts'
import { Confidence, SEVERITIES, sentence, sentences } from '../answers.schema.ts'
import { CERTAIN, trendIn } from '../evidence.ts'
import { anew, type Draft, eachAnew, retelling } from '../retelling.ts'
import { counted, cut, percent, quoted } from '../wording.ts'
import { aboutEntries, entriesBetween, meanOf, textOf, userToday } from './logbook-facts.service.ts'
import { Span } from './questions.schema.ts'
import { type Rated, ratedEntries } from './ratings.ts'
import { LEANING } from './sentiment.ts'
import { themesIn } from './themes.ts'

const SENTIMENTS = ['very_negative', 'negative', 'neutral', 'positive', 'very_positive'] as const

const ThemeFound = z.object({
  theme: z.string().meta({ example: 'deadline' }),
  frequency: z.enum(['rare', 'occasional', 'frequent']).meta({ example: 'frequent' }),
  entries: z.int().meta({ example: 6 }),
  score: z.number().min(-1).max(1).describe('Mean of the entries that speak of it').meta({ example: -0.42 }),
  context: sentence('6 of 20 entries speak of it, and they feel heavier than the others.'),
})

const Concern = z.object({
  kind: z.enum(['low_run', 'falling']).meta({ example: 'low_run' }),
  pattern: sentence('4 entries in a row feel negative, from 2027-03-01 to 2027-03-04.'),
  severity: z.enum(SEVERITIES).meta({ example: 'medium' }),
  suggestion: sentence('Talk to somebody you trust about these days.'),
})

export const LogbookSentiment = z
  .object({
    overallSentiment: z
      .enum(SENTIMENTS)
      .nullable()
      .describe('Null when no entry has a word that can be rated')
      .meta({ example: 'positive' }),
    sentimentScore: z
      .number()
      .min(-1)
      .max(1)
      .nullable()
      .describe('Mean of the entries by VADER, a list of rated English words with rules; not by a model')
      .meta({ example: 0.31 }),
    entriesRead: z.int().meta({ example: 20 }),
    entriesRated: z.int().describe('Those with a rated word').meta({ example: 18 }),
    emotionalThemes: z.array(ThemeFound).max(8),
    sentimentTrend: z.enum(['improving', 'stable', 'declining', 'unknown']).meta({ example: 'stable' }),
    concerningPatterns: z.array(Concern).max(3),
    positiveMoments: sentences('2027-03-01: “The run with Tom was great.”'),
    confidence: Confidence,
  })
  .meta({ id: 'LogbookSentiment' })
type LogbookSentiment = z.infer<typeof LogbookSentiment>

const DAYS = 30
const FEWEST_RATED = 3
const HEAVY_RUN = 3

export const logbookSentiment = feature({
  name: 'logbook.sentiment',
  summary: 'Say how what was written feels',
  description:
    'By a published list of rated English words with rules for negation and emphasis (VADER, Hutto and Gilbert 2014). It reads words, not circumstances, and is no diagnosis. Of the last thirty days unless told.',
  input: Span,
  output: LogbookSentiment,
  cache: '1d',
  dependsOn: 'day',
  reads: ['logbook'],
  facts: async (ctx: UserCtx, { from, to }): Promise<Draft<LogbookSentiment>> => {
    const end = to ?? (await userToday(ctx))
    const entries = await entriesBetween(ctx, from ?? addDays(end, 1 - DAYS), end)
    return { answer: judge(entries.length, await ratedEntries(entries)), background: aboutEntries(entries) }
  },
  ...retelling<LogbookSentiment>(
    'Say how what a person wrote feels, warmly and without diagnosing.',
    (own, said, known) => ({
      ...own,
      emotionalThemes: eachAnew(own.emotionalThemes, said.emotionalThemes, ({ theme }) => theme, ['context'], known),
      concerningPatterns: eachAnew(
        own.concerningPatterns,
        said.concerningPatterns,
        ({ kind }) => kind,
        ['suggestion'],
        known,
      ),
      positiveMoments: anew(own, said, ['positiveMoments'], known).positiveMoments,
    }),
  ),
})

function judge(read: number, rated: readonly Rated[]): LogbookSentiment {
  const score = meanOf(rated.map((one) => one.score))
  return {
    overallSentiment: score === null ? null : sentimentFor(score),
    sentimentScore: score === null ? null : two(score),
    entriesRead: read,
    entriesRated: rated.length,
    emotionalThemes: themesOf(rated),
    sentimentTrend: trendOf(rated),
    concerningPatterns: concernsOf(rated),
    positiveMoments: rated
      .filter(({ best }) => best !== null)
      .toSorted((a, b) => b.score - a.score)
      .slice(0, 5)
      .map(({ entry, best }) => `${entry.date}: “${cut(best ?? '', 200)}”`),
    confidence: rated.length < FEWEST_RATED ? 0.1 : Math.min(0.7, two(0.3 + rated.length / 50)),
  }
}

function sentimentFor(score: number): (typeof SENTIMENTS)[number] {
  if (score <= -0.5) return 'very_negative'
  if (score <= -LEANING) return 'negative'
  if (score < LEANING) return 'neutral'
  return score < 0.5 ? 'positive' : 'very_positive'
}

function themesOf(rated: readonly Rated[]): LogbookSentiment['emotionalThemes'] {
  const all = meanOf(rated.map(({ score }) => score)) ?? 0
  return themesIn(rated, ({ entry }) => textOf(entry), FEWEST_RATED)
    .slice(0, 8)
    .map(({ word, items }) => {
      const share = items.length / rated.length
      const score = meanOf(items.map((one) => one.score)) ?? 0
      const apart = score - all
      const feels =
        Math.abs(apart) < 0.15 ? 'like the others' : apart > 0 ? 'lighter than the others' : 'heavier than the others'
      return {
        theme: word,
        frequency: share >= 0.3 ? 'frequent' : share >= 0.1 ? 'occasional' : 'rare',
        entries: items.length,
        score: two(score),
        context: `${percent(share)} of the entries speak of it, and they feel ${feels}.`,
      }
    })
}

function trendOf(rated: readonly Rated[]): LogbookSentiment['sentimentTrend'] {
  const trend = trendIn(rated.map(({ entry, score }) => ({ date: entry.date, value: score })).reverse())
  if (!trend) return 'unknown'
  if (trend.p > CERTAIN) return 'stable'
  return trend.slope > 0 ? 'improving' : 'declining'
}

const TALK =
  'Talk to somebody you trust about these days. If it stays so heavy, a doctor or a helpline is there for that.'

/** The present run of negative entries, from three on, and a fall that chance would hardly draw. Newest first. */
function concernsOf(rated: readonly Rated[]): LogbookSentiment['concerningPatterns'] {
  const end = rated.findIndex(({ score }) => score > -LEANING)
  const run = rated.slice(0, end < 0 ? rated.length : end)
  const found: LogbookSentiment['concerningPatterns'] = []
  if (run.length >= HEAVY_RUN) {
    const [first, last] = [run.at(-1)?.entry.date, run[0]?.entry.date]
    const worst = run.toSorted((a, b) => a.score - b.score)[0]?.worst
    found.push({
      kind: 'low_run',
      pattern: `${counted(run.length, 'entry', 'entries')} in a row feel negative, from ${first} to ${last}${worst ? `: ${quoted(worst)}` : ''}.`,
      severity: run.length >= 5 ? 'high' : 'medium',
      suggestion: TALK,
    })
  }
  if (trendOf(rated) === 'declining')
    found.push({
      kind: 'falling',
      pattern: 'From the first of these entries to the last they feel heavier and heavier.',
      severity: 'medium',
      suggestion: 'Look at what is different from when they began.',
    })
  return found
}

const two = (value: number) => Math.round(value * 100) / 100
