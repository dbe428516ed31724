import { and, asc, count, desc, gt, isNull, notInArray, sql } from 'drizzle-orm'
import { mine } from '#core/columns.ts'
import { actingAs, type Ctx, inTransaction, type UserCtx } from '#core/ctx.ts'
import { preferencesOf } from '#domains/accounts/preferences.service.ts'
import { report } from './letters.ts'
import { notifications, reportTimes } from './notifications.tables.ts'
import { notify } from './notify.service.ts'
import { type Reader, selectReaders } from './recipients.queries.ts'
import { type Cadence, lastReportTime } from './report-times.ts'

const PAGE = 500
const TITLES = 100
/** A report does not tell of itself. */
const UNTOLD = ['report', 'digest', 'test']

/**
 * Makes the daily or weekly report of everyone who wants one and whose morning has come: once for each, also after a downtime, and
 * nothing where there is nothing to tell. A first report tells what came in since it was ordered.
 */
export async function makeReports(ctx: Ctx): Promise<void> {
  for (let last: string | null = null; ; ) {
    const readers: Reader[] = await selectReaders(ctx, last, PAGE)
    for (const reader of readers) await reportTo(actingAs(ctx, reader.id, 'job:notifications_reports'), reader)
    last = readers.at(-1)?.id ?? null
    if (readers.length < PAGE) return
  }
}

function reportTo(ctx: UserCtx, reader: Reader): Promise<void> {
  const { notifications: chosen, weeklyReviewDay } = preferencesOf(reader.preferences)
  if (chosen.digest === 'none') return Promise.resolve()
  const cadence = chosen.digest
  const now = ctx.now().toISOString()
  const due = lastReportTime(now, reader.timezone, cadence, weeklyReviewDay)
  if (reader.toldUntil !== null && reader.toldUntil >= due) return Promise.resolve()
  return inTransaction(ctx, async (ctx) => {
    // Of two workers that come at once the second finds the time told already.
    const [told] = await ctx.db
      .insert(reportTimes)
      .values({ userId: reader.id, toldUntil: now })
      .onConflictDoUpdate({
        target: reportTimes.userId,
        set: { toldUntil: now },
        setWhere: sql`${reportTimes.toldUntil} < ${due}`,
      })
      .returning()
    if (told && reader.toldUntil !== null) await tell(ctx, reader, { cadence, since: reader.toldUntil, due })
  })
}

interface Period {
  cadence: Cadence
  since: string
  due: string
}

async function tell(ctx: UserCtx, { locale }: Reader, { cadence, since, due }: Period): Promise<void> {
  const told = and(mine(ctx, notifications), notInArray(notifications.kind, UNTOLD))
  const kinds = await ctx.db
    .select({ kind: notifications.kind, count: count() })
    .from(notifications)
    .where(and(told, gt(notifications.createdAt, since)))
    .groupBy(notifications.kind)
    .orderBy(desc(count()), asc(notifications.kind))
  const unread = await ctx.db
    .select({ title: notifications.title })
    .from(notifications)
    .where(and(told, isNull(notifications.readAt)))
    .orderBy(desc(notifications.id))
    .limit(TITLES)
  if (kinds.length === 0 && unread.length === 0) return
  const text = report({ cadence, kinds, unread: unread.map(({ title }) => title) }, locale)
  const about = { entity: null, entityId: null, occurrence: null, channels: null }
  await notify(ctx, { kind: 'report', ...text, ...about, key: `report:${cadence}:${due}` })
}
