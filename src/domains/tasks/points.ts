import type { Area } from '#core/areas.ts'
import type { TaskRow } from './tasks.tables.ts'

const DEFAULT_MINUTES = 30
const PRIORITY = { p1: 2, p2: 1.5, p3: 1.2, p4: 1 } as const
const AREA: Record<Area, number> = { health: 1.3, wealth: 1.2, love: 1.2, happiness: 1.1, operations: 1, day_job: 1.1 }

/**
 * Points for finishing a task: its own value if it has one, otherwise ten a minute (30 minutes when not estimated), times
 * priority, area and length. 60 minutes, p2, wealth: 60·10·1.5·1.2·1.2 = 1296. Source: the Personal OS formula, SPEC §3.
 */
export function pointsFor(task: Pick<TaskRow, 'pointValue' | 'estimateMinutes' | 'priority' | 'area'>): number {
  if (task.pointValue !== null) return task.pointValue
  const minutes = task.estimateMinutes ?? DEFAULT_MINUTES
  const length = minutes >= 120 ? 1.5 : minutes >= 60 ? 1.2 : 1
  return Math.round(minutes * 10 * PRIORITY[task.priority] * (task.area === null ? 1 : AREA[task.area]) * length)
}
