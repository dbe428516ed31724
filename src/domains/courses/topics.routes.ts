import { ifMatch } from '#core/conditional.ts'
import { IdParams, NoContent, type Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import * as schema from './parts.schema.ts'
import * as topics from './topics.service.ts'

const { CourseTopic } = schema
const tags = ['courses']

export const topicsRoutes: Routes = async (app) => {
  app.post(
    '/course-modules/:id/topics',
    {
      config: { time: true },
      schema: {
        operationId: 'createCourseTopic',
        summary: 'Add a topic to a module',
        tags,
        params: IdParams,
        body: schema.TopicInModule,
        response: { 201: CourseTopic },
      },
    },
    async (req, reply) => {
      const made = await topics.createTopic(userCtx(req), { ...req.body, moduleId: req.params.id })
      reply.code(201).header('location', `/api/course-topics/${made.id}`)
      return made
    },
  )

  app.get(
    '/course-topics/:id',
    {
      schema: {
        operationId: 'getCourseTopic',
        summary: 'Read a topic',
        tags,
        params: IdParams,
        response: { 200: CourseTopic },
      },
    },
    (req) => topics.getTopic(userCtx(req), req.params.id),
  )

  app.patch(
    '/course-topics/:id',
    {
      config: { time: true },
      schema: {
        operationId: 'updateCourseTopic',
        summary: 'Change a topic',
        description: 'An absent field keeps its value, null clears it.',
        tags,
        params: IdParams,
        body: schema.CourseTopicPatch,
        response: { 200: CourseTopic },
      },
    },
    (req) => topics.updateTopic(userCtx(req), req.params.id, req.body, ifMatch(req)),
  )

  app.post(
    '/course-topics/:id/complete',
    {
      config: { time: true },
      schema: {
        operationId: 'completeCourseTopic',
        summary: 'Complete a topic',
        description: 'What its module and course have come to follows. It may be repeated.',
        tags,
        params: IdParams,
        response: { 200: CourseTopic },
      },
    },
    (req) => topics.completeTopic(userCtx(req), req.params.id, true),
  )

  app.post(
    '/course-topics/:id/uncomplete',
    {
      config: { time: true },
      schema: {
        operationId: 'uncompleteCourseTopic',
        summary: 'Open a completed topic again',
        description: 'It may be repeated.',
        tags,
        params: IdParams,
        response: { 200: CourseTopic },
      },
    },
    (req) => topics.completeTopic(userCtx(req), req.params.id, false),
  )

  app.post(
    '/course-topics/:id/move',
    {
      schema: {
        operationId: 'moveCourseTopic',
        summary: 'Move a topic',
        description:
          'Within its module, or into another of the same course. The others keep their positions, unless there is no room left between two.',
        tags,
        params: IdParams,
        body: schema.TopicMove,
        response: { 200: CourseTopic },
      },
    },
    (req) => topics.moveTopic(userCtx(req), req.params.id, req.body),
  )

  app.delete(
    '/course-topics/:id',
    {
      schema: {
        operationId: 'deleteCourseTopic',
        summary: 'Move a topic to the trash',
        tags,
        params: IdParams,
        response: { 204: NoContent },
      },
    },
    async (req, reply) => {
      await topics.deleteTopic(userCtx(req), req.params.id, ifMatch(req))
      return reply.code(204).send(null)
    },
  )
}
