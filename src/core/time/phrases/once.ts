import { formatDay } from '../civil.ts'
import { addDays, addMonths, localOf, resolveLocal } from '../zones.ts'
import type { Combined, Now, Used } from './combine.ts'
import { resolveDay } from './resolve.ts'
import type { Pieces } from './scan.ts'
import { clockText } from './series.ts'

/** A day, a moment, a beginning, a target or nothing: what a text without a recurrence says. */
export function onceOf(pieces: Pieces, clocks: readonly number[], now: Now): Combined {
  const day = dayOf(pieces, clocks[0], now)
  const start = pieces.start ? resolveDay(pieces.start.value, now.stand) : null
  const soon =
    pieces.in && pieces.in.value.minutes > 0
      ? new Date(Date.parse(now.instant) + pieces.in.value.minutes * 60_000).toISOString()
      : null
  const time = soon === null && !(day === null && start !== null) ? timeOf(pieces, day, clocks[0], now) : null
  const local = soon === null ? time : localOf(soon, now.zone)
  const date = local?.slice(0, 10) ?? day
  const span = time ? (pieces.time?.value.durationMinutes ?? null) : null
  const used = [
    pieces.date && day !== null ? as('date', date ?? day, pieces.date) : null,
    pieces.in ? as(soon === null ? 'date' : 'time', soon === null ? (date ?? '') : (local ?? ''), pieces.in) : null,
    time && pieces.time ? as('time', time.slice(11), pieces.time) : null,
    time && pieces.part ? as('time', time.slice(11), pieces.part) : null,
    pieces.start && start !== null ? as('start', formatDay(start), pieces.start) : null,
    pieces.for && pieces.for.value.minutes > 0 ? as('duration', String(pieces.for.value.minutes), pieces.for) : null,
    pieces.target
      ? as('target', `${pieces.target.value.times} in ${pieces.target.value.days} days`, pieces.target)
      : null,
  ]
  return {
    date,
    local,
    at: soon ?? (local && resolveLocal(local, now.zone)),
    startDate: start === null ? null : formatDay(start),
    durationMinutes: pieces.for?.value.minutes || span,
    recurrence: null,
    target: pieces.target?.value ?? null,
    used: used.filter((it) => it !== null),
  }
}

/** The day that was said. One that comes every month or year moves on when its time has passed today. */
function dayOf(pieces: Pieces, clock: number | undefined, now: Now): string | null {
  const { stand } = now
  if (pieces.in) {
    const { days, months, minutes } = pieces.in.value
    return minutes > 0 ? null : addMonths(addDays(formatDay(stand.today), days), months)
  }
  if (!pieces.date) return null
  const { value } = pieces.date
  const day = resolveDay(value, stand)
  if (day === null) return null
  const gone = clock !== undefined && day === stand.today && `${formatDay(day)}T${clockText(clock)}` <= now.local
  const comesAgain = value.form === 'monthday' || value.form === 'yearday' || value.form === 'nth'
  const moved = gone && comesAgain ? resolveDay(value, { ...stand, today: stand.today + 1 }) : day
  return moved === null ? null : formatDay(moved)
}

/** The wall-clock moment. Without a day it is the next time the clock shows this; "today" keeps its day even when past. */
function timeOf(pieces: Pieces, day: string | null, clock: number | undefined, now: Now): string | null {
  if (clock === undefined) return null
  const today = formatDay(now.stand.today)
  const alone = !pieces.time && pieces.part?.value[0] === 'night'
  if (day === null) {
    if (alone || pieces.date) return null
    const local = `${today}T${clockText(clock)}`
    return local > now.local ? local : `${addDays(today, 1)}T${clockText(clock)}`
  }
  const local = `${day}T${clockText(clock)}`
  if (day !== today || local > now.local) return local
  // Midnight is the end of the day that was said, and the small hours of tonight belong to tomorrow.
  const night = pieces.date?.part === 'night'
  if (clock === 0 || (night && clock < 360)) return `${addDays(day, 1)}T${clockText(clock)}`
  return night && !pieces.time ? null : local
}

function as(kind: Used['as'], value: string, piece: { from: number; to: number }): Used {
  return { from: piece.from, to: piece.to, as: kind, value }
}
