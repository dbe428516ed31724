import { LRUCache } from 'lru-cache'
import { DAY_SECONDS, formatDay, parseLocal } from '#core/time/civil.ts'
import { resolveLocal } from '#core/time/zones.ts'

/**
 * The instant, in ms, at which a wall clock in `zone` shows `local` (a day is its 00:00): what `resolveLocal` answers, without
 * asking the zone again for every time of a day on which its clocks stand still.
 */
export function epochOf(local: string, zone: string): number {
  const seconds = parseLocal(local)
  const offset = offsetOf(Math.floor(seconds / DAY_SECONDS), zone)
  return offset === null ? Date.parse(resolveLocal(local, zone)) : seconds * 1000 - offset
}

const offsets = new LRUCache<string, { ms: number | null }>({ max: 20_000 })

/** By how many ms the wall clock is ahead of UTC all through a day; null when it is changed on that day. */
function offsetOf(day: number, zone: string): number | null {
  const key = `${zone} ${day}`
  const known = offsets.get(key)
  if (known) return known.ms
  const begin = Date.parse(resolveLocal(formatDay(day), zone))
  const end = Date.parse(resolveLocal(formatDay(day + 1), zone))
  const ms = end - begin === DAY_SECONDS * 1000 ? day * DAY_SECONDS * 1000 - begin : null
  offsets.set(key, { ms })
  return ms
}
