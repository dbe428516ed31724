import type { UserCtx } from '#core/ctx.ts'
import { addDays } from '#core/time/zones.ts'
import { doneDays, type Habit, keptHabits, minuteOf, minutesLogged } from './habit-facts.service.ts'
import { usualTime } from './times.ts'

/** How firmly a habit holds just now. */
export interface Standing {
  habit: Habit
  /** Of the last thirty days. */
  doneDays: number
  dates: ReadonlySet<string>
  /** When it is usually done, or rings; null where nobody knows. */
  minute: number | null
}

export const WINDOW = 30
/** Done on so many of the last thirty days, something can be built on it. */
export const FIRM = 24
const MOST_TIMED = 10

/** My habits by how often they were done in the last thirty days, the firmest first, with the time of the first ten. */
export async function standingsOf(ctx: UserCtx, today: string, zone: string): Promise<Standing[]> {
  const [habits, done] = await Promise.all([keptHabits(ctx), doneDays(ctx, addDays(today, 1 - WINDOW))])
  const standings = habits
    .map((habit) => ({ habit, dates: done.get(habit.id) ?? new Set<string>() }))
    .map(({ habit, dates }) => ({ habit, dates, doneDays: dates.size }))
    .sort((a, b) => b.doneDays - a.doneDays)
  const minutes = await Promise.all(
    standings.map(({ habit }, at) => (at < MOST_TIMED ? minuteFor(ctx, habit, zone) : reminderOf(habit))),
  )
  return standings.map((one, at) => ({ ...one, minute: minutes[at] ?? null }))
}

/** What something can be built on: done nearly every day, and no habit to be got rid of. */
export const isFirm = ({ habit, doneDays }: Standing): boolean => doneDays >= FIRM && isWanted(habit)

export const isWanted = ({ kind }: Habit): boolean => kind === 'build' || kind === 'maintain'

async function minuteFor(ctx: UserCtx, habit: Habit, zone: string): Promise<number | null> {
  const usual = usualTime(await minutesLogged(ctx, habit.id, zone))
  return usual && usual.share >= 0.5 ? usual.minute : reminderOf(habit)
}

function reminderOf({ reminderTimes: [first] }: Habit): number | null {
  return first === undefined ? null : minuteOf(first)
}
