import { and, eq, getTableColumns, sql } from 'drizzle-orm'
import { mine, toInstant } from '#core/columns.ts'
import type { UserCtx } from '#core/ctx.ts'
import { momentsBetween } from '#core/time/moments.ts'
import { localOf } from '#core/time/zones.ts'
import { presentCourse } from '#domains/reminders/firing.service.ts'
import { type OccurrenceState, reminders, reminderTimers } from '#domains/reminders/reminders.tables.ts'

export interface Ringing {
  id: string
  occurrence: string
  title: string
  priority: string
  at: string
  local: string
  state: OccurrenceState
}

/** More than anybody is reminded of in a week. */
const MOST = 1_000

interface Fate {
  occurrence: string
  at: string
  againAt: string | null
  state: OccurrenceState
}

/**
 * What reminders ring for from one instant to another (half-open), in order: what has become of it, or that it is still to come. A
 * snoozed one stands where it rings again. At most a thousand reminders; one statement.
 */
export async function selectRinging(
  ctx: UserCtx,
  { from, to }: { from: string; to: string },
  zone: string,
): Promise<Ringing[]> {
  const within = sql`o.user_id = reminders.user_id and o.reminder_id = reminders.id and o.lead = 0
    and (o.at >= ${from} and o.at < ${to} or o.again_at >= ${from} and o.again_at < ${to})`
  const rows = await ctx.db
    .select({
      ...getTableColumns(reminders),
      handledUntil: reminderTimers.handledUntil,
      fates: sql<
        Fate[] | null
      >`(select json_agg(json_build_object('occurrence', o.occurrence, 'at', o.at, 'againAt', o.again_at,
          'state', o.state)) from reminder_occurrences o where ${within})`,
    })
    .from(reminders)
    .innerJoin(
      reminderTimers,
      and(eq(reminderTimers.userId, reminders.userId), eq(reminderTimers.reminderId, reminders.id)),
    )
    .where(
      and(
        mine(ctx, reminders),
        sql`(${reminders.status} = 'active' and ${reminderTimers.fireAt} < ${to}
             or exists (select from reminder_occurrences o where ${within}))`,
      ),
    )
    .limit(MOST)
  return rows.flatMap((row) => ringsOf(row, { from, to }, zone)).sort((a, b) => (a.at < b.at ? -1 : 1))
}

type Row = typeof reminders.$inferSelect & { handledUntil: string; fates: Fate[] | null }

function ringsOf(row: Row, { from, to }: { from: string; to: string }, zone: string): Ringing[] {
  const course = presentCourse(row, zone)
  const { id, title, priority, status, handledUntil } = row
  const known = (row.fates ?? []).map(({ occurrence, at, againAt, state }) => {
    const when = toInstant(state === 'snoozed' && againAt !== null ? againAt : at)
    const local = occurrence.endsWith('Z') ? localOf(occurrence, course.zone) : occurrence
    return { id, occurrence, title, priority, at: when, local, state }
  })
  const shown = known.filter(({ at }) => at >= from && at < to)
  if (status !== 'active') return shown
  const decided = new Set(known.map(({ occurrence }) => occurrence))
  const coming = momentsBetween(course, handledUntil > from ? handledUntil : from, to, MOST)
    .filter(({ key, at }) => at > handledUntil && !decided.has(key))
    .map(({ key, local, at }) => ({ id, occurrence: key, title, priority, at, local, state: 'scheduled' as const }))
  return [...shown, ...coming]
}
