import { actingAs, type Ctx, inTransaction, lockFor, type UserCtx } from '#core/ctx.ts'
import { addDays, dayOf, daysBetween, startOfDay, type WeekdayCode } from '#core/time/zones.ts'
import { habitDays } from '#domains/habits/days.service.ts'
import { type DayCounts, isNothing, nothing } from './counts.ts'
import * as queries from './days.queries.ts'
import { selectLive } from './live.queries.ts'

/** Days that are written down: the longest span that can be asked for, and the one it is compared with. */
const KEPT_DAYS = 800
/** After more changes than these it is quicker to count afresh than to ask what they touched. */
const MOST_CHANGES = 5_000
const PAGE = 500

export interface Days {
  /** Every day of the span in order, those on which nothing happened as well. */
  days: DayCounts[]
  today: string
  timezone: string
  weekStartsOn: WeekdayCode
}

/**
 * What the days from one to another (both inclusive) came to. What is written down is taken as far as nothing has changed since;
 * the rest, and always the present day, is counted now. So an answer is never older than the last change. At most seven statements, and
 * one more with what is never written down.
 */
export async function countDays(ctx: UserCtx, from: string, to: string, withLive = false): Promise<Days> {
  const standing = await queries.selectStanding(ctx)
  const today = todayOf(ctx, standing)
  const kept = await keptOf(ctx, standing, today)
  const counted = new Map<string, DayCounts>()
  for (const { live, span } of partsOf({ from, to: to < today ? to : today }, kept)) {
    const rows = live ? await tally(ctx, standing, span) : await queries.selectDays(ctx, span)
    for (const row of rows) counted.set(row.day, row)
  }
  if (withLive) await addLive(ctx, standing, { from, to: to < today ? to : today }, counted)
  const days: DayCounts[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(counted.get(day) ?? { day, ...nothing() })
  return { days, today, timezone: standing.timezone, weekStartsOn: standing.weekStartsOn }
}

/**
 * Writes down what the days before the present one came to, of everyone whose feed has moved since: each hour those for whom a new
 * day has begun. Whose feed stands still is passed over, and counted when they ask. One person's failure does not keep the others
 * waiting; all failures are thrown together at the end.
 */
export async function writeDays(ctx: Ctx): Promise<void> {
  const errors: unknown[] = []
  for (let last: string | null = null; ; ) {
    const people: queries.Waiting[] = await queries.selectWaiting(ctx, last, PAGE)
    for (const person of people) {
      if (person.lastDay !== null && person.lastDay >= addDays(todayOf(ctx, person), -1)) continue
      await writeDaysOf(actingAs(ctx, person.id, 'job:analytics_days')).catch((error: unknown) => errors.push(error))
    }
    last = people.at(-1)?.id ?? null
    if (people.length < PAGE) break
  }
  if (errors.length > 0) throw new AggregateError(errors, 'Some days could not be written down')
}

/**
 * Writes down one user's days up to yesterday. The rows follow from the user's items and present zone alone: running it twice, late
 * or after any number of changes leaves the same ones.
 */
export function writeDaysOf(ctx: UserCtx): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    await lockFor(ctx, 'analytics_days')
    // Read before the days are counted: what changes meanwhile is looked at again.
    const standing = await queries.selectStanding(ctx)
    const today = todayOf(ctx, standing)
    const kept = await keptOf(ctx, standing, today)
    const lastDay = addDays(today, -1)
    const firstDay = kept?.from ?? addDays(today, -KEPT_DAYS)
    const from = kept ? addDays(kept.to, 1) : firstDay
    await queries.replaceDays(
      ctx,
      kept && from,
      from > lastDay ? [] : await tally(ctx, standing, { from, to: lastDay }),
    )
    const { timezone: zone, dayStartsAt, head: seq } = standing
    await queries.putState(ctx, { seq, zone, dayStartsAt, firstDay, lastDay })
  })
}

const todayOf = (ctx: Ctx, { timezone, dayStartsAt }: Pick<queries.Standing, 'timezone' | 'dayStartsAt'>) =>
  dayOf(ctx.now().toISOString(), timezone, dayStartsAt)

/**
 * The days whose rows are right; null when there are none. Days are a matter of the zone, so rows of another one are of no use, and
 * neither are those of before changes that nobody knows any more.
 */
async function keptOf(ctx: UserCtx, standing: queries.Standing, today: string): Promise<queries.Span | null> {
  const { state, timezone, dayStartsAt, head, pruned } = standing
  if (state === null || state.zone !== timezone || state.dayStartsAt !== dayStartsAt) return null
  if (state.seq < pruned || state.seq > head || head - state.seq > MOST_CHANGES) return null
  const last = [state.lastDay, addDays(today, -1)]
  if (state.seq < head) {
    const { date, at } = await queries.selectEarliestTouched(ctx, state.seq)
    if (date !== null) last.push(addDays(date, -1))
    if (at !== null) last.push(addDays(dayOf(at, timezone, dayStartsAt), -1))
  }
  const to = last.reduce((earliest, day) => (day < earliest ? day : earliest))
  return to < state.firstDay ? null : { from: state.firstDay, to }
}

interface Part {
  live: boolean
  span: queries.Span
}

/** A span, cut into what is written down and what is to be counted. */
function partsOf({ from, to }: queries.Span, kept: queries.Span | null): Part[] {
  if (kept === null || kept.to < from || kept.from > to) return from > to ? [] : [{ live: true, span: { from, to } }]
  const parts: Part[] = [
    { live: true, span: { from, to: addDays(kept.from, -1) } },
    { live: false, span: { from: kept.from > from ? kept.from : from, to: kept.to < to ? kept.to : to } },
    { live: true, span: { from: addDays(kept.to, 1), to } },
  ]
  return parts.filter(({ span }) => span.from <= span.to)
}

async function addLive(
  ctx: UserCtx,
  standing: queries.Standing,
  span: queries.Span,
  counted: Map<string, DayCounts>,
): Promise<void> {
  if (span.from > span.to) return
  const { names, edges } = edgesOf(standing, span)
  for (const { place, what, amount } of await selectLive(ctx, span, edges)) {
    const day = names[place - 1]
    if (day === undefined) continue
    const counts = counted.get(day) ?? { day, ...nothing() }
    counts[what] += amount
    counted.set(day, counts)
  }
}

/** The days of a span and the one after it, and when each begins. */
function edgesOf({ timezone, dayStartsAt }: queries.Standing, span: queries.Span) {
  const length = daysBetween(span.from, span.to) + 1
  const names = Array.from({ length: length + 1 }, (_, at) => addDays(span.from, at))
  return { length, names, edges: names.map((day) => startOfDay(day, timezone, dayStartsAt)) }
}

/** Counts some days afresh; those on which nothing happened are left out. Two statements. */
async function tally(ctx: UserCtx, standing: queries.Standing, span: queries.Span): Promise<DayCounts[]> {
  const { length, names, edges } = edgesOf(standing, span)
  const tallies = await queries.selectTallies(ctx, span, edges)
  const ofHabits = await habitDays(ctx, span.from, span.to)
  const days = names.slice(0, length).map((day) => {
    const { due: habitsDue = 0, done: habitsDone = 0 } = ofHabits.get(day) ?? {}
    return { day, ...nothing(), habitsDue, habitsDone }
  })
  for (const { place, what, amount } of tallies) {
    const day = days[place - 1]
    if (day) day[what] = amount
  }
  return days.filter((day) => !isNothing(day))
}
