import type { WeekdayCode } from '#core/time/zones.ts'

export const WEEKDAYS: Record<WeekdayCode, string> = {
  mo: 'Monday',
  tu: 'Tuesday',
  we: 'Wednesday',
  th: 'Thursday',
  fr: 'Friday',
  sa: 'Saturday',
  su: 'Sunday',
}

/** `one log`, `3 logs`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  count === 1 ? `one ${one}` : `${count} ${many}`

/** `a`, `a and b`, `a, b and c`. */
export function joined(parts: readonly string[]): string {
  const last = parts.at(-1) ?? ''
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`
}

/** A share from 0 to 1. */
export const percent = (share: number): string => `${Math.round(share * 100)} %`

/** With as many digits as a person reads: three that count, and all before the point. */
export function round(value: number): number {
  if (value === 0 || Math.abs(value) >= 1_000) return Math.round(value)
  return Number(value.toPrecision(3))
}

/** A rounded value with its unit, if it has one. */
export const measured = (value: number, unit: string | null): string =>
  unit === null ? String(round(value)) : `${round(value)} ${unit}`

export const quoted = (text: string): string => `“${cut(text, 80)}”`

/** The beginning of a text, with a sign that something is missing. */
export const cut = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
