import { localRule, nextAfter, nextFromCompletion, occurrences } from '#core/time/expand.ts'
import { parseRule } from '#core/time/rrule.ts'
import { addDays, dayOf, daysBetween, localOf, resolveLocal } from '#core/time/zones.ts'
import type { TaskRow } from './tasks.tables.ts'

/** What the next instance of a series is made of; everything else is copied from the one before. */
export interface NextInstance {
  /** Local day or `YYYY-MM-DDTHH:mm`: names the instance within its series. */
  local: string
  dueDate: string | null
  dueAt: string | null
  scheduledDate: string | null
  seriesStart: string
  occurrence: number
  /** Days between the two on which it was due and not done. */
  missedDates: string[]
}

type Instance = Pick<TaskRow, 'recurrence' | 'dueDate' | 'dueAt' | 'scheduledDate' | 'seriesStart' | 'occurrence'>

/** A series that was left alone for years remembers this many misses, the latest. */
const MISSES_KEPT = 366

/**
 * The instance that follows one completed at `completedAt`, or null when the rule has ended. Always later than both the due day
 * and the day of completion, so instances never pile up; the days passed over are named as missed. With anchor `completion` it
 * is counted from the day it was done. A task without a due date counts from the day it was done.
 */
export function nextInstance(open: Instance, completedAt: string, zone: string): NextInstance | null {
  if (open.recurrence === null) return null
  const recurrence = localRule(open.recurrence, zone)
  const task = { ...open, recurrence }
  const doneOn = dayOf(completedAt, zone)
  const due = dueLocal(task, zone)
  const current = due ?? doneOn
  const seriesStart = task.seriesStart ?? current
  const local =
    recurrence.anchor === 'completion'
      ? afterCompletion(task, doneOn, current)
      : afterDue(task, seriesStart, current, doneOn)
  if (local === null) return null
  const missed = recurrence.anchor === 'completion' || due === null ? [] : between(task, seriesStart, current, doneOn)
  const shift = task.scheduledDate === null ? null : daysBetween(current.slice(0, 10), task.scheduledDate)
  const timed = local.length > 10
  return {
    local,
    dueDate: timed ? null : local,
    dueAt: timed ? resolveLocal(local, zone) : null,
    scheduledDate: shift === null ? null : addDays(local.slice(0, 10), shift),
    seriesStart,
    occurrence: task.occurrence + 1,
    missedDates: missed,
  }
}

/** Coming dates of an open instance's series, itself first, as local days or times. */
export function upcoming(task: Instance, zone: string, from: string, to: string, limit: number): string[] {
  if (task.recurrence === null) return []
  const current = dueLocal(task, zone)
  if (current === null) return []
  const start = task.seriesStart ?? current
  const first = later(from, current)
  return occurrences(localRule(task.recurrence, zone), start, { from: first, to, limit })
}

/** When an instance is due on the wall clock of its owner. */
export function dueLocal(task: Pick<TaskRow, 'dueDate' | 'dueAt'>, zone: string): string | null {
  if (task.dueAt !== null) return localOf(task.dueAt, zone)
  return task.dueDate
}

function afterCompletion({ recurrence, occurrence }: Instance, doneOn: string, current: string): string | null {
  if (recurrence === null) return null
  const { count } = parseRule(recurrence.rrule)
  if (count != null && occurrence >= count) return null
  return nextFromCompletion(recurrence, `${doneOn}${current.slice(10)}`)
}

function afterDue({ recurrence }: Instance, seriesStart: string, current: string, doneOn: string): string | null {
  if (recurrence === null) return null
  const endOfDay = current.length > 10 ? `${doneOn}T23:59` : doneOn
  return nextAfter(recurrence, seriesStart, later(current, endOfDay))
}

/** Due days after this instance's and before the day it was done: nobody did those. */
function between({ recurrence }: Instance, seriesStart: string, current: string, doneOn: string): string[] {
  if (recurrence === null || doneOn <= current.slice(0, 10)) return []
  const from = current.length > 10 ? `${addDays(current.slice(0, 10), 1)}T00:00` : addDays(current, 1)
  const to = current.length > 10 ? `${doneOn}T00:00` : doneOn
  const recent = addDays(doneOn, -2 * MISSES_KEPT)
  const missed = occurrences(recurrence, seriesStart, {
    from: later(from, recent),
    to,
    limit: 2 * MISSES_KEPT,
  })
  return [...new Set(missed.map((local) => local.slice(0, 10)))].slice(-MISSES_KEPT)
}

/** Days and local times sort as text. */
const later = (a: string, b: string) => [a, b].sort()[1] ?? a
