import { clipped, minutesIn, type Stretch, within, without } from './stretches.ts'

export const UNPLACED_CODES = ['no_time', 'deadline', 'fragmented', 'dependency', 'not_yet', 'planned'] as const
export type UnplacedCode = (typeof UNPLACED_CODES)[number]

/** Something that takes time: a task, or anything else that has these. Instants in ms. */
export interface PlanItem {
  id: string
  /** Whole and positive. */
  minutes: number
  /** 1 is the most important, 4 the least. */
  priority: number
  deadline: number | null
  earliest: number | null
  energy: 'deep' | 'light' | 'admin' | null
  /** Items that have to be finished before it begins. */
  after: readonly string[]
}

export interface PlanInput {
  items: readonly PlanItem[]
  from: number
  to: number
  /** In order and disjoint; nothing is ever planned outside of them. */
  free: readonly Stretch[]
  /** When its owner works best. */
  best: readonly Stretch[]
  /** Minutes; `maxChunk` is at least twice `minChunk`, so that every remainder can be cut. */
  minChunk: number
  maxChunk: number
  breakMinutes: number
}

export interface Placed extends Stretch {
  id: string
}

export interface Unplaced {
  id: string
  code: UnplacedCode
  /** Of its minutes; the others are placed. */
  missingMinutes: number
  /** The item that it waits for in vain. */
  waitsFor: string | null
}

/**
 * Puts items into free time, the same for the same input in whatever order it comes. Its rules:
 *
 * 1. Order. Whoever has the earlier deadline comes first; each step of priority counts as a day, and without a deadline the end of
 *    the plan counts. What others wait for comes no later than they do. Ties: priority, then id.
 * 2. Limits. Nothing begins before its `earliest` or before everything it waits for is finished, nothing goes on after its deadline.
 *    A deadline that has passed already makes it the most urgent, and limits nothing.
 * 3. Energy. Deep work takes the best hours first, light work and administration the other hours; where these do not suffice, each
 *    takes what is there. Within its hours everything takes the earliest time; what others wait for takes the earliest of all.
 * 4. Chunks. Pieces last between `minChunk` and `maxChunk` minutes; only an item shorter than `minChunk` is shorter. They begin on
 *    the grid of five minutes, and around each nothing else is planned for `breakMinutes`; short items may follow one another.
 * 5. Everything is placed whole, or named with what is missing and why; what waits for something that is not wholly placed is
 *    not placed at all.
 */
export function plan(input: PlanInput): { placed: Placed[]; unplaced: Unplaced[] } {
  const byId = new Map(input.items.map((item) => [item.id, item]))
  const latest = latestEnds(input, byId)
  const ends = new Map<string, number>()
  const placed: Placed[] = []
  const unplaced: Unplaced[] = []
  const awaited = new Set(input.items.flatMap(({ after }) => after))
  let free: Free = { short: input.free, long: input.free }
  for (const item of inOrder(input, byId)) {
    const waitsFor = item.after.find((id) => !ends.has(id)) ?? null
    if (waitsFor !== null) {
      unplaced.push({ id: item.id, code: 'dependency', missingMinutes: item.minutes, waitsFor })
      continue
    }
    const from = Math.max(input.from, item.earliest ?? input.from, ...item.after.map((id) => ends.get(id) ?? 0))
    const room = { from, to: limitOf(item, input), latest: latest.get(item.id) ?? input.to }
    const filled = fill(awaited.has(item.id) ? { ...item, energy: null } : item, free, room, input)
    const missingMinutes = item.minutes - minutesIn(filled.chunks)
    placed.push(...filled.chunks.map((chunk) => ({ id: item.id, ...chunk })))
    if (missingMinutes === 0) ends.set(item.id, Math.max(...filled.chunks.map(({ to }) => to)))
    else
      unplaced.push({
        id: item.id,
        code: whyNot(item, free[kindOf(item, input)], room, input),
        missingMinutes,
        waitsFor: null,
      })
    free = filled.free
  }
  return { placed: placed.sort((a, b) => a.from - b.from), unplaced }
}

const MINUTE = 60_000
const GRID = 5 * MINUTE
const DAY = 86_400_000

const isOverdue = ({ deadline }: PlanItem, { from }: PlanInput) => deadline !== null && deadline <= from

const limitOf = (item: PlanItem, input: PlanInput) =>
  item.deadline === null || isOverdue(item, input) ? input.to : Math.min(item.deadline, input.to)

type ById = ReadonlyMap<string, PlanItem>

/** What each has to be finished by, so that those who wait for it still come in time. */
function latestEnds(input: PlanInput, byId: ById): Map<string, number> {
  return inherited(
    input,
    byId,
    (item) => limitOf(item, input),
    (end, waiting) => end - waiting.minutes * MINUTE,
  )
}

