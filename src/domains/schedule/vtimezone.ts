import { Temporal } from 'temporal-polyfill'
import type { Component } from './jcal.ts'

/**
 * A VTIMEZONE (RFC 5545 §3.6.5) with every change of the clocks from the beginning of one year to the end of another, one by one:
 * right for zones whose rules change, at the price of an end, which a feed that is read again and again never reaches.
 */
export function timezoneOf(zone: string, fromYear: number, toYear: number): Component {
  const parts: Component[] = []
  let at = Temporal.PlainDateTime.from({ year: fromYear, month: 1, day: 1 }).toZonedDateTime(zone)
  parts.push(observance('standard', at.toPlainDateTime(), at.offset, at))
  for (;;) {
    const next = at.getTimeZoneTransition('next')
    if (next === null || next.year > toYear || parts.length > MAX_PARTS) break
    const before = next.subtract({ nanoseconds: 1 })
    const isDaylight = next.offsetNanoseconds > before.offsetNanoseconds
    // A change begins at what the clocks showed when they were changed.
    const shown = next.toInstant().toZonedDateTimeISO(before.offset).toPlainDateTime()
    parts.push(observance(isDaylight ? 'daylight' : 'standard', shown, before.offset, next))
    at = next
  }
  return ['vtimezone', [['tzid', {}, 'text', zone]], parts]
}

const MAX_PARTS = 300

function observance(
  name: 'standard' | 'daylight',
  start: Temporal.PlainDateTime,
  from: string,
  to: Temporal.ZonedDateTime,
): Component {
  return [
    name,
    [
      ['dtstart', {}, 'date-time', start.toString({ smallestUnit: 'second' })],
      ['tzoffsetfrom', {}, 'utc-offset', from],
      ['tzoffsetto', {}, 'utc-offset', to.offset],
    ],
    [],
  ]
}
