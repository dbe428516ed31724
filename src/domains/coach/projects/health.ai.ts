import { z } from 'zod'
import { type About, feature } from '#core/ai/feature.ts'
import type { UserCtx } from '#core/ctx.ts'
import { Confidence, SEVERITIES, sentence, sentences } from '../answers.schema.ts'
import { named } from '../naming.ts'
import { anew, type Draft, eachAnew, retelling } from '../retelling.ts'
import { counted } from '../wording.ts'
import { type Health, type Survey, surveyOf } from './project-facts.service.ts'
import { ProjectInQuestion } from './questions.schema.ts'

const ISSUES = [
  'overdue_tasks',
  'blocked',
  'staleness',
  'pace',
  'scope_growth',
  'no_tasks',
  'no_target',
  'no_estimates',
] as const
const CATEGORIES = ['timeline', 'blockers', 'progress', 'scope', 'resources'] as const

const Issue = z.object({
  issue: z.enum(ISSUES),
  severity: z.enum(SEVERITIES),
  category: z.enum(CATEGORIES),
  description: sentence('3 of 6 open tasks overdue, the longest by 4 days.'),
  impact: sentence('It takes 15 points.'),
  recommendation: sentence('Finish “Order tiles” first, or give it a new day.'),
})
type Issue = z.infer<typeof Issue>

export const ProjectDiagnosis = z
  .object({
    overallHealth: z.int().min(0).max(100).describe('100 less all deductions').meta({ example: 85 }),
    healthScore: z.int().min(0).max(100).describe('The same').meta({ example: 85 }),
    healthCategory: z
      .enum(['critical', 'at_risk', 'stable', 'healthy', 'excellent'])
      .describe('Excellent from 90, healthy from 75, stable from 50, at_risk from 30')
      .meta({ example: 'healthy' }),
    trajectory: z.enum(['ahead', 'on_schedule', 'behind', 'overdue']).nullable().describe('Null without a target day'),
    summary: sentence('“Renovate the kitchen” stands at 85 of 100 points: 4 of 10 tasks are done.'),
    issues: z.array(Issue).max(20).describe('The gravest first'),
    strengths: sentences('4 of 10 tasks are done.'),
    recommendations: sentences('Finish “Order tiles” first, or give it a new day.'),
    metrics: z.object({
      completionRate: z.int().describe('Percent').meta({ example: 40 }),
      blockerCount: z.int().meta({ example: 0 }),
      overdueTasks: z.int().meta({ example: 3 }),
      averageTaskMinutes: z.int().nullable().describe('Of the tasks with an estimate').meta({ example: 45 }),
    }),
    confidence: Confidence,
  })
  .meta({ id: 'ProjectDiagnosis' })
type ProjectDiagnosis = z.infer<typeof ProjectDiagnosis>

export const diagnoseProject = feature({
  name: 'projects.health',
  summary: 'Say how a project stands, and what ails it',
  description:
    'The score is that of the project’s own health, with what is behind each deduction and what would help. Scores and counts are always worked out; a model only puts better words to them.',
  input: ProjectInQuestion,
  output: ProjectDiagnosis,
  cache: '1d',
  dependsOn: 'day',
  reads: ['projects', 'tasks'],
  facts: (ctx, { projectId }, about): Promise<Draft<ProjectDiagnosis>> => draftOf(ctx, projectId, about),
  ...retelling<ProjectDiagnosis>(
    'Tell somebody how a project of theirs stands, what ails it and what would help most.',
    (own, said, known) => ({
      ...anew(own, said, ['summary', 'strengths', 'recommendations'], known),
      issues: eachAnew(
        own.issues,
        said.issues,
        ({ issue }) => issue,
        ['description', 'impact', 'recommendation'],
        known,
      ),
    }),
  ),
})

async function draftOf(ctx: UserCtx, projectId: string, about: About<null>): Promise<Draft<ProjectDiagnosis>> {
  const survey = await surveyOf(ctx, projectId, about)
  const { project, health } = survey
  const { score, tasks, schedule } = health
  const minutes = survey.tasks.flatMap(({ estimateMinutes }) => estimateMinutes ?? [])
  const issues = issuesOf(survey, about.today)
  const done = tasks.total === 0 ? 'it has no tasks yet' : `${tasks.done} of ${counted(tasks.total, 'task')} done`
  const answer: ProjectDiagnosis = {
    overallHealth: score,
    healthScore: score,
    healthCategory: categoryOf(score),
    trajectory: schedule,
    summary: `${named([project.name])} stands at ${score} of 100 points: ${done}${schedule === null ? '' : `, ${SCHEDULE[schedule]}`}.`,
    issues,
    strengths: strengthsOf(survey),
    recommendations: issues.slice(0, 5).map(({ recommendation }) => recommendation),
    metrics: {
      completionRate: health.progress,
      blockerCount: tasks.blocked,
      overdueTasks: tasks.overdue,
      averageTaskMinutes: minutes.length === 0 ? null : Math.round(minutes.reduce((a, b) => a + b, 0) / minutes.length),
    },
    confidence: tasks.total === 0 ? 0.2 : tasks.total < 3 || survey.targetDate === null ? 0.6 : 0.9,
  }
  return { answer, background: survey }
}

