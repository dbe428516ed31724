import ical from 'ical.js'
import { AppError } from '#core/errors.ts'
import { DAY_SECONDS, parseDay } from '#core/time/civil.ts'
import { localOf } from '#core/time/zones.ts'
import { nameZones, zoneNamed } from './ics-zones.ts'
import type { Component, Property } from './jcal.ts'
import type { BlockType, OccurrenceChanges } from './schedule.tables.ts'
import { BLOCK_TYPES } from './schedule.tables.ts'
import { epochOf } from './walls.ts'

export const MAX_EVENTS = 5_000

/** A moment of a calendar on a wall clock: a day, or a local time in a zone (null floats). */
export interface Wall {
  local: string
  zone: string | null
}

/** One VEVENT, read: what it says of itself, without its recurrence. */
export interface IcsEvent {
  uid: string
  start: Wall
  minutes: number
  fields: Required<Omit<OccurrenceChanges, 'durationMinutes'>>
  cancelled: boolean
}

/**
 * The VEVENTs of a text of at most 5,000, refused as a whole (422) when it is no iCalendar. Never expands anything. Zones that the
 * text explains instead of naming are named, `home` before others that fit.
 */
export function readEvents(text: string, home: string): Component[] {
  // Counted before anything is built of it.
  const count = text.match(/^BEGIN:VEVENT/gim)?.length ?? 0
  if (count > MAX_EVENTS)
    throw new AppError('unprocessable', `This calendar holds ${count} events. Import at most ${MAX_EVENTS} at once.`)
  let parsed: unknown
  try {
    parsed = ical.parse(text.trim())
  } catch {
    throw new AppError('unprocessable', 'This is not an iCalendar file (RFC 5545). Export it again as .ics.')
  }
  // One calendar, or several one after the other; the parser's own form.
  const calendars = (Array.isArray(parsed) && typeof parsed[0] === 'string' ? [parsed] : parsed) as Component[]
  for (const [, , components] of calendars) nameZones(components, home)
  return calendars.flatMap(([, , components]) => components.filter(([name]) => name === 'vevent'))
}

export const propertiesOf = ([, properties]: Component, name: string): Property[] =>
  properties.filter(([own]) => own === name)

export function textOf(event: Component, name: string): string | null {
  const value = propertiesOf(event, name)[0]?.[3]
  return typeof value === 'string' ? value : null
}

export function eventOf(event: Component): IcsEvent {
  const [start] = propertiesOf(event, 'dtstart')
  if (start === undefined) throw refused('it has no start')
  const wall = wallOf(start)
  const type = textOf(event, 'categories') as BlockType
  return {
    uid: (textOf(event, 'uid') ?? '').slice(0, 500),
    start: wall,
    minutes: minutesOf(event, wall),
    cancelled: textOf(event, 'status')?.toUpperCase() === 'CANCELLED',
    fields: {
      title: (textOf(event, 'summary')?.trim() || 'Untitled').slice(0, 500),
      description: textOf(event, 'description')?.slice(0, 10_000) ?? null,
      location: textOf(event, 'location')?.slice(0, 500) ?? null,
      type: BLOCK_TYPES.includes(type) ? type : 'other',
      busy: textOf(event, 'transp')?.toUpperCase() !== 'TRANSPARENT',
      completed: textOf(event, 'x-almanac-completed') === 'TRUE',
      reminderMinutes: alarmsOf(event),
    },
  }
}

/** A DTSTART, DTEND, EXDATE or RECURRENCE-ID value. Refuses zones that nobody knows. */
export function wallOf([, parameters, type, value]: Property, at = value): Wall {
  const written = String(at)
  if (type === 'date') {
    parseDay(written)
    return { local: written, zone: null }
  }
  if (written.endsWith('Z')) return { local: shortened(written.slice(0, -1)), zone: 'UTC' }
  const { tzid } = parameters
  return { local: shortened(written), zone: typeof tzid === 'string' ? zoneOf(tzid) : null }
}

/** The same moment on the clock of `zone`. */
export function onClockOf(zone: string | null, wall: Wall): string {
  if (wall.local.length === 10 || wall.zone === zone || wall.zone === null || zone === null) return wall.local
  return localOf(new Date(epochOf(wall.local, wall.zone)).toISOString(), zone)
}

/** Why one event stays out, while the others come in. */
export const refused = (reason: string) => new AppError('unprocessable', reason)

const shortened = (local: string) => local.replace(/^(.{16}):00$/, '$1')

function zoneOf(tzid: string): string {
  const zone = zoneNamed(tzid)
  if (zone === null) throw refused(`its time zone '${tzid.slice(0, 60)}' is not known`)
  return zone
}

function minutesOf(event: Component, start: Wall): number {
  const minutes = Math.round(secondsOf(event, start) / 60)
  if (minutes < 0) throw refused('it ends before it begins')
  if (minutes > 527_040) throw refused('it lasts longer than 366 days')
  // A moment without length still has to be seen.
  return Math.max(1, minutes)
}

function secondsOf(event: Component, start: Wall): number {
  const [end] = propertiesOf(event, 'dtend')
  const duration = textOf(event, 'duration')
  if (end !== undefined) {
    const wall = wallOf(end)
    if (wall.local.length === 10) return (parseDay(wall.local) - parseDay(start.local.slice(0, 10))) * DAY_SECONDS
    return (epochOf(wall.local, wall.zone ?? 'UTC') - epochOf(start.local, start.zone ?? 'UTC')) / 1000
  }
  if (duration !== null) return ical.Duration.fromString(duration).toSeconds()
  return start.local.length === 10 ? DAY_SECONDS : 0
}

function alarmsOf([, , parts]: Component): number[] {
  const minutes = parts.flatMap((alarm) => {
    const [trigger] = alarm[0] === 'valarm' ? propertiesOf(alarm, 'trigger') : []
    if (trigger?.[2] !== 'duration' || trigger[1].related === 'END') return []
    const before = -Math.round(ical.Duration.fromString(String(trigger[3])).toSeconds() / 60)
    return before >= 0 && before <= 40_320 ? [before] : []
  })
  return [...new Set(minutes)].sort((a, b) => a - b).slice(0, 10)
}
