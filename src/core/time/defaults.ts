import type { About, When } from './when.ts'
import { localOf, resolveLocal } from './zones.ts'

/** The time of day of a reminder whose text names only a day. */
const USUAL_TIME = '09:00'
const USUAL_TIME_TODAY = '18:00'
const HOUR_MS = 3_600_000

/**
 * The moment at which a reminder rings, for texts that leave it open: a day without a time rings at 09:00, today at 18:00,
 * a text without either (or a today that is later than that) in an hour. Tasks do not ask this: they keep a day a day.
 */
export function reminderMoment(when: When, about: About): { local: string; at: string } {
  if (when.local !== null && when.at !== null) return { local: when.local, at: when.at }
  const now = localOf(about.now, about.zone)
  const time = when.date === now.slice(0, 10) ? USUAL_TIME_TODAY : USUAL_TIME
  const local = `${when.date}T${time}`
  if (when.date !== null && local > now) return { local, at: resolveLocal(local, about.zone) }
  const at = new Date(Math.floor((Date.parse(about.now) + HOUR_MS) / 60_000) * 60_000).toISOString()
  return { local: localOf(at, about.zone), at }
}