/** For each item the least of its own value and of what the values of those who wait for it make of it. */
function inherited(
  { items }: PlanInput,
  byId: ById,
  own: (item: PlanItem) => number,
  passed: (value: number, waiting: PlanItem) => number,
): Map<string, number> {
  const values = new Map(items.map((item) => [item.id, own(item)]))
  // Each round passes values one step on; items that wait for each other in a circle are never placed, so any value does.
  for (let round = 0; round < items.length; round++) {
    let changed = false
    for (const waiting of items)
      for (const id of waiting.after) {
        const value = passed(values.get(waiting.id) ?? 0, waiting)
        if (!byId.has(id) || value >= (values.get(id) ?? 0)) continue
        values.set(id, value)
        changed = true
      }
    if (!changed) break
  }
  return values
}

function inOrder(input: PlanInput, byId: ById): PlanItem[] {
  const urgency = inherited(
    input,
    byId,
    (item) => (item.deadline ?? input.to) + (item.priority - 1) * DAY,
    (value) => value,
  )
  const urgent = (a: PlanItem, b: PlanItem) =>
    (urgency.get(a.id) ?? 0) - (urgency.get(b.id) ?? 0) || a.priority - b.priority || (a.id < b.id ? -1 : 1)
  const waiting = [...byId.values()].sort(urgent)
  const ordered: PlanItem[] = []
  const done = new Set<string>()
  while (waiting.length > 0) {
    const at = waiting.findIndex(({ after }) => after.every((id) => done.has(id) || !byId.has(id)))
    // A circle: whoever is in it is found to wait in vain.
    const [item] = waiting.splice(Math.max(at, 0), 1)
    if (item === undefined) break
    ordered.push(item)
    done.add(item.id)
  }
  return ordered
}

interface Room {
  from: number
  /** Its own deadline. */
  to: number
  latest: number
}

/** Hours to take first, then those to take when they do not suffice. */
function* choices(item: PlanItem, { from, to, latest }: Room, best: readonly Stretch[]) {
  for (const end of latest < to ? [latest, to] : [to]) {
    const room = (free: readonly Stretch[]) => clipped(free, from, end)
    if (item.energy === 'deep') yield (free: readonly Stretch[]) => within(room(free), best)
    else if (item.energy !== null) yield (free: readonly Stretch[]) => without(room(free), best)
    yield room
  }
}

/** What is left for items that are shorter than a piece, and for the pieces of the others. */
interface Free {
  short: readonly Stretch[]
  long: readonly Stretch[]
}

const kindOf = ({ minutes }: PlanItem, { minChunk }: PlanInput) => (minutes < minChunk ? 'short' : 'long')

function fill(item: PlanItem, start: Free, room: Room, input: PlanInput) {
  const chunks: Stretch[] = []
  const kind = kindOf(item, input)
  const pause = input.breakMinutes * MINUTE
  let free = start
  let left = item.minutes
  for (const choose of choices(item, room, input.best))
    for (;;) {
      const chunk = firstChunk(choose(free[kind]), left, input)
      if (chunk === null) break
      chunks.push(chunk)
      left -= minutesIn([chunk])
      const apart = { from: chunk.from - pause, to: chunk.to + pause }
      free = { short: without(free.short, [kind === 'short' ? chunk : apart]), long: without(free.long, [apart]) }
    }
  return { chunks, free }
}

function firstChunk(free: readonly Stretch[], left: number, input: PlanInput): Stretch | null {
  if (left === 0) return null
  for (const one of free) {
    const from = Math.ceil(one.from / GRID) * GRID
    const minutes = chunkOf(Math.floor((one.to - from) / MINUTE), left, input)
    if (minutes > 0) return { from, to: from + minutes * MINUTE }
  }
  return null
}

/** Minutes of the next piece in so much space, such that what is left can be cut as well; 0 when there is none. */
function chunkOf(space: number, left: number, { minChunk, maxChunk }: PlanInput): number {
  if (left <= space && left <= maxChunk) return left
  const most = Math.min(space, maxChunk, left)
  const minutes = left - most < minChunk ? left - minChunk : most
  return minutes >= minChunk ? minutes : 0
}

function whyNot(item: PlanItem, free: readonly Stretch[], { from, to }: Room, input: PlanInput): UnplacedCode {
  if (from >= input.to) return 'not_yet'
  if (minutesIn(clipped(free, from, to)) >= item.minutes) return 'fragmented'
  return to < input.to && minutesIn(clipped(free, from, input.to)) >= item.minutes ? 'deadline' : 'no_time'
}
