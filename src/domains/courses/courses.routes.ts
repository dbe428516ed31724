import { ifMatch } from '#core/conditional.ts'
import { created, IdParams, NoContent, type Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import * as schema from './courses.schema.ts'
import * as service from './courses.service.ts'
import { CourseOutline } from './parts.schema.ts'

const { Course } = schema
const tags = ['courses']

export const coursesRoutes: Routes = async (app) => {
  app.get(
    '/courses',
    {
      schema: {
        operationId: 'listCourses',
        summary: 'List courses',
        tags,
        querystring: schema.CourseQuery,
        response: { 200: schema.CoursePage },
      },
    },
    (req) => service.listCourses(userCtx(req), req.query),
  )

  app.post(
    '/courses',
    {
      schema: {
        operationId: 'createCourse',
        summary: 'Create a course',
        tags,
        body: schema.NewCourse,
        response: { 201: Course },
      },
    },
    async (req, reply) => created(req, reply, await service.createCourse(userCtx(req), req.body)),
  )

  app.get(
    '/courses/:id',
    {
      schema: {
        operationId: 'getCourse',
        summary: 'Read a course',
        tags,
        params: IdParams,
        response: { 200: Course },
      },
    },
    (req) => service.getCourse(userCtx(req), req.params.id),
  )

  app.get(
    '/courses/:id/outline',
    {
      schema: {
        operationId: 'getCourseOutline',
        summary: 'Read a course with its modules and topics',
        description: 'In their order, and without what the topics say: one is read by its id.',
        tags,
        params: IdParams,
        response: { 200: CourseOutline },
      },
    },
    (req) => service.outlineOf(userCtx(req), req.params.id),
  )

  app.patch(
    '/courses/:id',
    {
      schema: {
        operationId: 'updateCourse',
        summary: 'Change a course',
        description: 'An absent field keeps its value, null clears it. How far it has come follows from its topics.',
        tags,
        params: IdParams,
        body: schema.CoursePatch,
        response: { 200: Course },
      },
    },
    (req) => service.updateCourse(userCtx(req), req.params.id, req.body, ifMatch(req)),
  )

  app.delete(
    '/courses/:id',
    {
      schema: {
        operationId: 'deleteCourse',
        summary: 'Move a course to the trash',
        description: 'With its modules and topics, which come back with it.',
        tags,
        params: IdParams,
        response: { 204: NoContent },
      },
    },
    async (req, reply) => {
      await service.deleteCourse(userCtx(req), req.params.id, ifMatch(req))
      return reply.code(204).send(null)
    },
  )
}
