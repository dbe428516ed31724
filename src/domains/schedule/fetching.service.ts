import { and, eq, sql } from 'drizzle-orm'
import { mine, myRow } from '#core/columns.ts'
import { actingAs, type Ctx, inTransaction, type Reach, type UserCtx } from '#core/ctx.ts'
import { AppError } from '#core/errors.ts'
import type { Fetched } from '#core/fetch.ts'
import { userZone } from '#domains/accounts/users.service.ts'
import { readCalendar } from './ics-import.ts'
import { takeAll } from './imports.service.ts'
import { scheduleBlocks } from './schedule.tables.ts'
import { claimSubscriptions } from './subscriptions.queries.ts'
import { type SubscriptionRow, scheduleSubscriptions } from './subscriptions.tables.ts'

/**
 * Reads subscribed calendars whose time has come, a few at once, and answers whether there were any. Makes the schedule what each
 * says: new events come, changed ones change, gone ones go to the trash, what is the same is left alone. When one cannot be read its
 * blocks stay, the reason is kept with the subscription, and the next try is later each time. Of several workers one reads it.
 */
export async function fetchDue(ctx: Ctx, reach: Reach): Promise<boolean> {
  const until = new Date(ctx.now().getTime() + CLAIM_MS).toISOString()
  const claimed = await claimSubscriptions(ctx, AT_ONCE, until)
  const results = await Promise.allSettled(
    claimed.map((one) => fetchOne(actingAs(ctx, one.userId, 'job:schedule_fetches'), reach, one)),
  )
  const broken = results.find((result) => result.status === 'rejected')
  if (broken) throw broken.reason
  return claimed.length > 0
}

const AT_ONCE = 8
const DAY_MS = 86_400_000
const EVERY_MS = 4 * 3_600_000
const FIRST_RETRY_MS = 15 * 60_000
/** Of a worker that dies; longer than any fetch and its import. */
const CLAIM_MS = 15 * 60_000

/** Subscriptions that were made together do not stay together. */
const jitter = () => 0.9 + Math.random() / 5

async function fetchOne(ctx: UserCtx, reach: Reach, subscription: SubscriptionRow): Promise<void> {
  const { failed, status, waitMs, found } = await read(ctx, reach, subscription)
  const failures = failed === null ? 0 : subscription.failures + 1
  const pause = failed === null ? EVERY_MS : Math.min(DAY_MS, FIRST_RETRY_MS * 2 ** Math.min(failures - 1, 10))
  const now = ctx.now()
  await ctx.db
    .update(scheduleSubscriptions)
    .set({
      ...(failed === null && { lastSucceededAt: now.toISOString(), ...found }),
      lastFetchedAt: now.toISOString(),
      lastStatus: status,
      lastError: failed,
      failures,
      nextFetchAt: new Date(now.getTime() + Math.max(pause, waitMs) * jitter()).toISOString(),
    })
    .where(unmoved(ctx, subscription))
  reach.live.wake(ctx.actor.id)
}

/** Still there, and of the same address: what was fetched is of nobody's concern otherwise. */
const unmoved = (ctx: UserCtx, { id, url }: SubscriptionRow) =>
  and(myRow(ctx, scheduleSubscriptions, id), eq(scheduleSubscriptions.url, url))

interface Outcome {
  /** Why it could not be read; null when it was. */
  failed: string | null
  status: number | null
  /** As its server asks. */
  waitMs: number
  found?: Partial<Pick<SubscriptionRow, 'etag' | 'lastModified' | 'eventCount' | 'refusedCount'>>
}

async function read(ctx: UserCtx, reach: Reach, subscription: SubscriptionRow): Promise<Outcome> {
  let answer: Fetched | null = null
  try {
    answer = await reach.fetch(subscription.url, { headers: conditions(subscription) })
    const { status } = answer
    if (status === 304) return { failed: null, status, waitMs: 0 }
    if (status !== 200) {
      const waitMs = Math.min(DAY_MS, 1_000 * (Number(answer.headers['retry-after']) || 0))
      return { failed: `Its server answered ${status} instead of a calendar.`, status, waitMs }
    }
    const counts = await takeOver(ctx, subscription, answer.body.toString('utf8'))
    return { failed: null, status, waitMs: 0, found: { ...counts, ...validators(answer) } }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { failed: error.message, status: answer?.status ?? null, waitMs: 0 }
  }
}

function conditions({ etag, lastModified }: SubscriptionRow): Record<string, string> {
  return {
    accept: 'text/calendar, */*;q=0.1',
    ...(etag !== null && { 'if-none-match': etag }),
    ...(lastModified !== null && { 'if-modified-since': lastModified }),
  }
}

const validators = ({ headers }: Fetched) => ({
  etag: short(headers.etag),
  lastModified: short(headers['last-modified']),
})
const short = (header: string | undefined) => (header !== undefined && header.length <= 500 ? header : null)

async function takeOver(ctx: UserCtx, subscription: SubscriptionRow, text: string) {
  const { timezone } = await userZone(ctx)
  const { blocks, refusals } = readCalendar(text, timezone)
  const guard = async (ctx: UserCtx) => {
    const [there] = await ctx.db
      .select({ id: scheduleSubscriptions.id })
      .from(scheduleSubscriptions)
      .where(unmoved(ctx, subscription))
      .for('share')
    if (!there) throw new AppError('gone', 'The subscription has ended.')
  }
  await takeAll(ctx, blocks, { subscriptionId: subscription.id, guard })
  await inTransaction(ctx, async (ctx) => {
    await guard(ctx)
    const uids = JSON.stringify(blocks.map(({ uid }) => uid))
    await ctx.db
      .update(scheduleBlocks)
      .set({ deletedAt: sql<string>`now()` })
      .where(
        and(
          mine(ctx, scheduleBlocks),
          eq(scheduleBlocks.subscriptionId, subscription.id),
          sql`${scheduleBlocks.icalUid} <> all(array(select jsonb_array_elements_text(${uids}::jsonb)))`,
        ),
      )
  })
  return { eventCount: blocks.length, refusedCount: refusals.length }
}
