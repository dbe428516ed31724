import type { UserCtx } from '#core/ctx.ts'
import { addDays, localOf } from '#core/time/zones.ts'
import { dueFlashcards } from '#domains/flashcards/due.service.ts'
import { habitsOn } from '#domains/habits/days.service.ts'
import { instant } from './expansion.ts'
import type { PlanItem } from './planner.ts'
import { selectAcceptedBlocks } from './proposals.queries.ts'
import type { Stretch } from './stretches.ts'
import { epochOf } from './walls.ts'

/** A habit of one day, or the reviews of the first day: what a plan holds besides tasks. */
export interface Extra {
  item: PlanItem
  title: string
  habitId: string | null
}

/**
 * What habits and reviews ask for on the days of these working hours, as far as no accepted plan holds it already. A habit that is
 * measured in minutes or hours takes what is missing of them, any other a quarter of an hour; one that asks for so many times in a
 * period is spread over its days. Habits to reduce or to quit take no time.
 */
export async function extrasOf(
  ctx: UserCtx,
  { include, working, zone }: { include: readonly string[]; working: readonly Stretch[]; zone: string },
): Promise<Extra[]> {
  const days = [...new Set(working.map(({ from }) => dayOf(from, zone)))].slice(0, MAX_DAYS)
  const [first, last] = [days[0], days.at(-1)]
  if (first === undefined || last === undefined) return []
  const accepted = await selectAcceptedBlocks(
    ctx,
    instant(epochOf(first, zone)),
    instant(epochOf(addDays(last, 1), zone)),
  )
  const held = new Set(
    accepted
      .filter(({ taskId }) => taskId === null)
      .map(({ habitId, startAt }) => `${habitId ?? REVIEW}/${dayOf(Date.parse(startAt), zone)}`),
  )
  const habits = include.includes('habits') ? await habitsOf(ctx, days, zone, held) : []
  const reviews =
    include.includes('reviews') && !held.has(`${REVIEW}/${first}`) ? await reviewsOf(ctx, first, zone) : []
  return [...reviews, ...habits]
}

const REVIEW = 'review'
/** Habits are not planned further ahead than this. */
const MAX_DAYS = 14
const USUAL_MINUTES = 15
const MAX_MINUTES = 240
const SECONDS_PER_CARD = 10
const MOST_CARDS = 100

const dayOf = (ms: number, zone: string): string => localOf(instant(ms), zone).slice(0, 10)

async function habitsOf(ctx: UserCtx, days: string[], zone: string, held: ReadonlySet<string>): Promise<Extra[]> {
  const wanted = new Map<string, { times: number; days: { day: string; extra: Extra }[] }>()
  for (const day of days) {
    for (const habit of await habitsOn(ctx, day)) {
      const { habitId, name, kind, state, period } = habit
      if (state !== 'pending' || (kind !== 'build' && kind !== 'maintain')) continue
      const key = period ? `${habitId}/${period.from}` : `${habitId}/${day}`
      const all = wanted.get(key) ?? { times: period ? period.needed - period.done : 1, days: [] }
      wanted.set(key, all)
      const isHeld = held.has(`${habitId}/${day}`)
      if (isHeld) all.times--
      else
        all.days.push({
          day,
          extra: { item: itemOf(`${habitId}/${day}`, minutesOf(habit), day, zone, 3), title: name, habitId },
        })
    }
  }
  return [...wanted.values()]
    .flatMap(({ times, days: free }) => {
      const count = Math.min(times, free.length)
      // Spread evenly: three times in five days are the first, the second and the fourth.
      return Array.from(
        { length: Math.max(0, count) },
        (_, i) => free[Math.floor((i * free.length) / count)]?.extra ?? [],
      )
    })
    .flat()
}

async function reviewsOf(ctx: UserCtx, day: string, zone: string): Promise<Extra[]> {
  const { items } = await dueFlashcards(ctx, { limit: MOST_CARDS })
  if (items.length === 0) return []
  const minutes = Math.max(5, Math.ceil((items.length * SECONDS_PER_CARD) / 60))
  const title =
    items.length === 1 ? 'Review 1 card' : `Review ${items.length}${items.length === MOST_CARDS ? '+' : ''} cards`
  return [{ item: itemOf(REVIEW, minutes, day, zone, 2), title, habitId: null }]
}

function minutesOf({
  target,
  amount,
}: {
  target: { unit: string; amount: number } | null
  amount: number | null
}): number {
  const perUnit = /^(m|mins?|minutes?)$/i.test(target?.unit ?? '')
    ? 1
    : /^(h|hrs?|hours?)$/i.test(target?.unit ?? '')
      ? 60
      : null
  if (target === null || perUnit === null) return USUAL_MINUTES
  return Math.min(MAX_MINUTES, Math.max(1, Math.ceil((target.amount - (amount ?? 0)) * perUnit)))
}

const itemOf = (id: string, minutes: number, day: string, zone: string, priority: number): PlanItem => ({
  id,
  minutes,
  priority,
  deadline: epochOf(addDays(day, 1), zone),
  earliest: epochOf(day, zone),
  energy: null,
  after: [],
})
