import { and, eq, gt, isNull, lt, or } from 'drizzle-orm'
import { mine } from '#core/columns.ts'
import type { UserCtx } from '#core/ctx.ts'
import { invalid } from '#core/errors.ts'
import { addDays, dayOf, daysBetween, startOfDay } from '#core/time/zones.ts'
import { type UserZone, userZone } from '#domains/accounts/users.service.ts'
import { courses } from './courses.tables.ts'
import { ended, focusByDay } from './focus.ts'
import type { StudyStatisticsQuery } from './sessions.schema.ts'
import { studySessions } from './sessions.tables.ts'

const MAX_DAYS = 366

/**
 * What was studied on the person's own days, first and last included, and for which courses. A session that is open counts up to now.
 * Refused (400) for more than a year.
 */
export async function studyStatistics(ctx: UserCtx, query: StudyStatisticsQuery) {
  const zone = await userZone(ctx)
  const now = ctx.now().toISOString()
  const to = query.to ?? dayOf(now, zone.timezone, zone.dayStartsAt)
  const from = query.from ?? addDays(to, -29)
  const count = daysBetween(from, to) + 1
  if (count < 1) throw invalid('to', 'lies before the first day')
  if (count > MAX_DAYS) throw invalid('from', `lies more than ${MAX_DAYS} days before the last day`)
  const all = { milliseconds: 0, sessions: 0 }
  const days = new Map(Array.from({ length: count }, (_, n) => [addDays(from, n), { milliseconds: 0, sessions: 0 }]))
  const byCourse = new Map<string | null, { title: string | null; milliseconds: number; sessions: number }>()
  const byDay = focusByDay(zone)
  for (const { courseId, title, spans } of await sessionsWithin(ctx, zone, from, to)) {
    const within = [...byDay(ended(spans, now))].filter(([date]) => days.has(date))
    if (within.length === 0) continue
    for (const [date, milliseconds] of within) add(days.get(date), milliseconds)
    const course = byCourse.get(courseId) ?? { title, milliseconds: 0, sessions: 0 }
    byCourse.set(courseId, course)
    const milliseconds = within.reduce((sum, [, one]) => sum + one, 0)
    add(course, milliseconds)
    add(all, milliseconds)
  }
  return {
    ...{ from, to, ...inMinutes(all) },
    days: [...days].map(([date, one]) => ({ date, ...inMinutes(one) })),
    courses: [...byCourse]
      .sort(([, a], [, b]) => b.milliseconds - a.milliseconds)
      .map(([courseId, one]) => ({ courseId, title: one.title, ...inMinutes(one) })),
  }
}

interface Sum {
  milliseconds: number
  sessions: number
}

function add(sum: Sum | undefined, milliseconds: number) {
  if (!sum) return
  sum.milliseconds += milliseconds
  sum.sessions += 1
}

const inMinutes = ({ milliseconds, sessions }: Sum) => ({ minutes: Math.floor(milliseconds / 60_000), sessions })

/** With the title of its course, in the trash or not. One statement. */
function sessionsWithin(ctx: UserCtx, { timezone, dayStartsAt }: UserZone, from: string, to: string) {
  const start = startOfDay(from, timezone, dayStartsAt)
  const end = startOfDay(addDays(to, 1), timezone, dayStartsAt)
  return ctx.db
    .select({ courseId: studySessions.courseId, title: courses.title, spans: studySessions.spans })
    .from(studySessions)
    .leftJoin(courses, and(eq(courses.userId, studySessions.userId), eq(courses.id, studySessions.courseId)))
    .where(
      and(
        mine(ctx, studySessions),
        lt(studySessions.startedAt, end),
        or(isNull(studySessions.finishedAt), gt(studySessions.finishedAt, start)),
      ),
    )
}
