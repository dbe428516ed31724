import { type Course, type Moment, momentsBetween, nextMoment, plusMs } from './moments.ts'

export interface Due {
  /** The newest moment that has come; null when there is none, or it came too long ago. */
  moment: Moment | null
  /** The next instant to look again; null when there is nothing more. */
  next: string | null
}

/**
 * What is to be done after a while in which nobody looked: of everything between `since` and `now` the newest alone, and that only if
 * it came at most `graceMs` ago. For what is of no use ten times over: a message of the day, a report.
 */
export function newestDue(course: Course, since: string, now: string, graceMs: number): Due {
  const from = plusMs(now, -graceMs)
  const moments = momentsBetween(course, plusMs(since > from ? since : from, 1), plusMs(now, 1))
  return { moment: moments.at(-1) ?? null, next: nextMoment(course, now)?.at ?? null }
}
