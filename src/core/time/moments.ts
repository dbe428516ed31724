import { formatLocal, parseLocal } from './civil.ts'
import { localRule, nextAfter, occurrences, type Rule } from './expand.ts'
import { localOf, resolveLocal } from './zones.ts'

/** When something happens, once or by a rule, and in which zone its wall clock runs. */
export interface Course {
  when: { at: string } | { local: string; zone: string | null }
  rule: Rule | null
  zone: string
}

export interface Moment {
  /** Names the occurrence, in whatever zone it comes to happen. */
  key: string
  /** What the rule says on the wall clock. */
  local: string
  /** Instant. */
  at: string
}

/**
 * Moments from `from` (inclusive) to `to` (exclusive) in order, at most `limit`. A local time that the clocks skip comes later by
 * the gap, one that they repeat comes the first time, and two that meet in one instant are one.
 */
export function momentsBetween(course: Course, from: string, to: string, limit = 1_000): Moment[] {
  if (from >= to) return []
  if (course.rule !== null) {
    const offset = steadyOffset(course.zone, from, to)
    if (offset !== null) return steadily(course, { from, to, limit, offset })
  }
  const [first, last] = [localOf(from, course.zone), localOf(to, course.zone)]
  const near = expand(course, moved(first, -MARGIN), moved(last, MARGIN), limit + EXTRA)
  return near.filter(({ at }) => at >= from && at < to).slice(0, limit)
}

/** The first moment strictly later than the instant, or null when there is none any more. */
export function nextMoment(course: Course, after: string): Moment | null {
  if (course.rule === null) return expand(course).find(({ at }) => at > after) ?? null
  const [today] = momentsBetween(course, plusMs(after, 1), plusMs(after, MARGIN * 1_000), 1)
  if (today) return today
  const local = localOf(after, course.zone)
  const seen = moved(local, 2 * MARGIN)
  const [soon] = expand(course, moved(local, -MARGIN), seen).filter(({ at }) => at > after)
  if (soon && soon.local <= moved(local, MARGIN)) return soon
  const first = soon?.local ?? nextAfter(localRule(course.rule, course.zone), startOf(course), moved(seen, -1))
  return first === null ? null : (expand(course, first, moved(first, MARGIN))[0] ?? null)
}

/** The local time from which a series counts. */
export function startOf({ when, zone }: Course): string {
  return 'local' in when ? when.local : localOf(when.at, zone)
}

/** Instants, `minutes` apart. */
export const plusMinutes = (instant: string, minutes: number): string => plusMs(instant, minutes * 60_000)

export const plusMs = (instant: string, ms: number): string => new Date(Date.parse(instant) + ms).toISOString()

/** Local and universal time pass each other by at most a day: when the clocks jump, that far around must be looked at. */
const MARGIN = 25 * 3_600
/** More than a rule can have in the margins. */
const EXTRA = 250

/** Longer stretches than this may hold two changes of the clocks that undo each other. */
const STEADY_MS = 7 * 86_400_000

/** Seconds by which the wall clock is ahead of universal time, when it is the same around the whole stretch; else null. */
function steadyOffset(zone: string, from: string, to: string): number | null {
  const [start, end] = [Date.parse(from), Date.parse(to)]
  if (end - start > STEADY_MS) return null
  const ahead = (ms: number) => parseLocal(localOf(new Date(ms).toISOString(), zone)) - Math.floor(ms / 1_000)
  const offset = ahead(start - MARGIN * 1_000)
  return ahead(end + MARGIN * 1_000) === offset ? offset : null
}

/** The common case, without asking the zone about each of them. */
function steadily(
  course: Course,
  { from, to, limit, offset }: { from: string; to: string; limit: number; offset: number },
): Moment[] {
  if (course.rule === null) return []
  const ahead = (instant: string) => formatLocal(Math.ceil(Date.parse(instant) / 1_000) + offset)
  const rule = localRule(course.rule, course.zone)
  return occurrences(rule, startOf(course), { from: ahead(from), to: ahead(to), limit }).map((local) => {
    return { key: local, local, at: new Date((parseLocal(local) - offset) * 1_000).toISOString() }
  })
}

const moved = (local: string, seconds: number): string => formatLocal(parseLocal(local) + seconds)

function expand(course: Course, from?: string, to?: string, limit = EXTRA): Moment[] {
  const { when, rule, zone } = course
  if (rule === null) {
    if ('at' in when) return [{ key: when.at, local: localOf(when.at, zone), at: when.at }]
    return [{ key: when.local, local: when.local, at: resolveLocal(when.local, zone) }]
  }
  const window = { ...(from !== undefined && { from }), ...(to !== undefined && { to }), limit }
  const byInstant = new Map<string, Moment>()
  for (const local of occurrences(localRule(rule, zone), startOf(course), window)) {
    const at = resolveLocal(local, zone)
    if (!byInstant.has(at)) byInstant.set(at, { key: local, local, at })
  }
  return [...byInstant.values()].sort((a, b) => (a.at < b.at ? -1 : 1))
}
