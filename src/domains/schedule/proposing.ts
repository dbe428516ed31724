import { instant } from './expansion.ts'
import type { Placed, Unplaced, UnplacedCode } from './planner.ts'
import type { ProposedBlock, UnplacedTask } from './proposals.tables.ts'

/** What an item of a plan is for its owner. */
export interface Subject {
  id: string
  title: string
  taskId: string | null
  habitId: string | null
}

/** A plan in the words of those who own it. */
export function proposalParts(
  { placed, unplaced }: { placed: Placed[]; unplaced: Unplaced[] },
  subjects: readonly Subject[],
): { blocks: ProposedBlock[]; unplaced: UnplacedTask[] } {
  const titles = new Map(subjects.map(({ id, title }) => [id, title]))
  const known = new Map(subjects.map(({ id, ...subject }) => [id, subject]))
  const parts = Map.groupBy(placed, ({ id }) => id)
  return {
    blocks: placed.map((one) => {
      const all = parts.get(one.id) ?? []
      return {
        ...(known.get(one.id) ?? NOBODY),
        startAt: instant(one.from),
        endAt: instant(one.to),
        durationMinutes: (one.to - one.from) / 60_000,
        part: all.indexOf(one) + 1,
        parts: all.length,
      }
    }),
    unplaced: unplaced.map(({ id, code, missingMinutes, waitsFor }) => ({
      ...(known.get(id) ?? NOBODY),
      code,
      reason: `${REASONS[code]}${waitedFor(waitsFor, titles)} ${missing(missingMinutes)}`.trim(),
      missingMinutes,
    })),
  }
}

const NOBODY = { title: '', taskId: null, habitId: null }

const REASONS: Record<UnplacedCode, string> = {
  no_time: 'There is too little free time in these days.',
  deadline: 'There is too little free time before it is due.',
  fragmented: 'There is time enough, but in pieces that are too short to work in.',
  dependency: 'It waits for another task that has no place in this plan',
  not_yet: 'It may not begin before these days are over.',
  planned: 'The schedule gives it its time already.',
}

function waitedFor(id: string | null, titles: ReadonlyMap<string, string>): string {
  if (id === null) return ''
  const title = titles.get(id)
  return title === undefined ? '.' : `: “${title}”.`
}

const missing = (minutes: number) =>
  minutes === 1 ? 'One minute has no place.' : `${minutes} of its minutes have no place.`
