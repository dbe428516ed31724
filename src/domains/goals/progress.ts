import { wholePercent } from '#core/milestones.ts'
import type { Weights } from './goals.tables.ts'

/** Members of one component: how many count, how many are done. */
export interface Count {
  done: number
  total: number
}

export interface Component extends Count {
  /** 0 to 100, not rounded. */
  percent: number
}

/** A component without members is null: it does not weigh. */
export type Components = Record<keyof Weights, Component | null>

/** Components from the members counted; a kind that nobody counted has none. */
export function componentsOf(counts: Partial<Record<keyof Weights, Count>>): Components {
  const { criteria, tasks, metrics, habits } = counts
  return {
    criteria: component(criteria),
    tasks: component(tasks),
    metrics: component(metrics),
    habits: component(habits),
  }
}

export function countCriteria(criteria: readonly { isCompleted: boolean }[]): Count {
  return { done: criteria.filter((criterion) => criterion.isCompleted).length, total: criteria.length }
}

/**
 * A goal's progress in whole percent, 0 to 100: the mean of its components' percentages by weight, over those that have members;
 * 0 when none has. `manual` wins over everything. It is 100 only when everything that weighs is done: 99.6 is 99.
 */
export function overallOf(components: Components, weights: Weights, manual: number | null): number {
  if (manual !== null) return manual
  let [sum, weight] = [0, 0]
  for (const kind of ['criteria', 'tasks', 'metrics', 'habits'] as const) {
    const part = components[kind]
    if (part === null) continue
    sum += part.percent * weights[kind]
    weight += weights[kind]
  }
  if (weight === 0) return 0
  return wholePercent(sum / weight)
}

function component(count: Count | undefined): Component | null {
  if (count === undefined || count.total === 0) return null
  return { ...count, percent: (100 * count.done) / count.total }
}
