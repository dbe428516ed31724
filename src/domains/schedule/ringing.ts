import { type Course, plusMinutes, plusMs } from '#core/time/moments.ts'
import { byTime, type Due, decide, type Fate, nextRing } from '#core/time/rings.ts'
import { localOf, resolveLocal } from '#core/time/zones.ts'
import { type Difference, happening, happenings, instant } from './expansion.ts'
import type { BlockRow } from './schedule.tables.ts'

/** What decides when a block rings. */
export type Ringing = Pick<
  BlockRow,
  'startLocal' | 'zone' | 'durationMinutes' | 'recurrence' | 'reminderMinutes' | 'completed'
>

/** A ring of one occurrence; `key` names the moment at which it begins, so that a block that is moved rings again. */
export interface BlockRing extends Due {
  occurrence: string
  title: string | undefined
  location: string | null | undefined
  endsAt: string
}

/** Where and since when nothing has been looked at; `zone` is where its owner was then, null: the same as now. */
export interface Handled {
  handledUntil: string
  zone: string | null
}

/** As far as is looked at once: with the longest lead, fewer occurrences than are ever expanded. */
const STRETCH_MS = 7 * 86_400_000
const MAX_KEYS = 10_000

/**
 * Rings that are due after what was handled and up to `now` (instant), in order, each with its fate; at most a week of them, up to
 * `until`. In time, each rings. Late ones collapse to the newest, and one whose block is over is missed: there is nothing left to
 * come in time for.
 */
export function ringsDue(
  block: Ringing,
  differences: readonly Difference[],
  handled: Handled,
  { home, now }: { home: string; now: string },
): { rings: (BlockRing & Fate)[]; until: string } {
  const after = handledSince(block, handled, home, now)
  const until = [now, plusMs(after, STRETCH_MS)].sort()[0] ?? now
  const rings = block.completed ? [] : ringsBetween(block, differences, after, until, home)
  const decided = decide(rings, now).map((ring) => {
    const isOver = ring.state === 'caught_up' && ring.endsAt <= now
    return isOver ? { ...ring, state: 'missed' as const, reason: OVER } : ring
  })
  return { rings: decided, until }
}

/** An instant at or before the next ring after `after`: too early is allowed, too late never. Null when there is none any more. */
export function nextLook(
  block: Ringing,
  differences: readonly Difference[],
  after: string,
  home: string,
): string | null {
  if (block.completed) return null
  const { startLocal, zone, recurrence } = block
  const course: Course = { when: { local: startLocal, zone }, rule: recurrence, zone: zone ?? home }
  const own = differences.filter((one) => !one.cancelled && (one.startLocal !== null || one.changes.reminderMinutes))
  const moved = own.flatMap((one) => {
    const { start } = happening(block, one.occurrence, one, zone ?? home)
    return leadsOf(block, one).map((lead) => plusMinutes(instant(start), -lead))
  })
  const regular = nextRing(course, block.reminderMinutes, after)
  return [...moved.filter((at) => at > after), ...(regular === null ? [] : [regular])].sort()[0] ?? null
}

const OVER = 'It was over before the server could say so.'

const leadsOf = (block: Ringing, { changes }: Pick<Difference, 'changes'>) =>
  changes.reminderMinutes ?? block.reminderMinutes

function ringsBetween(
  block: Ringing,
  differences: readonly Difference[],
  after: string,
  until: string,
  home: string,
): BlockRing[] {
  const longest = Math.max(0, ...[{ changes: {} }, ...differences].flatMap((one) => leadsOf(block, one)))
  const span = { from: Date.parse(after), to: Date.parse(until) + longest * 60_000 + 1 }
  const own = new Map(differences.map((one) => [one.occurrence, one]))
  // What began before cannot ring any more, however long it lasts.
  const found = happenings({ ...block, durationMinutes: 1 }, differences, span, { home, limit: MAX_KEYS })
  const rings = found.flatMap(({ key, local, start, changes }) => {
    if (changes.completed) return []
    const { end } = happening(block, key, own.get(key), block.zone ?? home)
    return leadsOf(block, { changes }).map((lead) => ({
      key: block.zone === null ? local : instant(start),
      occurrence: key,
      title: changes.title,
      location: changes.location,
      endsAt: instant(end),
      lead,
      ringAt: plusMinutes(instant(start), -lead),
    }))
  })
  return rings.filter(({ ringAt }) => ringAt > after && ringAt <= until).sort(byTime)
}

/** Whoever has travelled east has jumped over some hours of the wall clock; what of a floating block lay in them is due now. */
function handledSince({ zone: own }: Ringing, { handledUntil, zone }: Handled, home: string, now: string): string {
  // A clock that was set back must not silence anything.
  const known = handledUntil < now ? handledUntil : now
  if (own !== null || zone === null || zone === home) return known
  const there = resolveLocal(localOf(known, zone), home)
  return there < known ? there : known
}
