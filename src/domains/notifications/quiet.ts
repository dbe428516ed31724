import { addDays, localOf, resolveLocal } from '#core/time/zones.ts'

/** Hours in which nobody wants to be disturbed, on the wall clock (`HH:mm`); they may run over midnight. */
export interface QuietHours {
  from: string
  until: string
}

/**
 * When the quiet hours that hold `instant` end, or null when it is in none. `from` is quiet, `until` no longer; equal times mean
 * no quiet hours at all. Where the clocks skip the end, it is that much later on the wall clock.
 */
export function quietUntil(instant: string, zone: string, { from, until }: QuietHours): string | null {
  const local = localOf(instant, zone)
  const [day, time] = [local.slice(0, 10), local.slice(11, 16)]
  const overMidnight = from > until
  const isQuiet = overMidnight ? time >= from || time < until : time >= from && time < until
  if (!isQuiet) return null
  const end = resolveLocal(`${overMidnight && time >= from ? addDays(day, 1) : day}T${until}`, zone)
  // The hour that the clocks repeat in autumn may be quiet again after its end.
  return end > instant ? end : resolveLocal(`${addDays(day, 1)}T${until}`, zone)
}
