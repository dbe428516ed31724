import type { Course } from '#core/time/moments.ts'
import type { SlotRow } from './messages.tables.ts'

/** A Monday, long before any message. */
const BEGINNING = '2024-01-01'

/** How a slot runs for an owner who is in this zone: on the wall clock of wherever they are. */
export function courseOfSlot({ time, weekdays }: Pick<SlotRow, 'time' | 'weekdays'>, zone: string): Course {
  const days = weekdays.map((code) => code.toUpperCase())
  const rrule = days.length === 7 ? 'FREQ=DAILY' : `FREQ=WEEKLY;BYDAY=${days.join()}`
  return { when: { local: `${BEGINNING}T${time}`, zone: null }, rule: { rrule }, zone }
}
