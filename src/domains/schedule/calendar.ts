import { occurrences } from '#core/time/expand.ts'
import { addDays } from '#core/time/zones.ts'
import { isOccurrence } from './expansion.ts'
import { type Component, momentOf, type Property, rule, stamp, text, writeCalendar } from './jcal.ts'
import { rfcRule } from './rfc-rules.ts'
import type { BlockRow, ExceptionRow } from './schedule.tables.ts'
import { timezoneOf } from './vtimezone.ts'

/** A task with a due day or instant, as far as a calendar shows it. */
export interface DueTask {
  id: string
  version: number
  updatedAt: string
  title: string
  description: string | null
  dueDate: string | null
  dueAt: string | null
}

export interface Contents {
  blocks: BlockRow[]
  differences: Map<string, ExceptionRow[]>
  tasks: DueTask[]
}

/**
 * All of it as one iCalendar text (RFC 5545): series with EXDATE and RECURRENCE-ID, the zones they stand in until ten years after
 * `year`, and due tasks as events, because few calendars show VTODO. The same contents make the same text.
 */
export function calendarText({ blocks, differences, tasks }: Contents, year: number): string {
  const zones = [...new Set(blocks.flatMap(({ zone, startLocal }) => (named(zone, startLocal) ? [zone] : [])))].sort()
  const years = blocks.map(({ startLocal }) => Number(startLocal.slice(0, 4)))
  const fromYear = Math.max(1970, Math.min(year, ...years) - 1)
  return writeCalendar([
    'vcalendar',
    [
      text('version', '2.0'),
      text('prodid', '-//Almanac//Schedule//EN'),
      text('calscale', 'GREGORIAN'),
      text('method', 'PUBLISH'),
      text('x-wr-calname', 'Almanac'),
      ['refresh-interval', {}, 'duration', 'PT15M'],
    ],
    [
      ...zones.map((zone) => timezoneOf(zone, fromYear, year + 10)),
      ...blocks.flatMap((block) => eventsOf(block, differences.get(block.id) ?? [])),
      ...tasks.map(dueEvent),
    ],
  ])
}

const named = (zone: string | null, startLocal: string): zone is string =>
  zone !== null && zone !== 'UTC' && startLocal.length > 10

/** The block or series, then each occurrence that differs from it. */
function eventsOf(block: BlockRow, differences: ExceptionRow[]): Component[] {
  const { zone, recurrence } = block
  if (recurrence === null) return [eventOf(block, momentOf('dtstart', block.startLocal, zone), [])]
  const [first = block.startLocal] = occurrences({ rrule: recurrence.rrule }, block.startLocal, { limit: 1 })
  const own = differences.filter(({ occurrence }) => isOccurrence(block, occurrence))
  const left = [...skippedBy(block), ...own.filter(({ cancelled }) => cancelled).map(({ occurrence }) => occurrence)]
  const series: Property[] = [
    rule(rfcRule(recurrence.rrule, block.startLocal, zone)),
    ...[...new Set(left)].sort().map((key) => momentOf('exdate', key, zone)),
  ]
  const others = own.filter(({ cancelled }) => !cancelled)
  return [
    eventOf(block, momentOf('dtstart', first, zone), series),
    ...others.map(({ occurrence, startLocal, changes }) => {
      const start = startLocal ?? occurrence
      const one = { ...block, ...changes, startLocal: start }
      return eventOf(one, momentOf('dtstart', start, zone), [momentOf('recurrence-id', occurrence, zone)])
    }),
  ]
}

/** Occurrences on the days that the rule itself leaves out. */
function skippedBy({ recurrence, startLocal }: BlockRow): string[] {
  const { rrule = '', skipDates = [] } = recurrence ?? {}
  return skipDates.flatMap((day) => occurrences({ rrule }, startLocal, { from: day, to: addDays(day, 1), limit: 96 }))
}

function eventOf(block: BlockRow, start: Property, more: Property[]): Component {
  const { durationMinutes: minutes } = block
  const whole = start[2] === 'date'
  const end: Property = whole
    ? momentOf('dtend', addDays(String(start[3]), Math.ceil(minutes / 1440)), null)
    : ['duration', {}, 'duration', `PT${minutes}M`]
  const properties = [
    text('uid', block.icalUid ?? `${block.id}@almanac`),
    stamp('dtstamp', block.updatedAt),
    ['sequence', {}, 'integer', block.version] as Property,
    start,
    end,
    ...more,
    text('summary', block.title),
    ...(block.description === null ? [] : [text('description', block.description)]),
    ...(block.location === null ? [] : [text('location', block.location)]),
    text('categories', block.type),
    text('transp', block.busy ? 'OPAQUE' : 'TRANSPARENT'),
    ...(block.completed ? [text('x-almanac-completed', 'TRUE')] : []),
  ]
  return ['vevent', properties, block.reminderMinutes.map((before) => alarm(block.title, before))]
}

const alarm = (title: string, minutes: number): Component => [
  'valarm',
  [text('action', 'DISPLAY'), text('description', title), ['trigger', {}, 'duration', `-PT${minutes}M`]],
  [],
]

function dueEvent(task: DueTask): Component {
  const { dueDate, dueAt } = task
  const when = dueDate
    ? [momentOf('dtstart', dueDate, null), momentOf('dtend', addDays(dueDate, 1), null)]
    : [stamp('dtstart', dueAt ?? task.updatedAt)]
  const properties = [
    text('uid', `${task.id}@almanac`),
    stamp('dtstamp', task.updatedAt),
    ['sequence', {}, 'integer', task.version] as Property,
    ...when,
    text('summary', task.title),
    ...(task.description === null ? [] : [text('description', task.description)]),
    text('transp', 'TRANSPARENT'),
    text('x-almanac-entity', 'task'),
  ]
  return ['vevent', properties, []]
}