const SCHEDULE = {
  ahead: 'ahead of the even pace',
  on_schedule: 'on schedule',
  behind: 'behind the even pace',
  overdue: 'past its target day',
} as const

function categoryOf(score: number): ProjectDiagnosis['healthCategory'] {
  if (score >= 90) return 'excellent'
  if (score >= 75) return 'healthy'
  if (score >= 50) return 'stable'
  return score >= 30 ? 'at_risk' : 'critical'
}

const CATEGORY = {
  overdue_tasks: 'timeline',
  blocked: 'blockers',
  staleness: 'progress',
  pace: 'timeline',
  scope_growth: 'scope',
} as const

/** What takes points, by how many it takes, and then what keeps the project from being judged at all. */
function issuesOf(survey: Survey, today: string): Issue[] {
  const deducted = survey.health.deductions.map(({ reason, points, detail }): Issue & { points: number } => ({
    issue: reason,
    points,
    severity: points >= 20 ? 'high' : points >= 10 ? 'medium' : 'low',
    category: CATEGORY[reason],
    description: `${detail}.`,
    impact: `It takes ${counted(points, 'point')}.`,
    recommendation: remedyFor(reason, survey, today),
  }))
  const sorted = deducted.sort((a, b) => b.points - a.points).map(({ points: _, ...issue }) => issue)
  return [...sorted, ...unknownsOf(survey)]
}

function remedyFor(reason: Health['deductions'][number]['reason'], survey: Survey, today: string): string {
  const { tasks, awaited, health } = survey
  const late = tasks.find(({ isOpen, dueDate }) => isOpen && dueDate !== null && dueDate < today)
  const next = tasks.find(({ isOpen, isHeldUp }) => isOpen && !isHeldUp)
  const stuck = tasks.find(({ isHeldUp }) => isHeldUp)
  const first = next === undefined ? 'Add the next task that can be begun.' : `Do ${named([next.title])} next.`
  if (reason === 'overdue_tasks') return late ? `Finish ${named([late.title])} first, or give it a new day.` : first
  if (reason === 'staleness') return `${first} If it rests on purpose, set it on hold.`
  if (reason === 'scope_growth') return 'Decide which tasks may wait for a second round, or move the target day.'
  if (reason === 'blocked') {
    if (stuck) return `Clear what holds ${named([stuck.title])} up.`
    return awaited[0] ? `See ${named([awaited[0].name])} through first.` : first
  }
  const pace = health.pace.requiredPerDay
  return pace === null
    ? 'Set a new target day that the open tasks allow.'
    : `Make ${pace} percentage points a day, drop tasks, or move the target day.`
}

/** What keeps the score from having more to go by. */
function unknownsOf({ tasks, targetDate, project }: Survey): Issue[] {
  if (project.status === 'completed' || project.status === 'cancelled') return []
  const open = tasks.filter(({ isOpen }) => isOpen)
  const bare = open.filter(({ estimateMinutes }) => estimateMinutes === null).length
  const issues: (Issue | false)[] = [
    tasks.length === 0 && {
      ...{ issue: 'no_tasks', severity: 'medium', category: 'progress', impact: UNKNOWN },
      description: 'It has no tasks.',
      recommendation: 'Add the first task that can be begun.',
    },
    targetDate === null && {
      ...{ issue: 'no_target', severity: 'low', category: 'timeline', impact: UNKNOWN },
      description: 'It has no target day, so nobody can say whether it is late.',
      recommendation: 'Give it a target day.',
    },
    open.length >= 3 &&
      2 * bare > open.length && {
        ...{ issue: 'no_estimates', severity: 'low', category: 'resources', impact: UNKNOWN },
        description: `${bare} of ${open.length} open tasks have no estimate.`,
        recommendation: 'Estimate the largest of them.',
      },
  ]
  return issues.filter((issue) => issue !== false)
}

const UNKNOWN = 'It takes no points, but leaves the score with less to go by.'

function strengthsOf({ health, tasks }: Survey): string[] {
  const { progress, schedule, deductions, pace } = health
  const has = (reason: string) => deductions.some((one) => one.reason === reason)
  const open = tasks.filter(({ isOpen }) => isOpen).length
  return [
    ...(progress >= 50 ? [`${progress} % are done.`] : []),
    ...(schedule === 'ahead' && pace.slackDays !== null && pace.slackDays > 0
      ? [`It is ${counted(pace.slackDays, 'day')} ahead of the even pace.`]
      : []),
    ...(open > 0 && !has('overdue_tasks') ? ['None of its open tasks is overdue.'] : []),
    ...(open > 0 && !has('blocked') ? ['Nothing holds it up.'] : []),
  ]
}
