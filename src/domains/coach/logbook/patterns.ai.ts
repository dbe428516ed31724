import { mean } from 'simple-statistics'
import { z } from 'zod'
import { feature } from '#core/ai/feature.ts'
import type { UserCtx } from '#core/ctx.ts'
import { addDays } from '#core/time/zones.ts'
import { Confidence, SEVERITIES, sentence, sentences } from '../answers.schema.ts'
import {
  adjusted,
  CERTAIN,
  confidenceOf,
  correlate,
  type DayValue,
  FEWEST,
  trendIn,
  weekdayEffect,
} from '../evidence.ts'
import { anew, type Draft, eachAnew, retelling } from '../retelling.ts'
import { counted, percent, quoted, round, WEEKDAYS } from '../wording.ts'
import { aboutEntries, type Day, daysOf, meanOf, textOf, userToday } from './logbook-facts.service.ts'
import { Span } from './questions.schema.ts'
import { type Rated, ratedEntries } from './ratings.ts'
import { themesIn } from './themes.ts'

const Direction = z.enum(['rising', 'stable', 'falling', 'unknown']).describe('Unknown with fewer than eight days')

export const LogbookPatterns = z
  .object({
    patterns: z
      .array(
        z.object({
          pattern: z.string().meta({ example: 'Energy is lowest on Mondays' }),
          frequency: z.number().min(0).max(1).describe('Share of the days that show it').meta({ example: 0.14 }),
          significance: z.enum(SEVERITIES).meta({ example: 'medium' }),
          examples: z.array(z.iso.date()).max(5),
          insights: sentence('It is 4.2 of 10 on Mondays and 6.8 on Saturdays.'),
        }),
      )
      .max(10),
    trends: z.object({
      energyTrend: Direction.meta({ example: 'stable' }),
      moodTrend: Direction.meta({ example: 'rising' }),
      productivityTrend: Direction.meta({ example: 'stable' }),
    }),
    correlations: z
      .array(
        z.object({
          factor1: z.string().meta({ example: 'energy' }),
          factor2: z.string().meta({ example: 'habits done' }),
          relationship: z.enum(['positive', 'negative']),
          strength: z.number().min(-1).max(1).describe('Pearson’s r').meta({ example: 0.48 }),
          days: z.int().meta({ example: 40 }),
        }),
      )
      .describe('Only what chance would hardly do, over everything that was compared'),
    recommendations: sentences('Put what is hard on Saturdays, and what is easy on Mondays.'),
    daysWritten: z.int().meta({ example: 40 }),
    confidence: Confidence,
  })
  .meta({ id: 'LogbookPatterns' })
type LogbookPatterns = z.infer<typeof LogbookPatterns>
type Pattern = LogbookPatterns['patterns'][number]

const DAYS = 90
const FEWEST_OF_THEME = 4
const MOST_THEMES = 5
/** How far the energy of a theme must be from that of the other days to be told. */
const APART = 1

export const logbookPatterns = feature({
  name: 'logbook.patterns',
  summary: 'Say what the days have in common',
  description:
    'Energy and mood by weekday and over time, what they go with, and what is written about again and again. Of the last ninety days unless told.',
  input: Span,
  output: LogbookPatterns,
  cache: '1d',
  dependsOn: 'day',
  reads: ['logbook', 'tasks', 'habits'],
  facts: async (ctx: UserCtx, { from, to }): Promise<Draft<LogbookPatterns>> => {
    const end = to ?? (await userToday(ctx))
    const earliest = addDays(end, 1 - LONGEST)
    const begin = from ?? addDays(end, 1 - DAYS)
    const days = await daysOf(ctx, begin < earliest ? earliest : begin, end)
    const entries = days.flatMap((day) => day.entries)
    const rated = await ratedEntries(entries)
    return { answer: judge(days, feelingsOf(rated)), background: aboutEntries(entries.toReversed()) }
  },
  ...retelling<LogbookPatterns>('Say what the days of a person have in common.', (own, said, known) => ({
    ...anew(own, said, ['recommendations'], known),
    patterns: eachAnew(own.patterns, said.patterns, ({ pattern }) => pattern, ['insights'], known),
  })),
})

/** Of more days the latest are looked at. */
const LONGEST = 366

type Factor = [name: string, measureOf: (day: Day) => number | null]

const FACTORS: Factor[] = [
  ['energy', ({ energy }) => energy],
  ['mood', ({ mood }) => mood],
  ['tasks done', ({ tasks }) => tasks.length],
  ['habits done', ({ habitsDue, habitsDone }) => (habitsDue === 0 ? null : habitsDone / habitsDue)],
]

/** `feelings` is how what was written feels, by day. */
function judge(days: readonly Day[], feelings: ReadonlyMap<string, number>): LogbookPatterns {
  const written = days.filter(({ entries }) => entries.length > 0)
  const energy = seriesOf(days, ({ energy }) => energy)
  const patterns = [
    ...weekdayPattern('Energy', energy),
    ...weekdayPattern(
      'Mood',
      seriesOf(days, ({ mood }) => mood),
    ),
    ...themePatterns(written),
  ]
  return {
    patterns: patterns.slice(0, 10),
    trends: {
      energyTrend: trendOf(energy),
      moodTrend: trendOf(seriesOf(days, ({ mood }) => mood)),
      productivityTrend: trendOf(
        seriesOf(days, ({ tasks, habitsDone, habitsDue, entries }) =>
          tasks.length + habitsDue + entries.length === 0 ? null : tasks.length + habitsDone,
        ),
      ),
    },
    correlations: correlationsIn(written, feelings),
    recommendations: adviceFor(written.length, energy),
    daysWritten: written.length,
    confidence: confidenceOf(written.length),
  }
}

