import { mean } from 'simple-statistics'
import { z } from 'zod'
import { feature } from '#core/ai/feature.ts'
import type { UserCtx } from '#core/ctx.ts'
import { addDays } from '#core/time/zones.ts'
import { listEntries } from '#domains/logbook/logbook.service.ts'
import { Confidence, SEVERITIES, sentence, sentences } from '../answers.schema.ts'
import { adjusted, CERTAIN, confidenceOf, correlate, type DayValue, FEWEST, trendIn } from '../evidence.ts'
import { anew, type Draft, eachAnew, retelling } from '../retelling.ts'
import { counted, percent, quoted, WEEKDAYS } from '../wording.ts'
import { kept, momentumOf, shareOf, type WeekdayShares, weekdayShares } from './days.ts'
import { aboutHabit, type Course, courseOf, DAYS, doneDays, keptHabits, minutesLogged } from './habit-facts.service.ts'
import { HabitInQuestion } from './questions.schema.ts'
import { type UsualTime, usualTime } from './times.ts'

const Strength = z.enum(SEVERITIES)

const Found = z.object({
  kind: z.enum(['weekday', 'momentum', 'trend', 'time']).meta({ example: 'weekday' }),
  pattern: sentence('It is done most often on Mondays (90 %) and least on Sundays (30 %).'),
  frequency: z.number().min(0).max(1).describe('Share of the days that show it').meta({ example: 0.9 }),
  context: sentence('60 days of the last half year.'),
  strength: Strength.meta({ example: 'high' }),
})

const Link = z.object({
  habitId: z.uuid().nullable().describe('The other habit; null for what the logbook says'),
  factor: z.string().meta({ example: 'Be in bed on time' }),
  impact: z.enum(['positive', 'negative']),
  strength: z.number().min(-1).max(1).describe('Correlation of the days').meta({ example: 0.54 }),
  days: z.int().meta({ example: 60 }),
  insights: sentence(
    'On days with “Be in bed on time” it is done more often. That does not say which of them causes it.',
  ),
})
type Link = z.infer<typeof Link>

export const HabitPatterns = z
  .object({
    completionPatterns: z.array(Found),
    optimalTiming: z.object({
      bestTimeOfDay: z.string().nullable().describe('On your wall clock').meta({ example: '07:30' }),
      bestDayOfWeek: z.enum(['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su']).nullable().meta({ example: 'mo' }),
      reasoning: sentence('Most logs came within an hour of 07:30, and Mondays are kept best.'),
    }),
    correlations: z.array(Link).max(8).describe('Only what chance would hardly do'),
    recommendations: sentences('Move it on Sundays to another time, or take Sunday off on purpose.'),
    confidence: Confidence,
  })
  .meta({ id: 'HabitPatterns' })
type HabitPatterns = z.infer<typeof HabitPatterns>

export const habitPatterns = feature({
  name: 'habits.patterns',
  summary: 'Say when a habit is kept and what goes with it',
  description:
    'Weekdays, the time of day, whether a missed day pulls the next one along, other habits, and the energy of the logbook. From the last half year.',
  input: HabitInQuestion,
  output: HabitPatterns,
  cache: '1d',
  dependsOn: 'day',
  reads: ['habits', 'logbook'],
  facts: (ctx, { habitId }, { today, zone }) => draftOf(ctx, habitId, today, zone),
  ...retelling<HabitPatterns>('Say when a person keeps a habit and what goes with it.', (own, said, known) => ({
    ...anew(own, said, ['recommendations'], known),
    optimalTiming: anew(own.optimalTiming, said.optimalTiming, ['reasoning'], known),
    completionPatterns: eachAnew(
      own.completionPatterns,
      said.completionPatterns,
      (one) => one.kind,
      ['pattern'],
      known,
    ),
    correlations: eachAnew(own.correlations, said.correlations, (one) => one.factor, ['insights'], known),
  })),
})

async function draftOf(ctx: UserCtx, habitId: string, today: string, zone: string): Promise<Draft<HabitPatterns>> {
  const course = await courseOf(ctx, habitId, today)
  const [minutes, correlations] = await Promise.all([minutesLogged(ctx, habitId, zone), linksOf(ctx, course, today)])
  const [time, weekdays] = [usualTime(minutes), weekdayShares(course.days)]
  const rhythm = weekdays && weekdays.p <= CERTAIN ? weekdays : null
  const answer: HabitPatterns = {
    completionPatterns: patternsOf(course, rhythm, time),
    optimalTiming: {
      bestTimeOfDay: time?.timeOfDay ?? null,
      bestDayOfWeek: rhythm?.best ?? null,
      reasoning: timingOf(rhythm, time, kept(course.days).length),
    },
    correlations,
    recommendations: adviceFor(course, rhythm),
    confidence: confidenceOf(kept(course.days).length),
  }
  return { answer, background: aboutHabit(course.habit) }
}

