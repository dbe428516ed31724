import { AREAS, type Area } from '#core/areas.ts'
import { daysBetween, isDay } from '#core/time/zones.ts'
import { type Horizon, horizonOf } from '../goals/spans.ts'

export interface GoalProposal {
  goal: {
    title: string
    description: string | null
    notes: string | null
    area: Area | null
    timeHorizon: Horizon
    targetDate: string | null
  }
  /** `metric` is the place of one of `metrics` that it awaits, from 0. */
  criteria: { text: string; targetValue: number | null; metric: number | null }[]
  habits: { name: string; timesPerWeek: number; intent: string | null }[]
  metrics: {
    name: string
    unit: string | null
    direction: 'higher' | 'lower'
    target: number | null
    baseline: number | null
  }[]
}

export const QUESTION_KEYS = [
  'why',
  'targetDate',
  'area',
  'metricName',
  'unit',
  'baseline',
  'targetValue',
  'weeklyAction',
  'timesPerWeek',
  'obstacle',
] as const
export type QuestionKey = (typeof QUESTION_KEYS)[number]
export type Answers = Partial<Record<QuestionKey, string>>

export interface Question {
  key: QuestionKey
  question: string
  type: 'text' | 'date' | 'number' | 'select'
  options: string[] | null
}

const ask = (key: QuestionKey, question: string, type: Question['type'] = 'text', options: string[] | null = null) => ({
  key,
  question,
  type,
  options,
})

/** In the order of asking. What hangs on an answer is asked only when that was given. */
const QUESTIONS: readonly (Question & { after?: QuestionKey })[] = [
  ask('why', 'Why does it matter to you?'),
  ask('targetDate', 'By which day do you want to be there?', 'date'),
  ask('area', 'Which area of your life is it about?', 'select', [...AREAS]),
  ask('metricName', 'What could you measure to see that you come closer?'),
  { ...ask('unit', 'In which unit?'), after: 'metricName' },
  { ...ask('baseline', 'Where do you stand today?', 'number'), after: 'metricName' },
  { ...ask('targetValue', 'Where do you want to get?', 'number'), after: 'metricName' },
  ask('weeklyAction', 'What will you do for it again and again?'),
  { ...ask('timesPerWeek', 'How many times a week?', 'number'), after: 'weeklyAction' },
  ask('obstacle', 'What will most likely stand in the way, and what will you do then?'),
]

/** What is still to be asked; an empty answer says that somebody does not want to. */
export const openQuestions = (answers: Answers): Question[] =>
  QUESTIONS.filter(
    ({ key, after }) => answers[key] === undefined && (after === undefined || Boolean(answers[after])),
  ).map(({ after: _, ...question }) => question)

/** What is wrong with an answer, in a sentence; null when it is a good one. An empty one is. */
export function faultIn(key: QuestionKey, answer: string): string | null {
  const type = QUESTIONS.find((one) => one.key === key)?.type
  if (answer === '') return null
  if (type === 'date' && !isDay(answer)) return 'This is not a day such as 2027-06-30.'
  if (type === 'number' && !Number.isFinite(Number(answer))) return 'This is not a number.'
  if (type === 'select' && !AREAS.some((area) => area === answer)) return `Choose one of ${AREAS.join(', ')}.`
  if (key === 'timesPerWeek' && !/^[1-7]$/.test(answer)) return 'Between once and seven times a week.'
  return null
}

/** What a goal would be made of, in the user's own words and numbers; nothing is added that they have not said. */
export function proposalOf(title: string, answers: Answers, today: string): GoalProposal {
  const { why, targetDate, metricName, weeklyAction, obstacle } = answers
  const metrics = metricName ? [metricOf(metricName, answers)] : []
  const habits = weeklyAction
    ? [{ name: weeklyAction.slice(0, 200), timesPerWeek: Number(answers.timesPerWeek || 3), intent: why || null }]
    : []
  const until = targetDate || null
  return {
    goal: {
      title,
      description: why || null,
      notes: obstacle ? `What may stand in the way, and what then: ${obstacle}` : null,
      area: AREAS.find((area) => area === answers.area) ?? null,
      timeHorizon: until === null ? 'monthly' : horizonOf(Math.max(1, daysBetween(today, until))),
      targetDate: until,
    },
    criteria: criteriaOf(title, metrics, habits, until === null ? null : daysBetween(today, until)),
    habits,
    metrics,
  }
}

function metricOf(name: string, answers: Answers): GoalProposal['metrics'][number] {
  const number = (text: string | undefined) => (text ? Number(text) : null)
  const [baseline, target] = [number(answers.baseline), number(answers.targetValue)]
  const direction = baseline !== null && target !== null && target < baseline ? ('lower' as const) : ('higher' as const)
  return { name: name.slice(0, 200), unit: answers.unit?.slice(0, 40) || null, direction, target, baseline }
}

function criteriaOf(
  title: string,
  [metric]: GoalProposal['metrics'],
  [habit]: GoalProposal['habits'],
  days: number | null,
): GoalProposal['criteria'] {
  const weeks = Math.floor((days ?? 0) / 7)
  const criteria = [
    ...(metric && metric.target !== null
      ? [
          {
            text: `${metric.name}: ${metric.target}${metric.unit === null ? '' : ` ${metric.unit}`}`,
            targetValue: metric.target,
            metric: 0,
          },
        ]
      : []),
    ...(habit && weeks > 0
      ? [
          {
            text: `${habit.name}: ${weeks * habit.timesPerWeek} times in ${weeks} weeks`,
            targetValue: null,
            metric: null,
          },
        ]
      : []),
  ]
  return criteria.length > 0 ? criteria : [{ text: title, targetValue: null, metric: null }]
}
