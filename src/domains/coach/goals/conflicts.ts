import { addDays, daysBetween } from '#core/time/zones.ts'
import { quoted } from '../wording.ts'

export interface Rival {
  id: string
  title: string
  priority: 'low' | 'medium' | 'high'
  startDate: string | null
  targetDate: string | null
  parentGoalId: string | null
  /** Of its open tasks with an estimate. */
  openMinutes: number
}

/** From the goal that must be finished to the one that waits for it. */
export interface Wait {
  source: string
  target: string
  lagDays: number
}

export const CONFLICT_TYPES = ['time', 'resource', 'priority', 'dependencies'] as const
export type ConflictType = (typeof CONFLICT_TYPES)[number]

export interface Conflict {
  goals: [Rival, Rival]
  type: ConflictType
  severity: 'low' | 'medium' | 'high'
  description: string
  resolution: string
}

export interface Load {
  rivals: readonly Rival[]
  waits: readonly Wait[]
  /** Pairs that speak of the same. */
  alike: readonly (readonly [Rival, Rival])[]
  /** What was really done in a week of late; null when too little is known. */
  capacityMinutes: number | null
}

/** Two goals of high priority that end within so many days of each other compete for the same days. */
const CLOSE_DAYS = 7
/** Without a target day the open tasks of a goal are taken to fill a quarter of a year. */
const UNDATED_WEEKS = 13

/** Where goals get in each other's way, the worst first. What they mean to their owner is not among what can be told by code. */
export function conflictsOf(load: Load, today: string): Conflict[] {
  const found = [
    ...outOfOrder(load),
    ...outlastingParents(load),
    ...competing(load, today),
    ...doubled(load),
    ...crowded(load),
  ]
  return found.sort((a, b) => SEVERITY.indexOf(a.severity) - SEVERITY.indexOf(b.severity)).slice(0, MOST)
}

const SEVERITY = ['high', 'medium', 'low']
const MOST = 20

/** The minutes a week that the open tasks of a goal ask for until its target day. */
export function weeklyMinutes({ openMinutes, targetDate }: Rival, today: string): number {
  const weeks = targetDate === null ? UNDATED_WEEKS : Math.max(1, (daysBetween(today, targetDate) + 1) / 7)
  return openMinutes / weeks
}

function outOfOrder({ rivals, waits }: Load): Conflict[] {
  const known = new Map(rivals.map((rival) => [rival.id, rival]))
  return waits.flatMap(({ source, target, lagDays }) => {
    const [first, second] = [known.get(source), known.get(target)]
    if (!first?.targetDate || !second?.targetDate) return []
    const earliest = addDays(first.targetDate, lagDays)
    if (earliest < second.targetDate) return []
    const description = `${quoted(second.title)} is due on ${second.targetDate} but waits for ${quoted(first.title)}, which is due on ${first.targetDate}.`
    const resolution = `Move ${quoted(second.title)} behind ${earliest}, or have ${quoted(first.title)} done earlier.`
    return [{ goals: [second, first], type: 'dependencies', severity: 'high', description, resolution }]
  })
}

function outlastingParents({ rivals }: Load): Conflict[] {
  const known = new Map(rivals.map((rival) => [rival.id, rival]))
  return rivals.flatMap((child): Conflict[] => {
    const parent = known.get(child.parentGoalId ?? '')
    if (!parent?.targetDate || !child.targetDate || child.targetDate <= parent.targetDate) return []
    const description = `${quoted(child.title)} ends on ${child.targetDate}, after ${quoted(parent.title)} above it, which ends on ${parent.targetDate}.`
    const resolution = `End it by ${parent.targetDate}, or give the goal above more time.`
    return [{ goals: [child, parent], type: 'time', severity: 'medium', description, resolution }]
  })
}

