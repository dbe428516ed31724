import { addDays, localOf, resolveLocal, type WeekdayCode, weekdayOf } from '#core/time/zones.ts'

export type Cadence = 'daily' | 'weekly'

/** When reports are made, on the reader's wall clock. */
const AT = '07:00'

/** The newest instant, not after `now`, at which a report is due: every morning, or in the morning of `weekday`. */
export function lastReportTime(now: string, zone: string, cadence: Cadence, weekday: WeekdayCode): string {
  let day = localOf(now, zone).slice(0, 10)
  const isDue = () => (cadence === 'daily' || weekdayOf(day) === weekday) && resolveLocal(`${day}T${AT}`, zone) <= now
  while (!isDue()) day = addDays(day, -1)
  return resolveLocal(`${day}T${AT}`, zone)
}
