import { parseDay } from './civil.ts'
import { type Combined, combine, type Used } from './phrases/combine.ts'
import { scan } from './phrases/scan.ts'
import { tokensOf } from './phrases/tokens.ts'
import { localOf, WEEKDAY_CODES, type WeekdayCode } from './zones.ts'

/** For whom and when a text is read. */
export interface About {
  /** Instant. */
  now: string
  zone: string
  /** Where "next week" begins; Monday unless told. */
  weekStartsOn?: WeekdayCode
}

/** Characters `start` (inclusive) to `end` (exclusive) of the text that were understood. */
export interface Span {
  start: number
  end: number
  text: string
  as: Used['as']
  /** As the API writes it: a day, `HH:mm`, an RRULE, minutes. */
  value: string
}

/** What an English text says about time. What it does not say is null. */
export interface When extends Omit<Combined, 'used'> {
  spans: Span[]
}

/**
 * Reads dates, times, recurrences, targets ("3 times a week") and durations out of a text, its first 1,000 characters.
 * - `date` without `local` means that no time of day was said. A time alone is today's, or tomorrow's when it has passed.
 * - Parts of the day have a time: morning 08:00, noon 12:00, afternoon 14:00, evening 18:00, night and tonight 20:00.
 * - With a recurrence, `date` or `local` is its first occurrence. "in 2 hours" is added to the instant, so a change of the
 *   clocks does not shift it.
 * - Words that only look like a date ("May I", "second draft", "Sunday roast") stay text.
 */
export function parseWhen(text: string, about: About): When {
  const local = localOf(about.now, about.zone)
  const stand = { today: parseDay(local.slice(0, 10)), weekStart: WEEKDAY_CODES.indexOf(about.weekStartsOn ?? 'mo') }
  const now = { instant: about.now, zone: about.zone, local, stand }
  const tokens = tokensOf(text)
  const combined = combine(scan(tokens, stand, true), now) ?? combine(scan(tokens, stand, false), now)
  const { used, ...meaning } = combined ?? { ...NOTHING }
  const spans = used.map(({ from, to, as, value }) => {
    const [start, end] = [tokens[from]?.start ?? 0, tokens[to - 1]?.end ?? 0]
    return { start, end, text: text.slice(start, end), as, value }
  })
  return { ...meaning, spans: spans.sort((a, b) => a.start - b.start) }
}

const NOTHING: Combined = {
  date: null,
  local: null,
  at: null,
  startDate: null,
  durationMinutes: null,
  recurrence: null,
  target: null,
  used: [],
}
