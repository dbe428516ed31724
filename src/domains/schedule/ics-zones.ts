import { DAY_SECONDS, parseLocal } from '#core/time/civil.ts'
import { occurrences } from '#core/time/expand.ts'
import { isZone } from '#core/time/zones.ts'
import type { Component } from './jcal.ts'
import { epochOf } from './walls.ts'
import { COMMON_ZONES, windowsZone } from './windows-zones.ts'

/** The IANA zone that a TZID names: by that name, behind a path of its own, or as Windows calls it. Null for any other name. */
export function zoneNamed(tzid: string): string | null {
  const parts = tzid.split('/')
  const names = [
    windowsZone(tzid),
    windowsZone(parts.at(-1) ?? ''),
    tzid,
    parts.slice(-2).join('/'),
    parts.slice(-3).join('/'),
    parts.at(-1),
  ]
  return names.find((name) => name !== null && name !== undefined && isZone(name)) ?? null
}

/**
 * Names the zones of a calendar that only its VTIMEZONEs explain ("Customized Time Zone"): by their X-LIC-LOCATION, or as the zone
 * whose clocks show the same all through the year of the first event, `home` before others. Its events then carry that name.
 */
export function nameZones(components: readonly Component[], home: string): void {
  const explained = new Map<string, Component>()
  for (const one of components.filter(([name]) => name === 'vtimezone').slice(0, MAX_ZONES)) {
    const tzid = textAt(one, 'tzid')
    if (tzid !== null && zoneNamed(tzid) === null) explained.set(tzid, one)
  }
  if (explained.size === 0) return
  const found = new Map<string, string | null>()
  for (const [name, properties] of components) {
    if (name !== 'vevent') continue
    for (const [, parameters, , value] of properties) {
      const { tzid } = parameters
      const zone = typeof tzid === 'string' ? explained.get(tzid) : undefined
      if (typeof tzid !== 'string' || zone === undefined) continue
      if (!found.has(tzid)) found.set(tzid, zoneOf(zone, Number(String(value).slice(0, 4)), home))
      parameters.tzid = found.get(tzid) ?? tzid
    }
  }
}

const MAX_ZONES = 20
const MAX_OBSERVANCES = 20

function zoneOf(zone: Component, year: number, home: string): string | null {
  const location = textAt(zone, 'x-lic-location')
  if (location !== null && isZone(location)) return location
  const changes = changesOf(zone, year)
  if (changes === null) return null
  const shown = samplesOf(changes, year)
  const fits = (name: string) => shown.every(({ local, offset }) => offsetAt(local, name) === offset)
  return [home, 'UTC', ...COMMON_ZONES].find((name) => isZone(name) && fits(name)) ?? null
}

interface Change {
  /** Seconds on the wall clock before the change. */
  at: number
  /** Seconds ahead of UTC from then on. */
  offset: number
}

/** The changes of the clocks up to the end of a year, in order; null for what is not a plain yearly rule. */
function changesOf([, , parts]: Component, year: number): Change[] | null {
  if (!(year > 1900 && year < 2900) || parts.length === 0 || parts.length > MAX_OBSERVANCES) return null
  try {
    const changes = parts.flatMap((part) => {
      const start = textAt(part, 'dtstart') ?? ''
      const offset = secondsAhead(textAt(part, 'tzoffsetto') ?? '')
      const rule = part[1].find(([name]) => name === 'rrule')?.[3]
      if (rule === undefined) return [{ at: parseLocal(start), offset }]
      if (endOf(rule) < `${year - 1}`) return []
      const begin = start > `${year - 1}` ? start : `${year - 1}-01-01${start.slice(10)}`
      const found = occurrences({ rrule: yearly(rule) }, begin, { to: `${year + 1}-01-01`, limit: 10 })
      return found.map((local) => ({ at: parseLocal(local), offset }))
    })
    return changes.sort((a, b) => a.at - b.at)
  } catch {
    return null
  }
}

const endOf = (rule: unknown): string => String((rule as { until?: unknown }).until ?? '9999') // as the parser makes it

/** `FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU` of the parser's form, without its end. */
function yearly(rule: unknown): string {
  const { freq, bymonth, byday } = rule as Record<string, unknown> // as the parser makes it
  if (freq !== 'YEARLY') throw new Error('not yearly')
  return `FREQ=YEARLY${bymonth === undefined ? '' : `;BYMONTH=${bymonth}`}${byday === undefined ? '' : `;BYDAY=${byday}`}`
}

/** What the clocks show at noon of every third day. */
function samplesOf(changes: readonly Change[], year: number): { local: string; offset: number }[] {
  const first = parseLocal(`${year}-01-01T12:00`)
  return Array.from({ length: 121 }, (_, i) => {
    const at = first + i * 3 * DAY_SECONDS
    const last = changes.findLast((change) => change.at <= at) ?? changes[0]
    return { local: new Date(at * 1000).toISOString().slice(0, 16), offset: last?.offset ?? 0 }
  })
}

const offsetAt = (local: string, zone: string): number => parseLocal(local) - epochOf(local, zone) / 1000

/** `+05:45` in seconds. */
function secondsAhead(text: string): number {
  const match = /^([+-])(\d\d):?(\d\d)(?::?(\d\d))?$/.exec(text)
  if (!match) throw new Error('not an offset')
  const seconds = Number(match[2]) * 3600 + Number(match[3]) * 60 + Number(match[4] ?? 0)
  return match[1] === '-' ? -seconds : seconds
}

function textAt([, properties]: Component, name: string): string | null {
  const value = properties.find(([own]) => own === name)?.[3]
  return typeof value === 'string' ? value : null
}
