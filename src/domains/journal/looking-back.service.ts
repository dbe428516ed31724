import type { UserCtx } from '#core/ctx.ts'
import { invalid } from '#core/errors.ts'
import { rotated } from '#core/rotation.ts'
import { addDays, addMonths, dayOf, daysBetween, WEEKDAY_CODES } from '#core/time/zones.ts'
import { userZone } from '#domains/accounts/users.service.ts'
import {
  type Streaks,
  selectBefore,
  selectMoodDays,
  selectOnDays,
  selectStreaks,
  selectTallies,
  type Tally,
} from './journal.queries.ts'
import { type DailyPrompts, type DayQuery, type JournalStats, MAX_SPAN_DAYS, type SpanQuery } from './journal.schema.ts'
import type { JournalEntryRow } from './journal.tables.ts'
import { PROMPTS, type Prompt, toneOf } from './prompts.ts'

const MOST_LISTED = 20
const YEARS_BACK = 50
const MOST_ON_A_DAY = 100
const OTHERS = 3
const MOOD_DAYS = 7
/** A question that was answered rests for so many days, as long as others are left. */
const REST_DAYS = 30

/** How many days in a row there is an entry about, up to the user's today. */
export async function journalStreak(ctx: UserCtx): Promise<Streaks> {
  return selectStreaks(ctx, await todayOf(ctx))
}

/** Days with entries and their mean mood, in order. */
export async function moodCalendar(ctx: UserCtx, query: SpanQuery) {
  const span = await spanOf(ctx, query)
  return { ...span, items: await selectMoodDays(ctx, span.from, span.to) }
}

/** What the entries of a stretch of days come to: by mood, weekday, label and tag. */
export async function journalStats(ctx: UserCtx, query: SpanQuery): Promise<JournalStats> {
  const { from, to } = await spanOf(ctx, query)
  const tallies = Map.groupBy(await selectTallies(ctx, from, to), ({ kind }) => kind)
  const of = (kind: Tally['kind']) => tallies.get(kind) ?? []
  const [all] = of('all')
  const most = (kind: 'label' | 'tag') => of(kind).slice(0, MOST_LISTED)
  return {
    from,
    to,
    entries: all?.entries ?? 0,
    days: all?.days ?? 0,
    mood: all?.mood ?? null,
    byMood: of('mood')
      .map(({ key, entries }) => ({ mood: Number(key), entries }))
      .sort((a, b) => a.mood - b.mood),
    byWeekday: WEEKDAY_CODES.flatMap((weekday, at) =>
      of('weekday')
        .filter(({ key }) => Number(key) === at)
        .map(({ entries, mood }) => ({ weekday, entries, mood })),
    ),
    byLabel: most('label').map(({ key: label, entries, mood }) => ({ label, entries, mood })),
    byTag: most('tag').map(({ key: tag, entries, mood }) => ({ tag, entries, mood })),
    streak: await journalStreak(ctx),
  }
}

/** What was written about this day in earlier years. What belongs to 29 February comes up on the 28th where there is none. */
export async function onThisDay(ctx: UserCtx, query: DayQuery) {
  const date = query.date ?? (await todayOf(ctx))
  const isLastOfFebruary = date.endsWith('-02-28') && !isLeapDay(addDays(date, 1))
  const years = new Map<string, number>()
  for (let year = 1; year <= YEARS_BACK; year++) {
    const day = addMonths(date, -12 * year)
    if (day.slice(5) === date.slice(5)) years.set(day, year)
    if (isLastOfFebruary && isLeapDay(addDays(day, 1))) years.set(addDays(day, 1), year)
  }
  const entries = await selectOnDays(ctx, [...years.keys()], MOST_ON_A_DAY)
  return { date, items: entries.map((entry: JournalEntryRow) => ({ yearsAgo: years.get(entry.date) ?? 0, entry })) }
}

/**
 * The question of a day, the same on every device, and what comes next. Which set it is from follows from the moods of the seven days
 * before; within a set each has its turn, and what was answered lately rests.
 */
export async function dailyPrompts(ctx: UserCtx, query: DayQuery): Promise<DailyPrompts> {
  const date = query.date ?? (await todayOf(ctx))
  const { mood, answered } = await selectBefore(ctx, date, addDays(date, -MOOD_DAYS), addDays(date, -REST_DAYS))
  const tone = toneOf(mood)
  const fitting = rotated(promptsFor(tone), `${ctx.actor.id} ${tone}`, date)
  const rested = fitting.filter(({ id }) => !answered.includes(id))
  const [prompt, ...others] = rested.length > 0 ? rested : fitting
  // No set is empty.
  return { date, tone, prompt: prompt as Prompt, others: others.slice(0, OTHERS) }
}

/** Hard and good days have their own questions besides those for any day. */
export const promptsFor = (tone: Prompt['tone']): Prompt[] =>
  PROMPTS.filter((prompt) => prompt.tone === 'any' || prompt.tone === tone)

const isLeapDay = (day: string) => day.endsWith('-02-29')

async function todayOf(ctx: UserCtx): Promise<string> {
  const { timezone, dayStartsAt } = await userZone(ctx)
  return dayOf(ctx.now().toISOString(), timezone, dayStartsAt)
}

async function spanOf(ctx: UserCtx, query: SpanQuery): Promise<{ from: string; to: string }> {
  const to = query.to ?? (await todayOf(ctx))
  const from = query.from ?? addDays(addMonths(to, -12), 1)
  if (from > to) throw invalid('from', 'This is after the end.')
  if (daysBetween(from, to) > MAX_SPAN_DAYS) throw invalid('from', `Look at ${MAX_SPAN_DAYS} days at most.`)
  return { from, to }
}
