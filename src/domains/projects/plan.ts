import type { ProjectRow } from './projects.tables.ts'

export type Plan = Pick<ProjectRow, 'plannedTaskCount' | 'plannedOn'>
type Begun = Pick<ProjectRow, 'status' | 'startDate'>

/**
 * The plan that growth is measured from, after an event on `today` (the user's day) that left it with `taskCount` tasks. A plan is
 * open until the end of the first day on which the project had begun (out of `planning`, start day reached) and had tasks; from
 * then on it stays. Going back to `planning` opens it again.
 */
export function planAfter(before: Begun & Plan, after: Begun, taskCount: number, today: string): Plan {
  if (!hasBegun(after, today)) return { plannedTaskCount: taskCount, plannedOn: null }
  if (before.plannedOn !== null && before.plannedOn < today) return pick(before)
  // It began by its start day, since when nothing has happened to its tasks until now.
  if (isOverdue(before, today)) return { plannedTaskCount: before.plannedTaskCount, plannedOn: before.startDate }
  return { plannedTaskCount: taskCount, plannedOn: taskCount > 0 ? today : null }
}

const hasBegun = ({ status, startDate }: Begun, today: string) =>
  status !== 'planning' && (startDate === null || startDate <= today)

const isOverdue = ({ status, startDate, plannedOn, plannedTaskCount }: Begun & Plan, today: string) =>
  status !== 'planning' && plannedOn === null && plannedTaskCount > 0 && startDate !== null && startDate < today

const pick = ({ plannedTaskCount, plannedOn }: Plan): Plan => ({ plannedTaskCount, plannedOn })
