import { addDays, localOf, resolveLocal } from '#core/time/zones.ts'

export interface AlarmRing {
  /** On the wall clock. */
  local: string
  at: string
}

/** When these wall-clock times (HH:mm) come in a zone after one instant and up to another, in order; of the last two days at most. */
export function ringsBetween(times: readonly string[], zone: string, after: string, until: string): AlarmRing[] {
  return around(times, zone, until, -2, 0).filter(({ at }) => at > after && at <= until)
}

/** The next instant at which one of these times comes. Without times it is the far future. */
export function nextRing(times: readonly string[], zone: string, after: string): string {
  return around(times, zone, after, -1, 2).find(({ at }) => at > after)?.at ?? FAR
}

const FAR = '2999-12-31T00:00:00.000Z'

function around(times: readonly string[], zone: string, instant: string, first: number, last: number): AlarmRing[] {
  const day = localOf(instant, zone).slice(0, 10)
  const rings: AlarmRing[] = []
  for (let offset = first; offset <= last; offset++) {
    for (const time of times) {
      const local = `${addDays(day, offset)}T${time}`
      rings.push({ local, at: resolveLocal(local, zone) })
    }
  }
  return rings.sort((a, b) => (a.at < b.at ? -1 : 1))
}
