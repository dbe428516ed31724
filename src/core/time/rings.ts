import { type Course, type Moment, momentsBetween, nextMoment, plusMinutes, plusMs } from './moments.ts'

/** When something has to ring: at an occurrence (lead 0), or so many minutes before. */
export interface Due {
  /** Names the occurrence. */
  key: string
  lead: number
  /** Instant. */
  ringAt: string
}

/** One ring of a reminder: an occurrence itself (lead 0) or its announcement, so many minutes before. */
export type Ring = Moment & Due

export interface Fate {
  state: 'fired' | 'caught_up' | 'missed'
  reason: string | null
}
export type Decided = Ring & Fate

/** Later than this is an outage, not a delay. */
const LATE_MS = 5 * 60_000
/** Most rings that are dealt with at once; the rest follows. */
export const MAX_RINGS = 500

/** Days for which one can look up what became of an occurrence. */
export const KEPT_DAYS = 400

export const isLate = (ringAt: string, now: string): boolean => Date.parse(now) - Date.parse(ringAt) > LATE_MS

/** Rings after `after` and up to `until`, both instants, in order; `leads` in minutes before, 0 is the occurrence itself. */
export function ringsBetween(course: Course, leads: readonly number[], after: string, until: string): Ring[] {
  const rings = leads.flatMap((lead) => {
    const [from, to] = [plusMinutes(plusMs(after, 1), lead), plusMinutes(plusMs(until, 1), lead)]
    return momentsBetween(course, from, to, MAX_RINGS + 1).map((one) => ringOf(one, lead))
  })
  return rings.sort(byTime)
}

/** In order; of one instant the announcement from further away first. */
export const byTime = (a: Due, b: Due): number =>
  a.ringAt === b.ringAt ? b.lead - a.lead : a.ringAt < b.ringAt ? -1 : 1

/** The instant of the first ring after `after`, or null when there is none any more. */
export function nextRing(course: Course, leads: readonly number[], after: string): string | null {
  const rings = leads.flatMap((lead) => {
    const moment = nextMoment(course, plusMinutes(after, lead))
    return moment === null ? [] : [plusMinutes(moment.at, -lead)]
  })
  return rings.sort()[0] ?? null
}

/**
 * What becomes of rings that are due. In time, each rings. After an outage they collapse: of several late ones the newest is caught
 * up, once, the older ones are missed; so is an announcement whose occurrence rings already.
 */
export function decide<R extends Due>(rings: readonly R[], now: string): (R & Fate)[] {
  return rings.map((ring, at) => {
    if (!isLate(ring.ringAt, now)) return { ...ring, state: 'fired', reason: null }
    const later = rings.slice(at + 1)
    if (later.some((other) => other.key === ring.key)) return { ...ring, state: 'missed', reason: OVERTAKEN }
    if (later.some((other) => other.lead === ring.lead)) return { ...ring, state: 'missed', reason: COLLAPSED }
    return { ...ring, state: 'caught_up', reason: CAUGHT_UP }
  })
}

/** What minutes are called, in their largest whole unit: `2 hours`. */
export function spokenMinutes(minutes: number): string {
  const [amount, unit] =
    minutes % 1_440 === 0 ? [minutes / 1_440, 'day'] : minutes % 60 === 0 ? [minutes / 60, 'hour'] : [minutes, 'minute']
  return `${amount} ${unit}${amount === 1 ? '' : 's'}`
}

const CAUGHT_UP = 'It came late, because the server was not running or its owner changed zones.'
const COLLAPSED = 'The server was not running or its owner changed zones; a newer one was delivered instead.'
const OVERTAKEN = 'The server was not running; the reminder itself was due already.'

const ringOf = (moment: Moment, lead: number): Ring => ({ ...moment, lead, ringAt: plusMinutes(moment.at, -lead) })
