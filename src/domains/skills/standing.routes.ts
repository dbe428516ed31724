import { IdParams, NoContent, type Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import { listEvidence, practise, takeBackPractice } from './evidence.service.ts'
import * as schema from './standing.schema.ts'
import * as service from './standing.service.ts'

const tags = ['skills']
const params = IdParams
const config = { time: true } as const

export const standingRoutes: Routes = async (app) => {
  app.get(
    '/skills/tree',
    {
      config,
      schema: {
        operationId: 'getSkillTree',
        summary: 'Read the whole tree',
        description: 'Every skill with how it stands now, what builds on what, and the totals.',
        tags,
        response: { 200: schema.SkillTree },
      },
    },
    (req) => service.skillTree(userCtx(req)),
  )

  app.get(
    '/skills/next',
    {
      config,
      schema: {
        operationId: 'listNextSkills',
        summary: 'Ask what can be learned next',
        description:
          'Skills that are not known while all that they build on is: first what has to be refreshed, then what was begun, then what opens most. Each with its reason.',
        tags,
        querystring: schema.NextSkillQuery,
        response: { 200: schema.NextSkills },
      },
    },
    (req) => service.nextSkills(userCtx(req), req.query),
  )

  app.get(
    '/skills/:id/standing',
    {
      config,
      schema: {
        operationId: 'getSkillStanding',
        summary: 'Ask how a skill stands',
        description: 'Level, mastery and what it fades by, from its cards, topics and what was done for it.',
        tags,
        params,
        response: { 200: schema.SkillStanding },
      },
    },
    (req) => service.standingOf(userCtx(req), req.params.id),
  )

  app.get(
    '/skills/:id/days',
    {
      config,
      schema: {
        operationId: 'listSkillDays',
        summary: 'Read how a skill has come along',
        tags,
        params,
        querystring: schema.SkillDayQuery,
        response: { 200: schema.SkillDays },
      },
    },
    (req) => service.skillDaysOf(userCtx(req), req.params.id, req.query),
  )

  app.post(
    '/skills/:id/verify',
    {
      config,
      schema: {
        operationId: 'verifySkill',
        summary: 'Record how a verification went',
        description:
          'Passed when it was due, it lasts longer: the next is due after 30, then after 90 days, and its half-life doubles. Failed, it has lapsed and begins anew.',
        tags,
        params,
        body: schema.SkillVerification,
        response: { 200: schema.SkillStanding },
      },
    },
    (req) => service.verifySkill(userCtx(req), req.params.id, req.body),
  )
}

export const evidenceRoutes: Routes = async (app) => {
  app.post(
    '/skills/:id/practice',
    {
      config,
      schema: {
        operationId: 'practiseSkill',
        summary: 'Log practice',
        description: 'A point a minute. The same `practiceId` again changes nothing.',
        tags,
        params,
        body: schema.SkillPractice,
        response: { 200: schema.SkillPractised },
      },
    },
    async (req) => {
      const ctx = userCtx(req)
      const evidence = await practise(ctx, req.params.id, req.body)
      return { evidence, standing: await service.standingOf(ctx, req.params.id) }
    },
  )

  app.get(
    '/skills/:id/evidence',
    {
      schema: {
        operationId: 'listSkillEvidence',
        summary: 'List what was done for a skill',
        description:
          'Newest first: completed topics, reviews, study sessions, practice and verifications, with what was taken back.',
        tags,
        params,
        querystring: schema.SkillEvidenceQuery,
        response: { 200: schema.SkillEvidencePage },
      },
    },
    (req) => listEvidence(userCtx(req), req.params.id, req.query),
  )

  app.delete(
    '/skills/:id/evidence/:evidenceId',
    {
      config,
      schema: {
        operationId: 'takeBackSkillPractice',
        summary: 'Take back practice that was logged by hand',
        description: 'Everything else is taken back where it was done.',
        tags,
        params: schema.EvidenceParams,
        response: { 204: NoContent },
      },
    },
    async (req, reply) => {
      await takeBackPractice(userCtx(req), req.params.id, req.params.evidenceId)
      return reply.code(204).send(null)
    },
  )
}
