import { median, quantile } from 'simple-statistics'
import { daysBetween } from '#core/time/zones.ts'
import { CERTAIN, type DayValue, FEWEST, trendIn, weekdayEffect } from '../evidence.ts'
import { capital, counted, measured, WEEKDAYS } from '../wording.ts'

export const PATTERN_TYPES = ['trend', 'plateau', 'cycle', 'spike', 'correlation'] as const

export interface Pattern {
  type: (typeof PATTERN_TYPES)[number]
  description: string
  significance: 'low' | 'medium' | 'high'
  startDate: string | null
  endDate: string | null
  dataPoints: number
  insights: string
  recommendations: string[]
}

export interface Aim {
  direction: 'higher' | 'lower' | 'target'
  target: number | null
  unit: string | null
}

export const OVERALL = ['improving', 'stable', 'declining', 'unknown'] as const

/** Where the last weeks lead by the metric's own idea of good; `unknown` with fewer than eight days, `stable` where chance would do. */
export function overallOf(days: readonly DayValue[], { direction, target }: Aim): (typeof OVERALL)[number] {
  const judged = direction === 'target' && target !== null ? toTarget(days, target) : days
  if (days.length < FEWEST) return 'unknown'
  const trend = trendIn(judged)
  if (!trend || trend.p > CERTAIN || (direction === 'target' && target === null)) return 'stable'
  return trend.slope > 0 === (direction === 'higher') ? 'improving' : 'declining'
}

/** The line through the last ninety days, where chance would hardly draw it. */
export function trendPattern(days: readonly DayValue[], aim: Aim): Pattern[] {
  const trend = trendIn(days)
  if (!trend || trend.p > CERTAIN) return []
  const { from, to, change, r, n, slope } = trend
  const overall = overallOf(days, aim)
  const weekly = measured(Math.abs(slope * 7), aim.unit)
  return [
    {
      type: 'trend',
      description: `From ${from} to ${to} it went ${change > 0 ? 'up' : 'down'} by about ${measured(Math.abs(change), aim.unit)}.`,
      significance: Math.abs(r) >= 0.7 ? 'high' : Math.abs(r) >= 0.4 ? 'medium' : 'low',
      startDate: from,
      endDate: to,
      dataPoints: n,
      insights: `That is ${weekly} a week, ${overall === 'stable' ? 'neither towards nor away from what you want' : overall === 'improving' ? 'the way you want it' : 'against the way you want it'}.`,
      recommendations:
        overall === 'declining' ? ['Look at what changed around the day it began, and undo one thing of it.'] : [],
    },
  ]
}

/** The last three weeks, when they stay within a quarter of the spread of the days before. */
export function plateauPattern(days: readonly DayValue[], { unit }: Aim): Pattern[] {
  const last = days.at(-1)
  if (!last) return []
  const recent = days.filter(({ date }) => daysBetween(date, last.date) < PLATEAU_DAYS)
  const before = days.slice(0, days.length - recent.length)
  const [narrow, wide] = [spreadOf(recent), spreadOf(before)]
  if (recent.length < FEWEST || before.length < FEWEST || wide === 0 || narrow > wide / 4) return []
  const level = median(recent.map(({ value }) => value))
  return [
    {
      type: 'plateau',
      description: `Since ${recent[0]?.date} it has stayed close to ${measured(level, unit)}.`,
      significance: 'medium',
      startDate: recent[0]?.date ?? null,
      endDate: last.date,
      dataPoints: recent.length,
      insights: 'Before that it moved at least four times as much.',
      recommendations: ['If this is not where you want it, change one thing now: more of the same keeps it here.'],
    },
  ]
}

/** Weekdays that differ from each other. */
export function cyclePattern(days: readonly DayValue[], { unit }: Aim): Pattern[] {
  const effect = weekdayEffect(days)
  if (!effect || effect.p > CERTAIN) return []
  const sorted = effect.weekdays.toSorted((a, b) => b.mean - a.mean)
  const [most, least] = [sorted[0], sorted.at(-1)]
  if (!most || !least) return []
  return [
    {
      type: 'cycle',
      description: `It is highest on ${WEEKDAYS[most.weekday]}s (${measured(most.mean, unit)}) and lowest on ${WEEKDAYS[least.weekday]}s (${measured(least.mean, unit)}).`,
      significance: effect.p <= 0.001 ? 'high' : effect.p <= 0.01 ? 'medium' : 'low',
      startDate: days[0]?.date ?? null,
      endDate: days.at(-1)?.date ?? null,
      dataPoints: days.length,
      insights: `Chance alone sets weekdays so far apart in fewer than ${effect.p <= 0.01 ? 'one of a hundred' : 'one of twenty'} cases.`,
      recommendations: ['Compare a day with the same weekday before, not with yesterday.'],
    },
  ]
}

/** Single logs that stand out, newest first. */
export function spikePatterns(anomalies: readonly { loggedAt: string; value: number }[], { unit }: Aim): Pattern[] {
  if (anomalies.length === 0) return []
  const shown = anomalies
    .slice(0, 3)
    .map(({ loggedAt, value }) => `${measured(value, unit)} on ${loggedAt.slice(0, 10)}`)
  return [
    {
      type: 'spike',
      description: `${capital(counted(anomalies.length, 'log stands', 'logs stand'))} out from all others: ${shown.join(', ')}.`,
      significance: 'medium',
      startDate: anomalies.at(-1)?.loggedAt.slice(0, 10) ?? null,
      endDate: anomalies[0]?.loggedAt.slice(0, 10) ?? null,
      dataPoints: anomalies.length,
      insights: 'Such logs pull every mean along.',
      recommendations: ['Correct them if they are slips; note what happened if they are real.'],
    },
  ]
}

const PLATEAU_DAYS = 21

const toTarget = (days: readonly DayValue[], target: number) =>
  days.map(({ date, value }) => ({ date, value: Math.abs(value - target) }))

/** Between the first and the ninth tenth: single extremes do not make a metric a lively one. */
function spreadOf(days: readonly DayValue[]): number {
  if (days.length < FEWEST) return 0
  const values = days.map(({ value }) => value)
  return quantile(values, 0.9) - quantile(values, 0.1)
}