function patternsOf({ days }: Course, weekdays: WeekdayShares | null, time: UsualTime | null) {
  const series = kept(days)
  const context = `${counted(series.length, 'day')} of the last half year.`
  const [momentum, trend] = [momentumOf(days), trendIn(series)]
  const found: HabitPatterns['completionPatterns'] = []
  if (weekdays)
    found.push({
      kind: 'weekday',
      pattern: `It is done most often on ${WEEKDAYS[weekdays.best]}s (${percent(weekdays.bestShare)}) and least on ${WEEKDAYS[weekdays.worst]}s (${percent(weekdays.worstShare)}).`,
      frequency: two(weekdays.bestShare),
      context,
      strength: weekdays.p <= 0.001 ? 'high' : weekdays.p <= 0.01 ? 'medium' : 'low',
    })
  if (momentum && momentum.p <= CERTAIN && momentum.afterDone > momentum.afterMiss)
    found.push({
      kind: 'momentum',
      pattern: `After a day on which it was done the next one is done in ${percent(momentum.afterDone)} of cases, after a missed one in ${percent(momentum.afterMiss)}.`,
      frequency: two(momentum.afterDone),
      context,
      strength: momentum.p <= 0.001 ? 'high' : 'medium',
    })
  if (trend && trend.p <= CERTAIN)
    found.push({
      kind: 'trend',
      pattern: `It is kept ${trend.slope > 0 ? 'more' : 'less'} often than half a year ago, or than when it began.`,
      frequency: two(shareOf(series) ?? 0),
      context,
      strength: Math.abs(trend.r) >= 0.4 ? 'high' : 'medium',
    })
  if (time && time.share >= 0.5)
    found.push({
      kind: 'time',
      pattern: `${percent(time.share)} of its logs come within an hour of ${time.timeOfDay}.`,
      frequency: two(time.share),
      context: `${counted(time.count, 'log')} that came on their own day.`,
      strength: time.share >= 0.8 ? 'high' : 'medium',
    })
  return found
}

function timingOf(weekdays: WeekdayShares | null, time: UsualTime | null, days: number): string {
  if (days < FEWEST) return `It has ${counted(days, 'day')} to go by; from ${FEWEST} on something can be said.`
  const parts = [
    ...(time ? [`most of its logs come around ${time.timeOfDay}`] : []),
    ...(weekdays ? [`${WEEKDAYS[weekdays.best]}s are kept best`] : []),
  ]
  if (parts.length === 0) return 'No time and no weekday is better than another by more than chance.'
  const text = parts.join(', and ')
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}

function adviceFor({ days, stats }: Course, weekdays: WeekdayShares | null): string[] {
  const series = kept(days)
  if (series.length < FEWEST)
    return [`Log ${counted(FEWEST - series.length, 'more day')}, also those on which it was not done.`]
  const momentum = momentumOf(days)
  const pulls = momentum !== null && momentum.p <= CERTAIN && momentum.afterMiss < momentum.afterDone
  return [
    ...(weekdays && weekdays.worstShare < 0.5
      ? [`Move it on ${WEEKDAYS[weekdays.worst]}s to another time, or take ${WEEKDAYS[weekdays.worst]} off on purpose.`]
      : []),
    ...(pulls ? ['After a missed day the next one counts most: one miss pulls the next one along.'] : []),
    ...(stats.completionRate >= 90 ? ['It is kept well enough to build the next habit on it.'] : []),
  ]
}

/** Other habits, and the energy of the logbook, where they go with this one by more than chance over all that was compared. */
async function linksOf(ctx: UserCtx, { habit, days }: Course, today: string): Promise<Link[]> {
  const from = addDays(today, -DAYS)
  const [habits, done, { items: entries }] = await Promise.all([
    keptHabits(ctx),
    doneDays(ctx, from),
    listEntries(ctx, { limit: 100, from, to: today }),
  ])
  const series = kept(days)
  const others = habits.flatMap(({ id, name }) => {
    const dates = done.get(id)
    if (id === habit.id || !dates) return []
    const first = [...dates].sort()[0] ?? today
    const pairs = series
      .filter(({ date }) => date >= first)
      .map(({ date, value }) => [dates.has(date) ? 1 : 0, value] as const)
    return [{ habitId: id as string | null, factor: name, pairs }]
  })
  const all = [
    ...others,
    { habitId: null, factor: 'Energy in the logbook', pairs: energyPairs(entries, series) },
  ].flatMap((one) => {
    const correlation = correlate(one.pairs)
    return correlation ? [{ ...one, correlation }] : []
  })
  const qs = adjusted(all.map(({ correlation }) => correlation.p))
  return all
    .filter((_, at) => (qs[at] ?? 1) <= CERTAIN)
    .sort((a, b) => a.correlation.p - b.correlation.p)
    .slice(0, 8)
    .map(({ habitId, factor, correlation: { r, n } }) => ({
      habitId,
      factor,
      impact: r > 0 ? 'positive' : 'negative',
      strength: two(r),
      days: n,
      insights: `${habitId === null ? 'With more energy' : `On days with ${quoted(factor)}`} it is done ${r > 0 ? 'more' : 'less'} often. That does not say which of them causes it.`,
    }))
}

type Entry = Awaited<ReturnType<typeof listEntries>>['items'][number]

/** The mean energy of each day that was written about, with whether it was done on it. */
function energyPairs(entries: readonly Entry[], series: readonly DayValue[]): (readonly [number, number])[] {
  const byDay = Map.groupBy(entries, ({ date }) => date)
  return series.flatMap(({ date, value }) => {
    const energies = (byDay.get(date) ?? []).flatMap(({ energy }) => energy ?? [])
    return energies.length > 0 ? [[mean(energies), value] as const] : []
  })
}

const two = (value: number) => Math.round(value * 100) / 100
