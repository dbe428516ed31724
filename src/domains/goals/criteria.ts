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

/**
 * The list after an edit: the order given, ids kept, what is missing removed. A criterion that is newly tied to a finished task
 * is complete unless the request says otherwise. An unknown id makes a new criterion of that id, so that an undo can bring a
 * removed one back and an offline device can name its own.
 */
export function mergeCriteria(
  before: SuccessCriterion[],
  given: GivenCriterion[],
  tasks: LinkedTask[],
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
    const taskId = one.taskId === undefined ? (old?.taskId ?? null) : one.taskId
    const linked = taskId === (old?.taskId ?? null) ? undefined : tasks.find((task) => task.id === taskId)
    return {
      id,
      text,
      targetValue: one.targetValue === undefined ? (old?.targetValue ?? null) : one.targetValue,
      metricId: one.metricId === undefined ? (old?.metricId ?? null) : one.metricId,
      taskId,
      ...completion(one, old, linked, now),
    }
  })
}

/** Ids of tasks that the edit ties to a criterion and that no criterion was tied to before. */
export function newlyLinked(before: SuccessCriterion[], given: GivenCriterion[]): { taskId: string; at: number }[] {
  const old = new Set(before.map((criterion) => criterion.taskId))
  return given.flatMap(({ taskId }, at) => (taskId && !old.has(taskId) ? [{ taskId, at }] : []))
}

/** The list after its task was finished (`completedAt`) or reopened (null); the very same list when that changes nothing. */
export function settleCriteria(
  before: SuccessCriterion[],
  taskId: string,
  completedAt: string | null,
): SuccessCriterion[] {
  const isCompleted = completedAt !== null
  if (!before.some((criterion) => criterion.taskId === taskId && criterion.isCompleted !== isCompleted)) return before
  return before.map((criterion) =>
    criterion.taskId === taskId && criterion.isCompleted !== isCompleted
      ? { ...criterion, isCompleted, completedAt }
      : criterion,
  )
}

/** Criteria that are complete in `after` and were not in `before`. */
export function newlyCompleted(before: SuccessCriterion[], after: SuccessCriterion[]): SuccessCriterion[] {
  const done = new Set(before.filter((criterion) => criterion.isCompleted).map((criterion) => criterion.id))
  return after.filter((criterion) => criterion.isCompleted && !done.has(criterion.id))
}

type Completion = Pick<SuccessCriterion, 'isCompleted' | 'completedAt'>

function completion(
  given: GivenCriterion,
  old: Completion | undefined,
  linked: LinkedTask | undefined,
  now: string,
): Completion {
  const isCompleted = given.isCompleted ?? (linked?.isDone || (old?.isCompleted ?? false))
  if (!isCompleted) return { isCompleted, completedAt: null }
  return { isCompleted, completedAt: given.completedAt ?? old?.completedAt ?? linked?.completedAt ?? now }
}
