import { LRUCache } from 'lru-cache'
import type { UserCtx } from '#core/ctx.ts'
import { type Remembered, recalled } from '#core/remembered.ts'
import { addDays, dayOf, startOfDay } from '#core/time/zones.ts'
import { habitsOn } from '#domains/habits/days.service.ts'
import { metricsOverview } from '#domains/metrics/metrics.service.ts'
import { agendaBetween } from '#domains/schedule/agenda.service.ts'
import * as queries from './overview.queries.ts'
import type { Dashboard, Today, TodayQuery } from './overview.schema.ts'
import { type Failure, gather } from './parts.ts'
import { agendaOf, type ListedTasks, listsOf, nextOf } from './readers.ts'
import { selectRinging } from './reminders.queries.ts'

/** An answer, and what went wrong on the way to it, for whoever writes the log. */
export interface Overview<T> {
  answer: T
  failures: Failure[]
}

const LISTED = 100
const SHOWN = 10
const UPCOMING_DAYS = 7
const UPCOMING = 20

/**
 * What a day of the user's holds. One statement when nothing has changed since it was last asked in the same minute, six at most
 * otherwise. A part that cannot be had is null and named under `failed`; when nothing can be had, the first failure is thrown.
 */
export async function getToday(ctx: UserCtx, { date: asked }: TodayQuery): Promise<Overview<Today>> {
  const standing = await queries.selectStanding(ctx)
  return remembered(ctx, standing, `today ${asked ?? ''}`, () => readToday(ctx, standing, asked))
}

/** What a home screen shows, on the same terms as {@link getToday}. */
export async function getDashboard(ctx: UserCtx): Promise<Overview<Dashboard>> {
  const standing = await queries.selectStanding(ctx)
  return remembered(ctx, standing, 'dashboard', () => readDashboard(ctx, standing))
}

async function readToday(ctx: UserCtx, standing: queries.Standing, asked?: string): Promise<Overview<Today>> {
  const now = ctx.now().toISOString()
  const day = dayAt(standing, now, asked)
  const glances = queries.askTogether(ctx, {
    tasks: queries.tasksOf(ctx, day, LISTED),
    logbook: queries.logbookOf(ctx, day, LISTED),
    wallet: queries.walletOf(ctx, day),
  })
  const promised = {
    // What each expression answers stands beside it in the queries.
    tasks: glances.tasks.then((found) => listsOf(found as ListedTasks)),
    habits: habitsOf(ctx, day),
    schedule: agendaBetween(ctx, day, day.zone),
    reminders: selectRinging(ctx, day, day.zone),
    logbook: glances.logbook.then(itemsOf<NonNullable<Today['logbook']>>),
    wallet: glances.wallet as Promise<Today['wallet']>,
  }
  const { parts, failures } = await gather(promised)
  const { tasks, habits, logbook, wallet } = parts
  const agenda = agendaFrom(parts, now)
  const failed = failures.map(({ part }) => part)
  return { answer: { ...frameOf(day), failed, tasks, habits, agenda, logbook, wallet }, failures }
}

async function readDashboard(ctx: UserCtx, standing: queries.Standing): Promise<Overview<Dashboard>> {
  const now = ctx.now().toISOString()
  const day = dayAt(standing, now)
  const soon = { from: now, to: startOfDay(addDays(day.date, UPCOMING_DAYS), standing.timezone, standing.dayStartsAt) }
  const glances = queries.askTogether(ctx, {
    tasks: queries.tasksOf(ctx, day, SHOWN),
    goals: queries.goalsOf(ctx, SHOWN),
    projects: queries.projectsOf(ctx, SHOWN),
    logbook: queries.logbookOf(ctx, day, SHOWN),
    wallet: queries.walletOf(ctx, day),
  })
  const promised = {
    tasks: glances.tasks.then((found) => nextOf(found as ListedTasks, SHOWN)),
    goals: glances.goals as Promise<Dashboard['goals']>,
    projects: glances.projects as Promise<Dashboard['projects']>,
    habits: habitsOf(ctx, day),
    metrics: metricsOverview(ctx).then(itemsOf<NonNullable<Dashboard['metrics']>>),
    logbook: glances.logbook.then(itemsOf<NonNullable<Dashboard['logbook']>>),
    wallet: glances.wallet as Promise<Dashboard['wallet']>,
    schedule: agendaBetween(ctx, soon, day.zone),
    reminders: selectRinging(ctx, soon, day.zone),
  }
  const { parts, failures } = await gather(promised)
  const { schedule: _, reminders: __, ...shown } = parts
  const agenda = agendaFrom(parts, now)
  const upcoming = agenda && { items: agenda.items.slice(0, UPCOMING) }
  return { answer: { ...frameOf(day), failed: failures.map(({ part }) => part), ...shown, upcoming }, failures }
}

const MAX_CHARACTERS = 32_000_000
const answers = new LRUCache<string, Remembered<Overview<object>>>({
  max: 20_000,
  maxSize: MAX_CHARACTERS,
  sizeCalculation: ({ answer: { answer } }) => JSON.stringify(answer).length,
})

/**
 * The answer of before, as long as nothing has changed in the user's feed and it is the same minute of the same day in the same
 * zone: blocks begin and reminders ring without a change. Only whole answers are kept, so that what failed is tried again.
 */
async function remembered<T extends object>(
  ctx: UserCtx,
  { head, timezone, dayStartsAt }: queries.Standing,
  name: string,
  read: () => Promise<Overview<T>>,
): Promise<Overview<T>> {
  const key = `${ctx.actor.id} ${name}`
  // Days begin on a minute, so a minute is never of two days.
  const stamp = `${head} ${timezone} ${dayStartsAt} ${Math.floor(ctx.now().getTime() / 60_000)}`
  const answer = await recalled<Overview<object>>(answers, key, stamp, read, ({ failures }) => failures.length === 0)
  // Under this key stands what the same `read` answered.
  return answer as Overview<T>
}

function dayAt({ timezone: zone, dayStartsAt }: queries.Standing, now: string, asked?: string): queries.Day {
  const today = dayOf(now, zone, dayStartsAt)
  const date = asked ?? today
  const [from, to] = [startOfDay(date, zone, dayStartsAt), startOfDay(addDays(date, 1), zone, dayStartsAt)]
  return { date, from, to, lateBefore: date === today ? now : from, zone }
}

const frameOf = ({ date, zone, from, to }: queries.Day) => ({ date, timezone: zone, from, to })

async function habitsOf(ctx: UserCtx, { date }: queries.Day): Promise<NonNullable<Today['habits']>> {
  const items = await habitsOn(ctx, date)
  const due = items.filter((one) => one.due || one.state === 'done').length
  return { counts: { due, done: items.filter(({ state }) => state === 'done').length }, items }
}

type Agendas = {
  schedule: Awaited<ReturnType<typeof agendaBetween>> | null
  reminders: Awaited<ReturnType<typeof selectRinging>> | null
}

const agendaFrom = ({ schedule, reminders }: Agendas, now: string) =>
  schedule === null && reminders === null ? null : { items: agendaOf(schedule ?? [], reminders ?? [], now) }

// The caller names what the items are.
const itemsOf = <T extends { items: unknown[] }>(items: unknown): T => ({ items }) as T
