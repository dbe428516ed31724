import { addDays } from '#core/time/zones.ts'
import { chanceOf } from '../goals/forecasting.ts'
import { named } from '../naming.ts'
import { counted, percent } from '../wording.ts'
import type { ProjectTask, Survey } from './project-facts.service.ts'

export const RISK_CATEGORIES = ['timeline', 'dependency', 'scope', 'resource', 'external'] as const
export const RISKS = [
  'late_finish',
  'tasks_after_target',
  'crowded_end',
  'bottleneck',
  'held_up',
  'waits_for_project',
  'scope_growth',
  'unknown_size',
  'standstill',
] as const
export const LEVELS = ['low', 'medium', 'high'] as const
export type Level = (typeof LEVELS)[number]

export interface Risk {
  risk: (typeof RISKS)[number]
  category: (typeof RISK_CATEGORIES)[number]
  description: string
  probability: Level
  impact: Level
  mitigation: string
  contingency: string
  affectedTaskIds: string[]
}

/** From 1, low and low, to 9, high and high. */
export const weightOf = ({ probability, impact }: Pick<Risk, 'probability' | 'impact'>): number =>
  (LEVELS.indexOf(probability) + 1) * (LEVELS.indexOf(impact) + 1)

/** Low up to 2, medium up to 4, high at 6, critical at 9: of the gravest risk. */
export function overallOf(risks: readonly Risk[]): Level | 'critical' {
  const most = Math.max(0, ...risks.map(weightOf))
  if (most >= 9) return 'critical'
  if (most >= 6) return 'high'
  return most >= 3 ? 'medium' : 'low'
}

/** What could go wrong as far as days, links and counts tell, the gravest first. People, money and the world outside are not in there. */
export function risksOf(survey: Survey, today: string): Risk[] {
  if (survey.project.status === 'completed' || survey.project.status === 'cancelled') return []
  return [...onTime(survey, today), ...onLinks(survey), ...onWork(survey)].sort((a, b) => weightOf(b) - weightOf(a))
}

const idsOf = (tasks: readonly ProjectTask[]) => tasks.slice(0, 20).map(({ id }) => id)
const titlesOf = (tasks: readonly ProjectTask[]) => named(tasks.map(({ title }) => title))
const openOf = ({ tasks }: Survey) => tasks.filter(({ isOpen }) => isOpen)
/** A project that matters more loses more. */
const impactOf = ({ project }: Survey): Level =>
  project.impact >= 4 ? 'high' : project.impact === 3 ? 'medium' : 'low'

function onTime(survey: Survey, today: string): Risk[] {
  const { targetDate, daysLeft } = survey
  if (targetDate === null || daysLeft === null) return []
  return [lateFinish(survey, Math.max(0, daysLeft)), ...onDueDays(survey, targetDate, today)].filter(
    (risk) => risk !== null,
  )
}

function lateFinish(survey: Survey, daysLeft: number): Risk | null {
  const { done, total } = survey.health.tasks
  const chance = chanceOf({ done, total, elapsedDays: survey.elapsedDays, daysLeft })
  if (chance === null || chance >= 0.9) return null
  return {
    risk: 'late_finish',
    category: 'timeline',
    description: `${counted(total - done, 'task')} are left and ${counted(daysLeft, 'day')}; at the rate so far that is enough in ${percent(chance)} of cases.`,
    probability: chance < 0.4 ? 'high' : chance < 0.7 ? 'medium' : 'low',
    impact: impactOf(survey),
    mitigation: 'Do fewer tasks at once and the most important first, or leave some out.',
    contingency: 'Decide now what may be missing on the target day.',
    affectedTaskIds: [],
  }
}

