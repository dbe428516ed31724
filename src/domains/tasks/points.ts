import type { Area } from '#core/areas.ts'
import type { TaskRow } from './tasks.tables.ts'

const DEFAULT_MINUTES = 30
const PRIORITY = { p1: 2, p2: 1.5, p3: 1.2, p4: 1 } as const
const AREA: Record<Area, number> = { health: 1.3, wealth: 1.2, love: 1.2, happiness: 1.1, operations: 1, day_job: 1.1 }

export type Priced = Pick<TaskRow, 'pointValue' | 'estimateMinutes' | 'priority' | 'area'>

export interface PointFactors {
  basePoints: number
  priorityMultiplier: number
  areaMultiplier: number
  lengthMultiplier: number
  /** Their product, a whole number. */
  points: number
}

/**
 * Points for finishing a task: its own value if it has one, otherwise ten a minute (30 minutes when not estimated), times
 * priority, area and length. 60 minutes, p2, wealth: 60·10·1.5·1.2·1.2 = 1296. Source: the Personal OS formula, SPEC §3.
 */
export const pointsFor = (task: Priced): number => task.pointValue ?? factorsOf(task).points

/** What the formula comes to, factor by factor. */
export function factorsOf({ estimateMinutes, priority, area }: Omit<Priced, 'pointValue'>): PointFactors {
  const minutes = estimateMinutes ?? DEFAULT_MINUTES
  const basePoints = minutes * 10
  const priorityMultiplier = PRIORITY[priority]
  const areaMultiplier = area === null ? 1 : AREA[area]
  const lengthMultiplier = minutes >= 120 ? 1.5 : minutes >= 60 ? 1.2 : 1
  const points = Math.round(basePoints * priorityMultiplier * areaMultiplier * lengthMultiplier)
  return { basePoints, priorityMultiplier, areaMultiplier, lengthMultiplier, points }
}
