import { invalid } from '#core/errors.ts'
import { newId } from '#core/ids.ts'
import type { SuccessCriterion } from './goals.tables.ts'

/** A criterion as a request gives it. With an id it is the one with that id, and what is absent stays; without, it is new. */
export interface GivenCriterion {
  id?: string | undefined
  text?: string | undefined
  targetValue?: number | null | undefined
  metricId?: string | null | undefined
  taskId?: string | null | undefined
  isCompleted?: boolean | undefined
  completedAt?: string | null | undefined
}

/** What a criterion must know about the task it is tied to. */
export interface LinkedTask {
  id: string
  isDone: boolean
  completedAt: string | null
}

/** What a criterion must know about the metric it is tied to. */
export interface LinkedMetric {
  id: string
  /** Whether its latest value reaches a target, by its direction; null is its own target. Null when there is none to reach. */
  reaches: (targetValue: number | null) => boolean | null
  measuredAt: string | null
}

/** The items that criteria are tied to, as far as they are mine and live. */
export interface Linked {
  tasks: LinkedTask[]
  metrics: LinkedMetric[]
}
export const NOTHING_LINKED: Linked = { tasks: [], metrics: [] }

/**
 * The list after an edit: the order given, ids kept, what is missing removed. A criterion that is newly tied to a finished task is
 * complete, and one newly tied to a metric, or with a new target for it, stands as the metric does, unless the request says otherwise.
 * An unknown id makes a new criterion of that id, so that an undo can bring a removed one back and an offline device can name its own.
 */
export function mergeCriteria(
  before: SuccessCriterion[],
  given: GivenCriterion[],
  linked: Linked,
  now: string,
): SuccessCriterion[] {
  const known = new Map(before.map((criterion) => [criterion.id, criterion]))
  const seen = new Set<string>()
  return given.map((one, at) => {
    const id = one.id ?? newId()
    if (seen.has(id)) throw invalid(`successCriteria.${at}.id`, 'Two criteria have the same id.')
    seen.add(id)
    const old = known.get(id)
    const text = one.text ?? old?.text
    if (text === undefined) throw invalid(`successCriteria.${at}.text`, 'A new criterion needs a text.')
    const ties = tiesAfter(one, old)
    if (ties.taskId !== null && ties.metricId !== null)
      throw invalid(`successCriteria.${at}.metricId`, 'A criterion follows a task or a metric, not both.')
    return { id, text, ...ties, ...completion(one, old, standingOf(ties, old, linked), now) }
  })
}

/** Ids that the edit ties to a criterion and that no criterion was tied to before, with the place of each in the edit. */
export function newlyLinked(
  before: SuccessCriterion[],
  given: GivenCriterion[],
  field: 'taskId' | 'metricId',
): { id: string; at: number }[] {
  const old = new Set(before.map((criterion) => criterion[field]))
  return given.flatMap(({ [field]: id }, at) => (id && !old.has(id) ? [{ id, at }] : []))
}

/** The list after its task was finished (`completedAt`) or reopened (null); the very same list when that changes nothing. */
export function settleCriteria(
  before: SuccessCriterion[],
  taskId: string,
  completedAt: string | null,
): SuccessCriterion[] {
  return settled(before, (criterion) => (criterion.taskId === taskId ? completedAt !== null : null), completedAt)
}

/** The list after a metric was measured: what it reaches is complete, what it reaches no more is open. The same list if nothing changes. */
export function settleByMetric(before: SuccessCriterion[], metric: LinkedMetric, now: string): SuccessCriterion[] {
  const reaches = ({ metricId, targetValue }: SuccessCriterion) =>
    metricId === metric.id ? metric.reaches(targetValue) : null
  return settled(before, reaches, metric.measuredAt ?? now)
}

/** Criteria that are complete in `after` and were not in `before`. */
export function newlyCompleted(before: SuccessCriterion[], after: SuccessCriterion[]): SuccessCriterion[] {
  const done = new Set(before.filter((criterion) => criterion.isCompleted).map((criterion) => criterion.id))
  return after.filter((criterion) => criterion.isCompleted && !done.has(criterion.id))
}

/** What a criterion is about, if anything. */
export function subjectOf({ taskId, metricId }: SuccessCriterion) {
  if (taskId !== null) return { entity: 'task' as const, entityId: taskId }
  return metricId === null ? {} : { entity: 'metric' as const, entityId: metricId }
}

/** `verdict` says of each criterion whether it is met; null leaves it alone. */
function settled(
  before: SuccessCriterion[],
  verdict: (criterion: SuccessCriterion) => boolean | null,
  completedAt: string | null,
): SuccessCriterion[] {
  const moves = (criterion: SuccessCriterion) => (verdict(criterion) ?? criterion.isCompleted) !== criterion.isCompleted
  if (!before.some(moves)) return before
  return before.map((criterion) => {
    if (!moves(criterion)) return criterion
    return {
      ...criterion,
      isCompleted: !criterion.isCompleted,
      completedAt: criterion.isCompleted ? null : completedAt,
    }
  })
}

type Ties = Pick<SuccessCriterion, 'targetValue' | 'metricId' | 'taskId'>

const tiesAfter = (given: GivenCriterion, old: Ties | undefined): Ties => ({
  targetValue: given.targetValue === undefined ? (old?.targetValue ?? null) : given.targetValue,
  metricId: given.metricId === undefined ? (old?.metricId ?? null) : given.metricId,
  taskId: given.taskId === undefined ? (old?.taskId ?? null) : given.taskId,
})

type Completion = Pick<SuccessCriterion, 'isCompleted' | 'completedAt'>

/** How the item that it is newly tied to stands; null when nothing about its ties is new, or nothing follows from them. */
function standingOf(ties: Ties, old: Ties | undefined, linked: Linked): Completion | null {
  const { taskId, metricId, targetValue } = ties
  if (taskId !== null && taskId !== old?.taskId) {
    const task = linked.tasks.find(({ id }) => id === taskId)
    return task?.isDone ? { isCompleted: true, completedAt: task.completedAt } : null
  }
  if (metricId === null || (metricId === old?.metricId && targetValue === old.targetValue)) return null
  const metric = linked.metrics.find(({ id }) => id === metricId)
  const isCompleted = metric?.reaches(targetValue) ?? null
  return isCompleted === null ? null : { isCompleted, completedAt: metric?.measuredAt ?? null }
}

function completion(
  given: GivenCriterion,
  old: Completion | undefined,
  standing: Completion | null,
  now: string,
): Completion {
  const isCompleted = given.isCompleted ?? standing?.isCompleted ?? old?.isCompleted ?? false
  if (!isCompleted) return { isCompleted, completedAt: null }
  return { isCompleted, completedAt: given.completedAt ?? old?.completedAt ?? standing?.completedAt ?? now }
}
