import ical from 'ical.js'

/** A calendar as RFC 7265 writes it in JSON: name, properties, components within. */
export type Component = [name: string, properties: Property[], components: Component[]]
export type Property = [name: string, parameters: Record<string, string | string[]>, type: string, ...values: unknown[]]

/** As text of RFC 5545: lines folded at 75 octets, texts escaped. */
export const writeCalendar = (calendar: Component): string => `${ical.stringify(calendar)}\r\n`

/** A start, an end or the name of an occurrence: a day, UTC, a wall clock in a zone, or one that floats. */
export function momentOf(name: string, local: string, zone: string | null): Property {
  if (local.length === 10) return [name, {}, 'date', local]
  const full = local.length === 16 ? `${local}:00` : local
  if (zone === 'UTC') return [name, {}, 'date-time', `${full}Z`]
  return [name, zone === null ? {} : { tzid: zone }, 'date-time', full]
}

export const text = (name: string, value: string): Property => [name, {}, 'text', value]

/** An instant of ours, to the second. */
export const stamp = (name: string, instant: string): Property => [name, {}, 'date-time', `${instant.slice(0, 19)}Z`]

export const rule = (rrule: string): Property => ['rrule', {}, 'recur', ical.Recur.fromString(rrule).toJSON()]
