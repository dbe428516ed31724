import { ifMatch } from '#core/conditional.ts'
import { created, IdParams, NoContent, type Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import * as schema from './sessions.schema.ts'
import * as service from './sessions.service.ts'
import { studyStatistics } from './statistics.service.ts'

const { StudySession } = schema
const tags = ['study-sessions']

export const sessionsRoutes: Routes = async (app) => {
  app.get(
    '/study-sessions',
    {
      schema: {
        operationId: 'listStudySessions',
        summary: 'List study sessions',
        description: 'Newest first.',
        tags,
        querystring: schema.StudySessionQuery,
        response: { 200: schema.StudySessionPage },
      },
    },
    (req) => service.listSessions(userCtx(req), req.query),
  )

  app.post(
    '/study-sessions',
    {
      config: { time: true },
      schema: {
        operationId: 'createStudySession',
        summary: 'Log a study session that is over',
        description: 'For one that was not measured here. A timer is started by `/api/study-sessions/start`.',
        tags,
        body: schema.NewStudySession,
        response: { 201: StudySession },
      },
    },
    async (req, reply) => created(req, reply, await service.createSession(userCtx(req), req.body)),
  )

  app.post(
    '/study-sessions/start',
    {
      config: { time: true },
      schema: {
        operationId: 'startStudySession',
        summary: 'Start to study',
        description:
          'Starts a timer. Refused with 409 while another session is open; the problem names it as `sessionId`.',
        tags,
        body: schema.StudyStart.nullish(),
        response: { 201: StudySession },
      },
    },
    async (req, reply) => {
      const session = await service.startSession(userCtx(req), req.body ?? {})
      reply.code(201).header('location', `/api/study-sessions/${session.id}`)
      return session
    },
  )

  app.get(
    '/study-sessions/statistics',
    {
      config: { time: true },
      schema: {
        operationId: 'getStudyStatistics',
        summary: 'Ask how much was studied',
        description:
          'In whole minutes, on each day of yours and for each course; what went over midnight counts on both days. At most 366 days.',
        tags,
        querystring: schema.StudyStatisticsQuery,
        response: { 200: schema.StudyStatistics },
      },
    },
    (req) => studyStatistics(userCtx(req), req.query),
  )

  app.get(
    '/study-sessions/:id',
    {
      schema: {
        operationId: 'getStudySession',
        summary: 'Read a study session',
        tags,
        params: IdParams,
        response: { 200: StudySession },
      },
    },
    (req) => service.getSession(userCtx(req), req.params.id),
  )

  app.post(
    '/study-sessions/:id/pause',
    {
      config: { time: true },
      schema: {
        operationId: 'pauseStudySession',
        summary: 'Pause a study session',
        tags,
        params: IdParams,
        response: { 200: StudySession },
      },
    },
    (req) => service.pauseSession(userCtx(req), req.params.id),
  )

  app.post(
    '/study-sessions/:id/resume',
    {
      config: { time: true },
      schema: {
        operationId: 'resumeStudySession',
        summary: 'Go on with a paused study session',
        tags,
        params: IdParams,
        response: { 200: StudySession },
      },
    },
    (req) => service.resumeSession(userCtx(req), req.params.id),
  )

  app.post(
    '/study-sessions/:id/finish',
    {
      config: { time: true },
      schema: {
        operationId: 'finishStudySession',
        summary: 'Finish a study session',
        tags,
        params: IdParams,
        body: schema.StudyFinish.nullish(),
        response: { 200: StudySession },
      },
    },
    (req) => service.finishSession(userCtx(req), req.params.id, req.body ?? {}),
  )

  app.patch(
    '/study-sessions/:id',
    {
      schema: {
        operationId: 'updateStudySession',
        summary: 'Change what a study session was about',
        description: 'An absent field keeps its value, null clears it. What was measured stays.',
        tags,
        params: IdParams,
        body: schema.StudySessionPatch,
        response: { 200: StudySession },
      },
    },
    (req) => service.updateSession(userCtx(req), req.params.id, req.body, ifMatch(req)),
  )

  app.delete(
    '/study-sessions/:id',
    {
      config: { time: true },
      schema: {
        operationId: 'deleteStudySession',
        summary: 'Move a study session to the trash',
        description: 'One that is open is finished by it.',
        tags,
        params: IdParams,
        response: { 204: NoContent },
      },
    },
    async (req, reply) => {
      await service.deleteSession(userCtx(req), req.params.id, ifMatch(req))
      return reply.code(204).send(null)
    },
  )
}
