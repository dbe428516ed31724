import ical from 'ical.js'
import { AppError } from '#core/errors.ts'
import { type Difference, isOccurrence } from './expansion.ts'
import { eventOf, type IcsEvent, onClockOf, propertiesOf, readEvents, refused, textOf, wallOf } from './ics-events.ts'
import type { Component } from './jcal.ts'
import { ownRule } from './rfc-rules.ts'
import type { BlockRecurrence, OccurrenceChanges } from './schedule.tables.ts'
import { settled } from './timing.ts'

/** A block or series as a calendar describes it, ready to be stored. */
export interface ImportedBlock {
  uid: string
  fields: IcsEvent['fields']
  timing: ReturnType<typeof settled>
  differences: Difference[]
}

export interface Refusal {
  uid: string
  title: string
  reason: string
}

/**
 * Everything a calendar says that a schedule can hold, and by name what it cannot: each event comes in whole or stays out. Work grows
 * with the size of the text alone; no series is expanded.
 */
export function readCalendar(text: string, home: string): { blocks: ImportedBlock[]; refusals: Refusal[] } {
  const blocks: ImportedBlock[] = []
  const refusals: Refusal[] = []
  // A feed of ours shows tasks as well; they are tasks already.
  const events = readEvents(text, home).filter((event) => textOf(event, 'x-almanac-entity') === null)
  const attempt = (event: Component, read: () => ImportedBlock[]) => {
    try {
      blocks.push(...read())
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      const title = textOf(event, 'summary')?.slice(0, 200) ?? 'Untitled'
      refusals.push({ uid: textOf(event, 'uid')?.slice(0, 200) ?? '', title, reason: error.message })
    }
  }
  for (const [uid, group] of Map.groupBy(events, (event) => textOf(event, 'uid') ?? '')) {
    const masters = group.filter((event) => propertiesOf(event, 'recurrence-id').length === 0)
    const others = group.filter((event) => propertiesOf(event, 'recurrence-id').length > 0)
    const [master] = masters
    if (uid === '' || master === undefined)
      for (const event of group) attempt(event, () => [single(event, uid === '' ? null : uid, home)])
    else {
      const strays: Component[] = []
      attempt(master, () => [series(master, others, home, strays)])
      for (const event of strays) attempt(event, () => [single(event, uid, home)])
    }
    for (const event of masters.slice(uid === '' ? masters.length : 1))
      attempt(event, () => {
        throw refused('another event of this file has the same UID')
      })
  }
  // The same event twice without a name, or with one that is endless, is one.
  return { blocks: [...new Map(blocks.map((block) => [block.uid, block])).values()], refusals }
}

/** Left out and different occurrences of one series. */
const MAX_DIFFERENCES = 2_000

/** One occurrence of a series that somebody was asked to alone, or an event that has no name. */
function single(event: Component, uid: string | null, home: string): ImportedBlock {
  const read = eventOf(event)
  const [id] = propertiesOf(event, 'recurrence-id')
  const name = uid === null ? `${read.fields.title}/${read.start.local}` : `${uid}/${id ? wallOf(id).local : ''}`
  return { ...whole(read, null, home), uid: name.slice(0, 500) }
}

/** `strays` takes the changes of occurrences that the series does not have: other calendars keep those on their own. */
function series(master: Component, others: Component[], home: string, strays: Component[]): ImportedBlock {
  const read = eventOf(master)
  const recurrence = recurrenceOf(master)
  const block = whole(read, recurrence, home)
  const { timing } = block
  if (!isOccurrence(timing, timing.startLocal)) throw refused('its start is not one of the days that its rule gives')
  const left = exceptionsOf(master)
  if (left.length + others.length > MAX_DIFFERENCES) throw refused(`it has more than ${MAX_DIFFERENCES} exceptions`)
  const differences = new Map<string, Difference>()
  for (const wall of left) {
    const key = onClockOf(read.start.zone, wall)
    const keys = key.length < timing.startLocal.length ? `${key}${timing.startLocal.slice(10)}` : key
    if (isOccurrence(timing, keys))
      differences.set(keys, { occurrence: keys, cancelled: true, startLocal: null, changes: {} })
  }
  for (const other of others) {
    const one = differenceOf(other, read)
    if (isOccurrence(timing, one.occurrence)) differences.set(one.occurrence, one)
    else if (!one.cancelled) strays.push(other)
  }
  return { ...block, differences: [...differences.values()] }
}

function whole({ uid, start, minutes, fields, cancelled }: IcsEvent, recurrence: BlockRecurrence | null, home: string) {
  if (cancelled) throw refused('it was cancelled')
  const given = { startLocal: start.local, zone: start.zone, durationMinutes: minutes, recurrence }
  return { uid, fields, timing: settled(given, home), differences: [] }
}

function recurrenceOf(master: Component): BlockRecurrence | null {
  if (propertiesOf(master, 'rdate').length > 0)
    throw refused('it repeats on single dates (RDATE), which is not supported')
  const [first, second] = propertiesOf(master, 'rrule')
  if (first === undefined) return null
  if (second !== undefined) throw refused('it has more than one rule')
  const text = ical.Recur.fromData(first[3] as Parameters<typeof ical.Recur.fromData>[0]).toString() // as the parser made it
  return { rrule: ownRule(text), anchor: 'due', skipDates: [] }
}

const exceptionsOf = (master: Component) =>
  propertiesOf(master, 'exdate').flatMap((property) => {
    const values = property.slice(3)
    if (values.length > MAX_DIFFERENCES) throw refused(`it has more than ${MAX_DIFFERENCES} exceptions`)
    return values.map((value) => wallOf(property, value))
  })

/** What an event with RECURRENCE-ID says differently from its series. */
function differenceOf(event: Component, master: IcsEvent): Difference {
  const [id] = propertiesOf(event, 'recurrence-id')
  if (id === undefined) throw refused('it names no occurrence')
  if (id[1].range !== undefined) throw refused('it changes this and all following occurrences at once (RANGE)')
  const named = onClockOf(master.start.zone, wallOf(id))
  const occurrence = named.length < master.start.local.length ? `${named}${master.start.local.slice(10)}` : named
  const own = eventOf(event)
  const start = onClockOf(master.start.zone, own.start)
  const all: OccurrenceChanges = { ...own.fields, durationMinutes: own.minutes }
  const usual: OccurrenceChanges = { ...master.fields, durationMinutes: master.minutes }
  const isSame = (field: string) =>
    JSON.stringify(Reflect.get(all, field)) === JSON.stringify(Reflect.get(usual, field))
  const changes = Object.fromEntries(Object.entries(all).filter(([field]) => !isSame(field)))
  return { occurrence, cancelled: own.cancelled, startLocal: start === occurrence ? null : start, changes }
}
