import { onceOf } from './once.ts'
import type { Stand } from './pieces.ts'
import { resolveClocks } from './resolve.ts'
import { rhythmOf } from './rhythm.ts'
import type { Pieces } from './scan.ts'
import { seriesOf } from './series.ts'

export interface Now {
  readonly instant: string
  readonly zone: string
  /** The same moment on the wall clock. */
  readonly local: string
  readonly stand: Stand
}

/** A piece that was understood: its tokens, and its meaning as the API writes it. */
export interface Used {
  readonly from: number
  readonly to: number
  readonly as: 'date' | 'time' | 'start' | 'recurrence' | 'target' | 'until' | 'count' | 'duration'
  readonly value: string
}

/** What the pieces mean together, and which of them took part. */
export interface Combined {
  readonly date: string | null
  readonly local: string | null
  readonly at: string | null
  readonly startDate: string | null
  readonly durationMinutes: number | null
  readonly recurrence: {
    readonly rrule: string
    readonly anchor: 'due' | 'completion'
    readonly skipDates: string[]
  } | null
  readonly target: { readonly times: number; readonly days: number } | null
  readonly used: readonly Used[]
}

/** Null when more times of day were said than one date or one rule can hold: the caller then reads only the first. */
export function combine(pieces: Pieces, now: Now): Combined | null {
  const rhythm = rhythmOf(pieces)
  const said = pieces.date?.part
  const parts = said ? [said] : (pieces.part?.value ?? rhythm?.rule.parts ?? [])
  const clocks = resolveClocks(pieces.time?.value.clocks ?? [], parts)
  const series = rhythm && seriesOf(rhythm, clocks, pieces, now)
  if (series || clocks.length > 1) return series
  return onceOf(pieces, clocks, now)
}
