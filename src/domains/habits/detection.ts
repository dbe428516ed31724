import { cosine } from '#core/ai/embeddings.ts'
import { parseDay, two, weekdayOfNumber } from '#core/time/civil.ts'
import { localOf, WEEKDAY_CODES, type WeekdayCode } from '#core/time/zones.ts'

/** Something the user wanted to be reminded of, or has done, and when. */
export interface Deed {
  title: string
  /** Instant. */
  at: string
}

export interface Pattern {
  /** As the user writes it most often. */
  name: string
  frequency: 'daily' | 'weekly'
  weekday: WeekdayCode | null
  /** HH:mm on the user's wall clock, to the quarter of an hour. */
  timeOfDay: string
  /** 0 to 1. */
  confidence: number
  /** Up to five titles it was made of. */
  samples: string[]
  /** The middle of its titles, of unit length. */
  embedding: number[]
}

/** Titles at least this near, by cosine, say the same. */
export const SIMILAR = 0.8
const MIN_DAYS = 3
const MAX_MEMBERS = 10
/** Below it a pattern is not worth telling, and neither is one whose days follow no rhythm. */
const MIN_CONFIDENCE = 0.6
const NEAR_MINUTES = 60
const DAY_MINUTES = 1_440

/** What is left of a title when it is said without times, numbers and "remind me to": what texts are compared by. */
export function normalised(title: string): string {
  return title
    .toLowerCase()
    .replace(/^(please )?(remind me|remember|don'?t forget|i (have|need) to)( (to|about|that))? /, '')
    .replace(/\b(today|tonight|tomorrow|every day|daily|weekly|at \d[\d:.]*( ?[ap]m)?)\b/g, ' ')
    .replace(/[^\p{L}' ]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}

/**
 * Habits that somebody seems to have already: at least three days with titles whose cosine to one another is 0.8 or more (at most ten
 * wordings), on one weekday or nearly every day. Confidence is the mean of how regular the days are and how many of the deeds lie
 * within an hour of the usual time; from 0.6 it is told. `vectors` are by normalised title. Source: client notes §2.3.
 */
export function patternsOf(
  deeds: readonly Deed[],
  vectors: ReadonlyMap<string, readonly number[]>,
  zone: string,
): Pattern[] {
  const byTitle = Map.groupBy(deeds, ({ title }) => normalised(title))
  const free = new Set([...byTitle.keys()].filter((title) => vectors.has(title)))
  const patterns: Pattern[] = []
  for (const group of groupsOf([...free], vectors)) {
    const titles = group.filter((title) => free.has(title))
    const pattern = patternOf(
      titles.flatMap((title) => byTitle.get(title) ?? []),
      middleOf(titles.flatMap((title) => [vectors.get(title) ?? []])),
      zone,
    )
    if (!pattern) continue
    patterns.push(pattern)
    for (const title of titles) free.delete(title)
  }
  return patterns.sort((a, b) => b.confidence - a.confidence)
}

/** For each title those that say the same, the nearest first; the largest groups lead. */
function groupsOf(titles: string[], vectors: ReadonlyMap<string, readonly number[]>): string[][] {
  const groups = titles.map((title) => {
    const near = titles.map((other) => ({
      other,
      nearness: cosine(vectors.get(title) ?? [], vectors.get(other) ?? []),
    }))
    return near
      .filter(({ nearness }) => nearness >= SIMILAR)
      .sort((a, b) => b.nearness - a.nearness)
      .slice(0, MAX_MEMBERS)
      .map(({ other }) => other)
  })
  return groups.sort((a, b) => b.length - a.length)
}

function patternOf(deeds: readonly Deed[], embedding: number[], zone: string): Pattern | null {
  const locals = deeds.map(({ at }) => localOf(at, zone))
  const days = [...new Set(locals.map((local) => parseDay(local.slice(0, 10))))].sort((a, b) => a - b)
  if (days.length < MIN_DAYS) return null
  const rhythm = rhythmOf(days)
  const time = usualTime(locals.map(minutesOf))
  const confidence = (rhythm.share + time.share) / 2
  if (rhythm.share < MIN_CONFIDENCE || confidence < MIN_CONFIDENCE) return null
  const titles = deeds.map(({ title }) => title)
  return {
    name: mostFrequent(titles),
    frequency: rhythm.weekday === null ? 'daily' : 'weekly',
    weekday: rhythm.weekday,
    timeOfDay: time.timeOfDay,
    confidence,
    samples: [...new Set(titles)].slice(0, 5),
    embedding,
  }
}

/** Which part of the days lies on their most frequent weekday, or is there of the days between first and last. */
function rhythmOf(days: readonly number[]): { weekday: WeekdayCode | null; share: number } {
  const weekdays = days.map((day) => WEEKDAY_CODES[weekdayOfNumber(day)] ?? 'mo')
  const weekday = mostFrequent(weekdays)
  const weekly = weekdays.filter((one) => one === weekday).length / days.length
  const daily = days.length / ((days.at(-1) ?? 0) - (days[0] ?? 0) + 1)
  return weekly > daily ? { weekday, share: weekly } : { weekday: null, share: daily }
}

/** The time of day with most others within an hour of it, midnight being no border. */
function usualTime(minutes: readonly number[]): { timeOfDay: string; share: number } {
  const near = (one: number) => minutes.filter((other) => apart(one, other) <= NEAR_MINUTES)
  const best = minutes.reduce((best, one) => (near(one).length > near(best).length ? one : best), minutes[0] ?? 0)
  const rounded = (Math.round(best / 15) * 15) % DAY_MINUTES
  const timeOfDay = `${two(Math.floor(rounded / 60))}:${two(rounded % 60)}`
  return { timeOfDay, share: near(best).length / minutes.length }
}

function apart(a: number, b: number): number {
  const between = Math.abs(a - b)
  return Math.min(between, DAY_MINUTES - between)
}

const minutesOf = (local: string) => Number(local.slice(11, 13)) * 60 + Number(local.slice(14, 16))

function mostFrequent<T>(values: readonly T[]): T {
  const groups = [...Map.groupBy(values, (value) => value).values()].sort((a, b) => b.length - a.length)
  return groups[0]?.[0] as T // callers have at least one
}

function middleOf(vectors: readonly (readonly number[])[]): number[] {
  const [first = []] = vectors
  const sum = first.map((_, at) => vectors.reduce((total, vector) => total + (vector[at] ?? 0), 0))
  const length = Math.hypot(...sum) || 1
  return sum.map((value) => value / length)
}
