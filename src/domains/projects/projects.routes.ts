import { z } from 'zod'
import { ifMatch } from '#core/conditional.ts'
import { created, IdParams, NoContent, type Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import { getProjectHealth } from './health.service.ts'
import { addTask, removeTask } from './links.service.ts'
import * as schema from './projects.schema.ts'
import * as service from './projects.service.ts'

const { Project } = schema
const tags = ['projects']
const TaskParams = IdParams.extend({ taskId: z.uuid() })

export const projectsRoutes: Routes = async (app) => {
  app.get(
    '/projects',
    {
      schema: {
        operationId: 'listProjects',
        summary: 'List projects',
        tags,
        querystring: schema.ProjectQuery,
        response: { 200: schema.ProjectPage },
      },
    },
    (req) => service.listProjects(userCtx(req), req.query),
  )

  app.post(
    '/projects',
    {
      schema: {
        operationId: 'createProject',
        summary: 'Create a project',
        tags,
        body: schema.NewProject,
        response: { 201: Project },
      },
    },
    async (req, reply) => created(req, reply, await service.createProject(userCtx(req), req.body)),
  )

  app.get(
    '/projects/:id',
    {
      schema: {
        operationId: 'getProject',
        summary: 'Read a project',
        tags,
        params: IdParams,
        response: { 200: Project },
      },
    },
    (req) => service.getProject(userCtx(req), req.params.id),
  )

  app.patch(
    '/projects/:id',
    {
      schema: {
        operationId: 'updateProject',
        summary: 'Change a project',
        description: 'An absent field keeps its value, null clears it.',
        tags,
        params: IdParams,
        body: schema.ProjectPatch,
        response: { 200: Project },
      },
    },
    (req) => service.updateProject(userCtx(req), req.params.id, req.body, ifMatch(req)),
  )

  app.delete(
    '/projects/:id',
    {
      schema: {
        operationId: 'deleteProject',
        summary: 'Move a project to the trash',
        description: 'Its tasks and goals stay.',
        tags,
        params: IdParams,
        response: { 204: NoContent },
      },
    },
    async (req, reply) => {
      await service.deleteProject(userCtx(req), req.params.id, ifMatch(req))
      return reply.code(204).send(null)
    },
  )
}

export const projectPartsRoutes: Routes = async (app) => {
  app.get(
    '/projects/:id/health',
    {
      config: { time: true },
      schema: {
        operationId: 'getProjectHealth',
        summary: 'Read how healthy a project is, and why',
        description:
          '100 points less what overdue tasks, blocked tasks, staleness, lagging behind the even pace and growth over the plan take; every deduction is listed. Days are those of your own time zone.',
        tags,
        params: IdParams,
        response: { 200: schema.ProjectHealth },
      },
    },
    (req) => getProjectHealth(userCtx(req), req.params.id),
  )

  app.put(
    '/projects/:id/tasks/:taskId',
    {
      schema: {
        operationId: 'addTaskToProject',
        summary: 'Put a task into a project',
        description: 'May be repeated. The tasks of a project are listed by `GET /api/tasks?projectId=`.',
        tags,
        params: TaskParams,
        response: { 204: NoContent },
      },
    },
    async (req, reply) => {
      await addTask(userCtx(req), req.params.id, req.params.taskId)
      return reply.code(204).send(null)
    },
  )

  app.delete(
    '/projects/:id/tasks/:taskId',
    {
      schema: {
        operationId: 'removeTaskFromProject',
        summary: 'Take a task out of a project',
        description: 'May be repeated.',
        tags,
        params: TaskParams,
        response: { 204: NoContent },
      },
    },
    async (req, reply) => {
      await removeTask(userCtx(req), req.params.id, req.params.taskId)
      return reply.code(204).send(null)
    },
  )
}