/** The two that ask for most, when all together ask for more than is done in a week. */
function competing({ rivals, capacityMinutes }: Load, today: string): Conflict[] {
  const needs = rivals
    .map((rival) => ({ rival, minutes: weeklyMinutes(rival, today) }))
    .filter(({ minutes }) => minutes > 0)
    .sort((a, b) => b.minutes - a.minutes)
  const [first, second] = needs
  const total = needs.reduce((sum, { minutes }) => sum + minutes, 0)
  if (capacityMinutes === null || !first || !second || total <= OVERCOMMITTED * capacityMinutes) return []
  const hours = (minutes: number) => `${Math.round(minutes / 6) / 10} h`
  const description = `${quoted(first.rival.title)} asks for ${hours(first.minutes)} a week and ${quoted(second.rival.title)} for ${hours(second.minutes)}, of ${hours(total)} in all; of late you did ${hours(capacityMinutes)} a week.`
  const severity = total > 1.5 * capacityMinutes ? 'high' : 'medium'
  const resolution = 'Let one of them wait, give one more time, or make it smaller.'
  return [{ goals: [first.rival, second.rival], type: 'resource', severity, description, resolution }]
}

const doubled = ({ alike }: Load): Conflict[] =>
  alike.map(([a, b]) => {
    const isRanked = a.priority !== b.priority
    const description = isRanked
      ? `${quoted(a.title)} and ${quoted(b.title)} speak of nearly the same, one of ${a.priority}, one of ${b.priority} priority.`
      : `${quoted(a.title)} and ${quoted(b.title)} speak of nearly the same and draw on the same effort.`
    const type = isRanked ? 'priority' : 'resource'
    return { goals: [a, b], type, severity: 'low', description, resolution: 'Join them, or say what sets them apart.' }
  })

function crowded({ rivals }: Load): Conflict[] {
  const dated = rivals
    .filter(({ priority, targetDate }) => priority === 'high' && targetDate !== null)
    .sort((a, b) => ((a.targetDate ?? '') < (b.targetDate ?? '') ? -1 : 1))
  return dated.flatMap((rival, at): Conflict[] => {
    const next = dated[at + 1]
    if (!next || rival.parentGoalId === next.id || next.parentGoalId === rival.id) return []
    const days = daysBetween(rival.targetDate ?? '', next.targetDate ?? '')
    if (days > CLOSE_DAYS) return []
    const description = `${quoted(rival.title)} and ${quoted(next.title)} are both of high priority and due ${days === 0 ? 'on the same day' : `${days} days apart`}.`
    const resolution = 'Decide now which comes first if both cannot be.'
    return [{ goals: [rival, next], type: 'time', severity: 'medium', description, resolution }]
  })
}

/** Asked for more than this share of what was done of late, somebody has taken on too much. */
const OVERCOMMITTED = 1.2

export interface Capacity {
  totalActiveGoals: number
  highPriorityGoals: number
  /** Null when no open task of the goals has an estimate. */
  estimatedWeeklyHours: number | null
  /** What was done in a week of late; null when too little is known. */
  doneWeeklyHours: number | null
  isOvercommitted: boolean
  /** 50 is as much as was done of late, 100 twice as much or more. By counting alone: 5 a goal, 10 more for each of high priority. */
  score: number
  sustainability: 'sustainable' | 'challenging' | 'unsustainable'
}

/** Whether it is too much: by the hours asked for and done where both are known, otherwise by how many goals there are. */
export function capacityOf({ rivals, capacityMinutes }: Load, today: string): Capacity {
  const asked = rivals.reduce((sum, rival) => sum + weeklyMinutes(rival, today), 0)
  const high = rivals.filter(({ priority }) => priority === 'high').length
  const ratio = capacityMinutes === null || asked === 0 ? null : asked / capacityMinutes
  const score = ratio === null ? 5 * rivals.length + 10 * high : 50 * ratio
  // The counts at which somebody is taken to have enough, and too much, to do.
  const strain = ratio ?? Math.max(rivals.length / 8, high / 3)
  const hours = (minutes: number) => Math.round(minutes / 6) / 10
  return {
    totalActiveGoals: rivals.length,
    highPriorityGoals: high,
    estimatedWeeklyHours: asked === 0 ? null : hours(asked),
    doneWeeklyHours: capacityMinutes === null ? null : hours(capacityMinutes),
    isOvercommitted: strain > OVERCOMMITTED,
    score: Math.min(100, Math.round(score)),
    sustainability: strain > OVERCOMMITTED ? 'unsustainable' : strain > 0.8 ? 'challenging' : 'sustainable',
  }
}
