import { z } from 'zod'
import { type About, feature } from '#core/ai/feature.ts'
import type { UserCtx } from '#core/ctx.ts'
import { Confidence, sentence, sentences } from '../answers.schema.ts'
import { named } from '../naming.ts'
import { anew, type Draft, eachAnew, retelling } from '../retelling.ts'
import { capital, counted } from '../wording.ts'
import { type Survey, surveyOf } from './project-facts.service.ts'
import { ProjectInQuestion } from './questions.schema.ts'
import { LEVELS, overallOf, RISK_CATEGORIES, RISKS, type Risk, risksOf, weightOf } from './risks.ts'

const RiskOut = z.object({
  risk: z.enum(RISKS),
  category: z.enum(RISK_CATEGORIES),
  severity: z
    .enum(['low', 'medium', 'high', 'critical'])
    .describe('Probability and impact together')
    .meta({ example: 'high' }),
  description: sentence('4 open tasks wait for “Order tiles”, directly or not.'),
  probability: z.enum(LEVELS).meta({ example: 'medium' }),
  impact: z.enum(LEVELS).meta({ example: 'high' }),
  mitigation: sentence('Do “Order tiles” before anything else.'),
  contingency: sentence('See which of them could begin without it.'),
  affectedTaskIds: z.array(z.uuid()).max(20),
})

export const ProjectRisks = z
  .object({
    overallRiskLevel: z
      .enum(['low', 'medium', 'high', 'critical'])
      .describe('That of the gravest')
      .meta({ example: 'high' }),
    summary: sentence('One risk can be seen in “Renovate the kitchen”, and it is high.'),
    risks: z.array(RiskOut).max(20).describe('The gravest first'),
    topRisks: sentences('4 open tasks wait for “Order tiles”, directly or not.'),
    recommendations: sentences('Do “Order tiles” before anything else.'),
    confidence: Confidence,
  })
  .meta({ id: 'ProjectRisks' })
type ProjectRisks = z.infer<typeof ProjectRisks>

export const findRisks = feature({
  name: 'projects.risks',
  summary: 'Say what could go wrong with a project',
  description:
    'As far as days, links and counts tell; people, money and the world outside are not in there. Levels are always worked out; a model only puts better words to them.',
  input: ProjectInQuestion,
  output: ProjectRisks,
  cache: '1d',
  dependsOn: 'day',
  reads: ['projects', 'tasks'],
  facts: (ctx, { projectId }, about): Promise<Draft<ProjectRisks>> => draftOf(ctx, projectId, about),
  ...retelling<ProjectRisks>(
    'Tell somebody what could go wrong with a project of theirs, and what to do before and after it does.',
    (own, said, known) => ({
      ...anew(own, said, ['summary', 'recommendations'], known),
      risks: eachAnew(own.risks, said.risks, ({ risk }) => risk, ['description', 'mitigation', 'contingency'], known),
    }),
  ),
})

async function draftOf(ctx: UserCtx, projectId: string, about: About<null>): Promise<Draft<ProjectRisks>> {
  const survey = await surveyOf(ctx, projectId, about)
  const risks = risksOf(survey, about.today)
  const level = overallOf(risks)
  const answer: ProjectRisks = {
    overallRiskLevel: level,
    summary: summaryOf(survey, risks, level),
    risks: risks.map((risk) => ({ ...risk, severity: overallOf([risk]) })),
    topRisks: risks
      .filter((risk) => weightOf(risk) >= 3)
      .slice(0, 3)
      .map(({ description }) => description),
    recommendations: risks.slice(0, 5).map(({ mitigation }) => mitigation),
    confidence: survey.tasks.length === 0 ? 0.1 : survey.tasks.length < 3 || survey.targetDate === null ? 0.4 : 0.7,
  }
  return { answer, background: survey }
}

function summaryOf({ project, tasks, targetDate }: Survey, risks: Risk[], level: string): string {
  const name = named([project.name])
  if (project.status === 'completed' || project.status === 'cancelled') return `${name} is over.`
  if (tasks.length === 0) return `${name} has no tasks: there is nothing to see a risk in.`
  const day = targetDate === null ? ' Without a target day nothing can be late.' : ''
  if (risks.length === 0) return `In its days, links and counts no risk of ${name} can be seen.${day}`
  const many = risks.length === 1 ? `and it is ${level}` : `the gravest is ${level}`
  return `${capital(counted(risks.length, 'risk'))} can be seen in ${name}, ${many}.${day}`
}