function onDueDays(survey: Survey, targetDate: string, today: string): (Risk | null)[] {
  const open = openOf(survey)
  const impact = impactOf(survey)
  const after = open.filter(({ dueDate }) => dueDate !== null && dueDate > targetDate)
  const begin = weekBefore(targetDate)
  const last = open.filter(({ dueDate }) => dueDate !== null && dueDate <= targetDate && dueDate > begin)
  const isCrowded = last.length >= 3 && 2 * last.length > open.length && begin > today
  return [
    after.length === 0
      ? null
      : {
          risk: 'tasks_after_target',
          category: 'timeline',
          description: `${counted(after.length, 'task')} due after the target day, ${targetDate}: ${titlesOf(after)}.`,
          probability: 'high',
          impact,
          mitigation: `Bring them forward, or move the target day to ${after.at(-1)?.dueDate}.`,
          contingency: 'Finish without them and follow up later.',
          affectedTaskIds: idsOf(after),
        },
    isCrowded
      ? {
          risk: 'crowded_end',
          category: 'resource',
          description: `${last.length} of ${counted(open.length, 'open task')} due in the last week before the target day.`,
          probability: 'medium',
          impact,
          mitigation: 'Spread them: give some of them earlier days.',
          contingency: 'Keep that week free of other things.',
          affectedTaskIds: idsOf(last),
        }
      : null,
  ]
}

const weekBefore = (day: string) => addDays(day, -7)

function onLinks(survey: Survey): Risk[] {
  const open = openOf(survey)
  const [neck] = open.filter(({ waiting }) => waiting >= 3).sort((a, b) => b.waiting - a.waiting)
  const stuck = open.filter(({ isHeldUp }) => isHeldUp)
  const isLate = survey.awaited.some(({ targetDate }) => targetDate === null || targetDate > (survey.targetDate ?? '9'))
  const risks: (Risk | false | undefined)[] = [
    neck && {
      risk: 'bottleneck',
      category: 'dependency',
      description: `${neck.waiting} open tasks wait for ${named([neck.title])}, directly or not.`,
      probability: 'medium',
      impact: 'high',
      mitigation: `Do ${named([neck.title])} before anything else.`,
      contingency: 'See which of them could begin without it.',
      affectedTaskIds: [neck.id],
    },
    stuck.length > 0 && {
      risk: 'held_up',
      category: 'dependency',
      description: `${stuck.length} of ${counted(open.length, 'open task')} cannot go on: ${titlesOf(stuck)}.`,
      probability: 2 * stuck.length > open.length ? 'high' : 'medium',
      impact: 2 * stuck.length > open.length ? impactOf(survey) : 'low',
      mitigation: 'Clear what they wait for first.',
      contingency: 'Work on what is free meanwhile.',
      affectedTaskIds: idsOf(stuck),
    },
    survey.awaited.length > 0 && {
      risk: 'waits_for_project',
      category: 'external',
      description: `It waits for ${named(survey.awaited.map(({ name }) => name))}.`,
      probability: isLate ? 'high' : 'medium',
      impact: impactOf(survey),
      mitigation: 'Agree on a day by which the other is done.',
      contingency: 'Find out which tasks do not need it.',
      affectedTaskIds: [],
    },
  ]
  return risks.filter((risk) => risk !== false && risk !== undefined)
}

function onWork(survey: Survey): Risk[] {
  const open = openOf(survey)
  const bare = open.filter(({ estimateMinutes }) => estimateMinutes === null)
  const deduction = (reason: string) => survey.health.deductions.find((one) => one.reason === reason)
  const [growth, stale] = [deduction('scope_growth'), deduction('staleness')]
  const risks: (Risk | false | undefined)[] = [
    growth && {
      risk: 'scope_growth',
      category: 'scope',
      description: `${growth.detail}.`,
      probability: growth.points >= 10 ? 'high' : 'medium',
      impact: 'medium',
      mitigation: 'Say what is not part of it.',
      contingency: 'Move what came later into a second project.',
      affectedTaskIds: [],
    },
    open.length >= 3 &&
      2 * bare.length > open.length && {
        risk: 'unknown_size',
        category: 'resource',
        description: `${bare.length} of ${open.length} open tasks have no estimate: nobody knows how much is left.`,
        probability: 'medium',
        impact: 'low',
        mitigation: 'Estimate the largest of them.',
        contingency: 'Leave room before the target day.',
        affectedTaskIds: idsOf(bare),
      },
    stale && {
      risk: 'standstill',
      category: 'resource',
      description: `${stale.detail}.`,
      probability: stale.points >= 20 ? 'high' : 'medium',
      impact: impactOf(survey),
      mitigation: 'Do one small task this week, or set it on hold on purpose.',
      contingency: 'Give it up, and use the time for something else.',
      affectedTaskIds: [],
    },
  ]
  return risks.filter((risk) => risk !== false && risk !== undefined)
}
