import { named, plain } from '../naming.ts'
import { counted } from '../wording.ts'
import type { Standing } from './standing.service.ts'

export type Part = 'criteria' | 'tasks' | 'metrics' | 'habits'
export const PARTS: readonly Part[] = ['criteria', 'tasks', 'metrics', 'habits']
const MEMBERS = { metrics: 'metric', habits: 'habit' } as const

export interface Advice {
  area: Part | 'goal'
  action: string
  reasoning: string
  priority: 'high' | 'medium' | 'low'
}

export interface Signs {
  positive: string[]
  negative: string[]
  /** Of the negative ones: what holds it up from outside. */
  blockers: string[]
  /** The most pressing first. */
  advice: Advice[]
}

/** What speaks for and against a goal, each with the numbers it follows from, and what would help. */
export function signsOf(standing: Standing): Signs {
  const { heldUp, awaited } = standing
  const blockers = [
    ...(awaited.length > 0 ? [`It waits for ${named(awaited)}.`] : []),
    ...(heldUp.length > 0 ? [`${counted(heldUp.length, 'task')} held up: ${named(heldUp)}.`] : []),
  ]
  return {
    positive: positiveOf(standing),
    negative: [...negativeOf(standing), ...blockers],
    blockers,
    advice: adviceFor(standing).sort((a, b) => RANKS.indexOf(a.priority) - RANKS.indexOf(b.priority)),
  }
}

const RANKS = ['high', 'medium', 'low']

function positiveOf({ progress, recent, before }: Standing): string[] {
  const { pace, components } = progress
  const done = PARTS.flatMap((part) => {
    const count = components[part]
    return count && count.percent >= 50 ? [`${plain(count.done)} of ${count.total} ${part} done.`] : []
  })
  return [
    ...(pace.slackDays !== null && pace.slackDays > 0 && progress.overall > 0
      ? [`${counted(pace.slackDays, 'day')} ahead of the even pace.`]
      : []),
    ...(recent > 0 && recent >= before
      ? [`${counted(recent, 'thing')} happened in the last fortnight, ${before} in the one before.`]
      : []),
    ...done,
  ]
}

function negativeOf({ progress, idleDays, overdue, recent, before, daysLeft, targetDate }: Standing): string[] {
  const { pace, overall, components } = progress
  const empty = PARTS.filter((part) => components[part]?.percent === 0)
  const isLate = daysLeft !== null && daysLeft <= 0 && overall < 100
  return [
    ...(isLate ? [`Its target day, ${targetDate}, is past.`] : []),
    ...(!isLate && pace.slackDays !== null && pace.slackDays < 0
      ? [`${counted(-pace.slackDays, 'day')} behind the even pace, which expects ${pace.expectedToday} % today.`]
      : []),
    ...(idleDays > 7 ? [`Nothing happened for ${counted(idleDays, 'day')}.`] : []),
    ...(recent < before
      ? [`${counted(recent, 'thing')} happened in the last fortnight, ${before} in the one before.`]
      : []),
    ...(overdue.length > 0 ? [`${counted(overdue.length, 'task')} overdue: ${named(overdue)}.`] : []),
    ...empty.map((part) => `Of its ${part} none is done.`),
  ]
}

function adviceFor(standing: Standing): Advice[] {
  if (standing.progress.overall >= 100) return []
  const { components } = standing.progress
  const hasMembers = PARTS.some((part) => components[part] !== null)
  const first: Advice = {
    area: 'criteria',
    action: 'Say how to tell that it is reached, in one or two success criteria.',
    reasoning: 'Without criteria, tasks, metrics or habits nothing can be counted.',
    priority: 'high',
  }
  return [...(hasMembers ? [] : [first]), ...onTasks(standing), ...onMembers(standing), ...onTime(standing)]
}

function onTasks({ overdue, heldUp, next, openCriteria, idleDays }: Standing): Advice[] {
  const [late, stuck] = [overdue[0], heldUp[0]]
  const fresh = next.find((title) => !overdue.includes(title))
  const criterion = next.length === 0 ? openCriteria[0] : undefined
  const advice: (Advice | null)[] = [
    late === undefined
      ? null
      : advise(
          'tasks',
          'high',
          `Finish ${named([late])}, or give it a new day.`,
          `It is the longest overdue of ${overdue.length}.`,
        ),
    fresh === undefined ? null : advise('tasks', idleDays > 7 ? 'high' : 'medium', `Do ${named([fresh])} next.`, NEXT),
    stuck === undefined
      ? null
      : advise(
          'tasks',
          'medium',
          `Clear what holds ${named([stuck])} up.`,
          `${counted(heldUp.length, 'task')} cannot go on.`,
        ),
    criterion === undefined ? null : advise('criteria', 'medium', `Plan a task towards ${named([criterion])}.`, OPEN),
  ]
  return advice.filter((one) => one !== null)
}

const NEXT = 'It is the next of its tasks by due day, and nothing holds it up.'
const OPEN = 'It is open, and no task of the goal can be begun.'
const advise = (area: Advice['area'], priority: Advice['priority'], action: string, reasoning: string): Advice => ({
  area,
  action,
  reasoning,
  priority,
})

const onMembers = ({ progress }: Standing): Advice[] =>
  (['metrics', 'habits'] as const).flatMap((part) => {
    const count = progress.components[part]
    if (!count || count.percent >= 50) return []
    const [what, action] =
      part === 'metrics'
        ? ['at target', 'Look at the metrics that are off their target.']
        : ['kept in the last 30 days', 'Make its habits easier to keep.']
    const reasoning = `${plain(count.done)} of ${counted(count.total, MEMBERS[part])} ${what}.`
    return [{ area: part, action, reasoning, priority: 'medium' }]
  })

function onTime({ targetDate, daysLeft, progress }: Standing): Advice[] {
  const { requiredPerDay, slackDays } = progress.pace
  const base = { area: 'goal' as const }
  if (targetDate === null) {
    const reasoning = 'Without one nobody can say whether it is late.'
    return [{ ...base, action: 'Give it a target day.', reasoning, priority: 'low' }]
  }
  if ((daysLeft ?? 1) <= 0) {
    const action = 'Set a new target day, or give it up.'
    return [{ ...base, action, reasoning: `${targetDate} is past.`, priority: 'high' }]
  }
  if (requiredPerDay === null || (slackDays ?? 0) >= 0) return []
  const action = `Make ${requiredPerDay} percentage points a day, or move the target day.`
  return [{ ...base, action, reasoning: `That is what the days until ${targetDate} ask for.`, priority: 'medium' }]
}
