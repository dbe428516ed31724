import type { UserCtx } from '#core/ctx.ts'
import { invalid } from '#core/errors.ts'
import { userZone } from '#domains/accounts/users.service.ts'
import { type Difference, happenings, instant, type Span } from './expansion.ts'
import { freeBetween, merged, overlaps } from './overlaps.ts'
import { selectBlocks, selectDifferences, selectWhole } from './schedule.queries.ts'
import { MAX_WINDOW_DAYS, type ScheduleOccurrence, type WindowQuery } from './schedule.schema.ts'
import type { BlockRow } from './schedule.tables.ts'
import { epochOf } from './walls.ts'

/** Occurrences expanded for one answer. */
export const MAX_OCCURRENCES = 10_000

/** What happens in a span, in order of start; two statements, whatever the number of series. */
export async function agenda(ctx: UserCtx, query: WindowQuery): Promise<ScheduleOccurrence[]> {
  const { timezone } = await userZone(ctx)
  return expand(ctx, spanOf(query, timezone), timezone)
}

/** What happens between two instants, in order of start, floating blocks on the wall clock of `zone`. One statement. */
export async function agendaBetween(
  ctx: UserCtx,
  { from, to }: { from: string; to: string },
  zone: string,
): Promise<ScheduleOccurrence[]> {
  const span = { from: Date.parse(from), to: Date.parse(to) }
  const rows = await selectWhole(ctx, span)
  const differences = new Map(rows.map(({ block, differences }) => [block.id, differences ?? []]))
  return expanded(
    rows.map(({ block }) => block),
    differences,
    span,
    zone,
  )
}

/** Pairs of busy occurrences that overlap (half-open: one may begin where the other ends), at most 1,000. */
export async function conflicts(ctx: UserCtx, query: WindowQuery) {
  const found = overlaps(
    (await agenda(ctx, query)).filter(({ busy }) => busy),
    MAX_CONFLICTS + 1,
  )
  return { items: found.slice(0, MAX_CONFLICTS), complete: found.length <= MAX_CONFLICTS }
}

/** The span cut into the time that busy blocks take and the time between. */
export async function freeBusy(ctx: UserCtx, query: WindowQuery) {
  const { timezone } = await userZone(ctx)
  const span = spanOf(query, timezone)
  const busy = merged(
    (await expand(ctx, span, timezone)).filter((one) => one.busy),
    instant(span.from),
    instant(span.to),
  )
  return { busy, free: freeBetween(busy, instant(span.from), instant(span.to)) }
}

const MAX_CONFLICTS = 1_000

function spanOf({ from, to }: WindowQuery, zone: string): Span {
  const edge = (text: string) => (text.length === 10 ? epochOf(text, zone) : Date.parse(text))
  const span = { from: edge(from), to: edge(to) }
  if (span.to <= span.from) throw invalid('to', 'The end lies before the beginning.')
  // A day more, for the hour that a change of the clocks may add.
  if (span.to - span.from > (MAX_WINDOW_DAYS + 1) * 86_400_000)
    throw invalid('to', `Ask for at most ${MAX_WINDOW_DAYS} days at once.`)
  return span
}

async function expand(ctx: UserCtx, span: Span, home: string): Promise<ScheduleOccurrence[]> {
  const blocks = await selectBlocks(ctx, span)
  const longest = blocks.reduce((most, { durationMinutes }) => Math.max(most, durationMinutes), 0)
  const rows = blocks.some(({ recurrence }) => recurrence !== null)
    ? await selectDifferences(ctx, { from: span.from - longest * 60_000, to: span.to })
    : []
  return expanded(
    blocks,
    Map.groupBy(rows, ({ blockId }) => blockId),
    span,
    home,
  )
}

function expanded(
  blocks: BlockRow[],
  differences: ReadonlyMap<string, readonly Difference[]>,
  span: Span,
  home: string,
): ScheduleOccurrence[] {
  const found: ScheduleOccurrence[] = []
  for (const block of blocks) {
    const own = happenings(block, differences.get(block.id) ?? [], span, { home, limit: MAX_OCCURRENCES + 1 })
    for (const one of own) found.push(occurrenceOf(block, one))
    if (found.length > MAX_OCCURRENCES)
      throw invalid('to', `This span holds more than ${MAX_OCCURRENCES} occurrences. Ask for fewer days.`)
  }
  return found.sort(byStart)
}

function occurrenceOf(block: BlockRow, { key, local, start, end, changes }: ReturnType<typeof happenings>[number]) {
  return {
    ...block,
    ...changes,
    occurrence: key,
    startAt: instant(start),
    endAt: instant(end),
    local,
    allDay: local.length === 10,
    recurring: block.recurrence !== null,
  }
}

function byStart(a: ScheduleOccurrence, b: ScheduleOccurrence): number {
  if (a.startAt !== b.startAt) return a.startAt < b.startAt ? -1 : 1
  return a.id < b.id ? -1 : 1
}
