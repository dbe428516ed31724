import type { ProjectStatus } from './projects.tables.ts'

export const REASONS = ['overdue_tasks', 'blocked', 'staleness', 'pace', 'scope_growth'] as const
export const COLOURS = ['green', 'yellow', 'red'] as const
export const SCHEDULES = ['ahead', 'on_schedule', 'behind', 'overdue'] as const
export type Colour = (typeof COLOURS)[number]
export type Schedule = (typeof SCHEDULES)[number]

export interface Deduction {
  reason: (typeof REASONS)[number]
  /** Whole points, more than 0. */
  points: number
  /** For the person who runs the project, with the numbers it follows from. */
  detail: string
}

/** What is known about a project's tasks on the user's day. */
export interface TaskSurvey {
  /** Neither done nor cancelled. */
  open: number
  /** Open and past their due day or instant. */
  overdue: number
  /** Days that the longest overdue one is late; 0 without any. */
  latestBy: number
  /** Open and held up: marked blocked, or waiting for another task though its own day has come. */
  blocked: number
}

export interface ProjectCondition extends TaskSurvey {
  status: ProjectStatus
  /** Percent, 0 to 100. */
  progress: number
  /** Percent that the even pace expects today; null without a target day. */
  expectedToday: number | null
  /** Days past the target day; negative before it, null without one. */
  daysPastTarget: number | null
  /** Whole days since something last happened, or since the first day when that is later; negative before it. */
  idleDays: number
  /** Names of unfinished projects that hold it up: its own start has come, or it has begun. */
  waitsFor: string[]
  /** Tasks of the plan it began with, and tasks now. */
  planned: number
  total: number
}

export interface ProjectHealth {
  /** 100 less all deductions, never below 0. */
  score: number
  colour: Colour
  deductions: Deduction[]
}

const GREEN_FROM = 75
const YELLOW_FROM = 50

const PER_OVERDUE = 5
const MOST_OVERDUE = 30
const PER_BLOCKED = 5
const MOST_BLOCKED = 20
/** More than so many idle days take so many points. */
const STALE = [
  [28, 30],
  [14, 20],
  [7, 10],
] as const
/** Progress and elapsed share may differ by so many percentage points. */
const TOLERANCE = 10
const MOST_PACE = 30
/** Growth by more than such a share of the plan takes so many points. */
const GROWTH = [
  [1, 15],
  [0.5, 10],
  [0.2, 5],
] as const

/**
 * How a project stands: 100 points less what is deducted, every deduction named. Green from 75, yellow from 50, red below. Overdue
 * tasks take 5 points each (30 at most), blocked tasks and unfinished projects it waits for 5 each (20 at most), staleness of an active
 * project 10 after 7 days, 20 after 14, 30 after 28, lagging behind the even pace by 10 percentage points or more half a point for each
 * (30 at most, 30 past the target day), growth over the plan it began with 5 above a fifth, 10 above a half, 15 above the
 * double. A project that is completed or cancelled has nothing deducted. The thresholds are ours; the reasons are those of Linear-style
 * project audits.
 */
export function projectHealth(condition: ProjectCondition): ProjectHealth {
  const deductions = isOver(condition.status)
    ? []
    : [overdue(condition), blocked(condition), stale(condition), lagging(condition), grown(condition)].filter(
        (one) => one !== null,
      )
  const score = Math.max(
    0,
    deductions.reduce((left, { points }) => left - points, 100),
  )
  return { score, colour: colourOf(score), deductions }
}

/**
 * By progress less elapsed share: 10 percentage points more is ahead, 10 less behind; past the target day and unfinished is overdue.
 * Null without a target day. Source: client-apps §2.5.
 */
export function scheduleOf({
  status,
  progress,
  expectedToday,
  daysPastTarget,
}: Pick<ProjectCondition, 'status' | 'progress' | 'expectedToday' | 'daysPastTarget'>): Schedule | null {
  if (expectedToday === null || daysPastTarget === null) return null
  if (!isOver(status) && daysPastTarget > 0) return 'overdue'
  const lead = progress - expectedToday
  if (lead >= TOLERANCE) return 'ahead'
  return lead <= -TOLERANCE && !isOver(status) ? 'behind' : 'on_schedule'
}

const isOver = (status: ProjectStatus) => status === 'completed' || status === 'cancelled'

const colourOf = (score: number): Colour => (score >= GREEN_FROM ? 'green' : score >= YELLOW_FROM ? 'yellow' : 'red')

function overdue({ overdue: count, open, latestBy }: ProjectCondition): Deduction | null {
  if (count === 0) return null
  const longest = latestBy === 0 ? 'since today' : `the longest by ${many(latestBy, 'day')}`
  const detail = `${count} of ${many(open, 'open task')} overdue, ${longest}`
  return { reason: 'overdue_tasks', points: Math.min(MOST_OVERDUE, count * PER_OVERDUE), detail }
}

function blocked({ blocked: count, waitsFor }: ProjectCondition): Deduction | null {
  if (count === 0 && waitsFor.length === 0) return null
  const parts = [
    ...(count > 0 ? [`${many(count, 'task')} blocked`] : []),
    ...(waitsFor.length > 0 ? [`waits for ${waitsFor.map((name) => `'${name}'`).join(', ')}`] : []),
  ]
  const points = Math.min(MOST_BLOCKED, (count + waitsFor.length) * PER_BLOCKED)
  return { reason: 'blocked', points, detail: parts.join('; ') }
}

function stale({ status, idleDays }: ProjectCondition): Deduction | null {
  const points = status === 'active' ? (STALE.find(([days]) => idleDays > days)?.[1] ?? 0) : 0
  return points === 0 ? null : { reason: 'staleness', points, detail: `Nothing happened for ${many(idleDays, 'day')}` }
}

function lagging(condition: ProjectCondition): Deduction | null {
  const { progress, expectedToday, daysPastTarget } = condition
  const schedule = scheduleOf(condition)
  if (schedule === 'overdue') {
    const detail = `${many(daysPastTarget ?? 0, 'day')} past its target at ${progress} %`
    return { reason: 'pace', points: MOST_PACE, detail }
  }
  if (schedule !== 'behind' || expectedToday === null) return null
  const points = Math.min(MOST_PACE, Math.round((expectedToday - progress) / 2))
  return { reason: 'pace', points, detail: `${progress} % done where the even pace expects ${expectedToday} %` }
}

function grown({ planned, total }: ProjectCondition): Deduction | null {
  const growth = planned === 0 ? 0 : (total - planned) / planned
  const points = GROWTH.find(([share]) => growth > share)?.[1] ?? 0
  if (points === 0) return null
  const detail = `${many(total, 'task')} where ${planned} were planned: ${Math.round(growth * 100)} % more`
  return { reason: 'scope_growth', points, detail }
}

const many = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`
