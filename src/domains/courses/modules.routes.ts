import { ifMatch } from '#core/conditional.ts'
import { IdParams, NoContent, type Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import * as modules from './modules.service.ts'
import * as schema from './parts.schema.ts'

const { CourseModule } = schema
const tags = ['courses']

export const modulesRoutes: Routes = async (app) => {
  app.post(
    '/courses/:id/modules',
    {
      schema: {
        operationId: 'createCourseModule',
        summary: 'Add a module to a course',
        tags,
        params: IdParams,
        body: schema.ModuleInCourse,
        response: { 201: CourseModule },
      },
    },
    async (req, reply) => {
      const made = await modules.createModule(userCtx(req), { ...req.body, courseId: req.params.id })
      reply.code(201).header('location', `/api/course-modules/${made.id}`)
      return made
    },
  )

  app.get(
    '/course-modules/:id',
    {
      schema: {
        operationId: 'getCourseModule',
        summary: 'Read a module',
        tags,
        params: IdParams,
        response: { 200: CourseModule },
      },
    },
    (req) => modules.getModule(userCtx(req), req.params.id),
  )

  app.patch(
    '/course-modules/:id',
    {
      schema: {
        operationId: 'updateCourseModule',
        summary: 'Change a module',
        description: 'An absent field keeps its value, null clears it.',
        tags,
        params: IdParams,
        body: schema.CourseModulePatch,
        response: { 200: CourseModule },
      },
    },
    (req) => modules.updateModule(userCtx(req), req.params.id, req.body, ifMatch(req)),
  )

  app.post(
    '/course-modules/:id/move',
    {
      schema: {
        operationId: 'moveCourseModule',
        summary: 'Move a module within its course',
        description: 'The others keep their positions, unless there is no room left between two.',
        tags,
        params: IdParams,
        body: schema.ModuleMove,
        response: { 200: CourseModule },
      },
    },
    (req) => modules.moveModule(userCtx(req), req.params.id, req.body),
  )

  app.delete(
    '/course-modules/:id',
    {
      schema: {
        operationId: 'deleteCourseModule',
        summary: 'Move a module to the trash',
        description: 'With its topics, which come back with it.',
        tags,
        params: IdParams,
        response: { 204: NoContent },
      },
    },
    async (req, reply) => {
      await modules.deleteModule(userCtx(req), req.params.id, ifMatch(req))
      return reply.code(204).send(null)
    },
  )
}