const seriesOf = (days: readonly Day[], measureOf: (day: Day) => number | null): DayValue[] =>
  days.flatMap((day) => {
    const value = measureOf(day)
    return value === null ? [] : [{ date: day.date, value }]
  })

function trendOf(series: readonly DayValue[]): z.infer<typeof Direction> {
  if (series.length < FEWEST) return 'unknown'
  const trend = trendIn(series)
  if (!trend || trend.p > CERTAIN) return 'stable'
  return trend.slope > 0 ? 'rising' : 'falling'
}

function weekdayPattern(name: string, series: readonly DayValue[]): Pattern[] {
  const effect = weekdayEffect(series)
  if (!effect || effect.p > CERTAIN) return []
  const sorted = effect.weekdays.toSorted((a, b) => a.mean - b.mean)
  const [least, most] = [sorted[0], sorted.at(-1)]
  if (!least || !most) return []
  return [
    {
      pattern: `${name} is lowest on ${WEEKDAYS[least.weekday]}s`,
      frequency: Math.round((least.count / series.length) * 100) / 100,
      significance: effect.p <= 0.001 ? 'high' : effect.p <= 0.01 ? 'medium' : 'low',
      examples: series
        .toSorted((a, b) => a.value - b.value)
        .slice(0, 3)
        .map(({ date }) => date),
      insights: `Its mean is ${round(least.mean)} on ${WEEKDAYS[least.weekday]}s and ${round(most.mean)} on ${WEEKDAYS[most.weekday]}s.`,
    },
  ]
}

function themePatterns(written: readonly Day[]): Pattern[] {
  const usual = meanOf(written.flatMap(({ energy }) => energy ?? []))
  return themesIn(written, ({ entries }) => entries.map(textOf).join('\n'), FEWEST_OF_THEME)
    .slice(0, MOST_THEMES)
    .map(({ word, items }) => {
      const energy = meanOf(items.flatMap((day) => day.energy ?? []))
      const apart = usual === null || energy === null ? 0 : energy - usual
      const differs = Math.abs(apart) >= APART
      return {
        pattern: `${quoted(word)} comes back`,
        frequency: Math.round((items.length / written.length) * 100) / 100,
        significance: differs ? 'medium' : 'low',
        examples: items.slice(-5).map(({ date }) => date),
        insights: `${percent(items.length / written.length)} of the days that were written about speak of it${differs && energy !== null && usual !== null ? `; the energy was ${round(energy)} on them and ${round(usual)} on all` : ''}.`,
      }
    })
}

function correlationsIn(days: readonly Day[], feelings: ReadonlyMap<string, number>): LogbookPatterns['correlations'] {
  const factors: Factor[] = [...FACTORS, ['words that feel good', ({ date }) => feelings.get(date) ?? null]]
  const pairs = factors.flatMap((one, at) => factors.slice(at + 1).map((other) => [one, other] as const))
  const found = pairs.flatMap(([[factor1, a], [factor2, b]]) => {
    const both = days.flatMap((day): [number, number][] => {
      const [x, y] = [a(day), b(day)]
      return x === null || y === null ? [] : [[x, y]]
    })
    const correlation = correlate(both)
    return correlation ? [{ factor1, factor2, correlation }] : []
  })
  const qs = adjusted(found.map(({ correlation }) => correlation.p))
  return found
    .filter((_, at) => (qs[at] ?? 1) <= CERTAIN)
    .sort((a, b) => a.correlation.p - b.correlation.p)
    .map(({ factor1, factor2, correlation: { r, n } }) => ({
      factor1,
      factor2,
      relationship: r > 0 ? 'positive' : 'negative',
      strength: Math.round(r * 100) / 100,
      days: n,
    }))
}

function feelingsOf(rated: readonly Rated[]): Map<string, number> {
  const byDay = Map.groupBy(rated, ({ entry }) => entry.date)
  return new Map([...byDay].map(([date, own]) => [date, mean(own.map(({ score }) => score))]))
}

function adviceFor(written: number, energy: readonly DayValue[]): string[] {
  const effect = weekdayEffect(energy)
  const sorted = effect && effect.p <= CERTAIN ? effect.weekdays.toSorted((a, b) => a.mean - b.mean) : []
  const [least, most] = [sorted[0], sorted.at(-1)]
  return [
    ...(written < FEWEST
      ? [`${counted(written, 'day is', 'days are')} written about; from ${FEWEST} on patterns can be told.`]
      : []),
    ...(energy.length < FEWEST && written >= FEWEST
      ? ['Write down the energy as well: without it nobody can say what it goes with.']
      : []),
    ...(least && most
      ? [`Put what is hard on ${WEEKDAYS[most.weekday]}s, and what is easy on ${WEEKDAYS[least.weekday]}s.`]
      : []),
  ]
}
