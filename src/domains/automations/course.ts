import type { Course } from '#core/time/moments.ts'
import type { AutomationRow } from './automations.tables.ts'

/** How an automation runs for an owner who is in this zone now. */
export function courseOf(
  { start, recurrence }: Pick<AutomationRow, 'start' | 'recurrence'>,
  ownerZone: string,
): Course {
  return { when: start, rule: recurrence, zone: start.zone ?? ownerZone }
}
