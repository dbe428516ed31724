import { dayOf, daysBetween } from '#core/time/zones.ts'

export interface Weighed {
  priority: 'p1' | 'p2' | 'p3' | 'p4'
  dueDate: string | null
  dueAt: string | null
  goalIds: readonly string[]
  openBlockers: number
  /** How many open tasks wait for it. */
  waiting: number
}

export interface Weight {
  urgency: number
  impact: number
  suggested: Weighed['priority']
  reasons: string[]
}

/** Days until due, and how urgent that is. */
const URGENCY: [days: number, urgency: number][] = [
  [-1, 10],
  [0, 9],
  [1, 8],
  [3, 7],
  [7, 5],
  [14, 3],
]
const LATER = 1
/** Without a date nothing presses, but nobody said that it can wait either. */
const UNDATED = 2
const OWN: Record<Weighed['priority'], number> = { p1: 3, p2: 2, p3: 1, p4: 0 }

/**
 * Urgency 0–10 from the days left; impact 0–10 from the user's own priority (0–3), one for belonging to a goal and one more for
 * each further up to 3, and one for each task that waits for it, up to 4. Three parts urgency and two parts impact make the score:
 * p1 from 6.5, p2 from 4.5, p3 from 2.
 */
export function weigh(task: Weighed, today: string, zone: string): Weight {
  const day = task.dueDate ?? (task.dueAt === null ? null : dayOf(task.dueAt, zone))
  const left = day === null ? null : daysBetween(today, day)
  const urgency = left === null ? UNDATED : (URGENCY.find(([days]) => left <= days)?.[1] ?? LATER)
  const impact = OWN[task.priority] + Math.min(3, task.goalIds.length) + Math.min(4, task.waiting)
  return { urgency, impact, suggested: priorityOf((3 * urgency + 2 * impact) / 5), reasons: reasonsOf(task, left) }
}

function priorityOf(score: number): Weighed['priority'] {
  if (score >= 6.5) return 'p1'
  if (score >= 4.5) return 'p2'
  return score >= 2 ? 'p3' : 'p4'
}

function reasonsOf({ goalIds, openBlockers, waiting }: Weighed, left: number | null): string[] {
  const days = (count: number) => (count === 1 ? 'one day' : `${count} days`)
  return [
    left === null
      ? 'no due date'
      : left < 0
        ? `overdue by ${days(-left)}`
        : left === 0
          ? 'due today'
          : `due in ${days(left)}`,
    ...(goalIds.length > 0 ? [`serves ${goalIds.length === 1 ? 'a goal' : `${goalIds.length} goals`}`] : []),
    ...(waiting > 0 ? [`${waiting} waiting for it`] : []),
    ...(openBlockers > 0 ? [`cannot start before ${openBlockers} other${openBlockers === 1 ? '' : 's'}`] : []),
  ]
}
