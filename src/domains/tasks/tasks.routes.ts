import { z } from 'zod'
import { ifMatch } from '#core/conditional.ts'
import { created, IdParams, NoContent, type Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import { quickAddTask, runTaskBatch } from './bulk.service.ts'
import { addDependency, listDependencies, removeDependency, taskGraph } from './dependencies.service.ts'
import { listTaskOccurrences } from './occurrences.service.ts'
import * as schema from './tasks.schema.ts'
import * as service from './tasks.service.ts'

const { Task } = schema
const tags = ['tasks']
const DependencyParams = IdParams.extend({ dependsOnTaskId: z.uuid() })

export const tasksRoutes: Routes = async (app) => {
  app.get(
    '/tasks',
    {
      schema: {
        operationId: 'listTasks',
        summary: 'List tasks',
        tags,
        querystring: schema.TaskQuery,
        response: { 200: schema.TaskPage },
      },
    },
    (req) => service.listTasks(userCtx(req), req.query),
  )

  app.post(
    '/tasks',
    {
      schema: {
        operationId: 'createTask',
        summary: 'Create a task',
        tags,
        body: schema.NewTask,
        response: { 201: Task },
      },
    },
    async (req, reply) => created(req, reply, await service.createTask(userCtx(req), req.body)),
  )

  app.get(
    '/tasks/:id',
    {
      schema: { operationId: 'getTask', summary: 'Read a task', tags, params: IdParams, response: { 200: Task } },
    },
    (req) => service.getTask(userCtx(req), req.params.id),
  )

  app.patch(
    '/tasks/:id',
    {
      schema: {
        operationId: 'updateTask',
        summary: 'Change a task',
        description:
          'An absent field keeps its value, null clears it. Status `done` completes and leaving it reopens, as the verbs do.',
        tags,
        params: IdParams,
        body: schema.TaskPatch,
        response: { 200: Task },
      },
    },
    (req) => service.updateTask(userCtx(req), req.params.id, req.body, ifMatch(req)),
  )

  app.delete(
    '/tasks/:id',
    {
      schema: {
        operationId: 'deleteTask',
        summary: 'Move a task and its subtasks to the trash',
        tags,
        params: IdParams,
        response: { 204: NoContent },
      },
    },
    async (req, reply) => {
      await service.deleteTask(userCtx(req), req.params.id, ifMatch(req))
      return reply.code(204).send(null)
    },
  )

  app.post(
    '/tasks/:id/complete',
    {
      config: { time: true },
      schema: {
        operationId: 'completeTask',
        summary: 'Complete a task',
        description:
          'Awards its points once and, when it recurs, creates exactly one next instance. Completing it again is a conflict.',
        tags,
        params: IdParams,
        response: { 200: schema.CompletedTask },
      },
    },
    async (req) => {
      const { task, nextTask } = await service.completeTask(userCtx(req), req.params.id, ifMatch(req))
      return { ...task, nextTask }
    },
  )
}

export const taskToolsRoutes: Routes = async (app) => {
  app.post(
    '/tasks/quick-add',
    {
      config: { time: true },
      schema: {
        operationId: 'quickAddTask',
        summary: 'Create a task from a line of text',
        description:
          'Understands dates, times, recurrence, #tags, !p1, @area and ~45m by fixed rules, and says which words it took for what.',
        tags,
        body: schema.QuickAdd,
        response: { 201: schema.QuickAdded },
      },
    },
    async (req, reply) => {
      const added = await quickAddTask(userCtx(req), req.body.text)
      reply.code(201).header('location', `/api/tasks/${added.task.id}`)
      return added
    },
  )

  app.post(
    '/tasks/batch',
    {
      schema: {
        operationId: 'batchTasks',
        summary: 'Run up to 100 operations, all or none',
        tags,
        body: schema.TaskBatch,
        response: { 200: schema.TaskBatchResult },
      },
    },
    async (req) => ({ results: await runTaskBatch(userCtx(req), req.body.operations) }),
  )

  app.get(
    '/tasks/graph',
    {
      schema: {
        operationId: 'getTaskGraph',
        summary: 'Read the graph of dependencies',
        tags,
        response: { 200: schema.TaskGraph },
      },
    },
    (req) => taskGraph(userCtx(req)),
  )

  app.get(
    '/tasks/:id/occurrences',
    {
      config: { time: true },
      schema: {
        operationId: 'listTaskOccurrences',
        summary: "List a recurring task's occurrences",
        description: 'Done, missed, open and upcoming, from a day inclusive to a day exclusive.',
        tags,
        params: IdParams,
        querystring: schema.OccurrenceQuery,
        response: { 200: schema.TaskOccurrences },
      },
    },
    (req) => listTaskOccurrences(userCtx(req), req.params.id, req.query),
  )

  app.get(
    '/tasks/:id/dependencies',
    {
      schema: {
        operationId: 'listTaskDependencies',
        summary: 'List what a task waits for and what waits for it',
        tags,
        params: IdParams,
        response: { 200: schema.TaskDependencies },
      },
    },
    (req) => listDependencies(userCtx(req), req.params.id),
  )

  app.post(
    '/tasks/:id/dependencies',
    {
      schema: {
        operationId: 'addTaskDependency',
        summary: 'Make a task wait for another',
        description: 'Refused with 409 when it would go round in a circle; the problem names the path.',
        tags,
        params: IdParams,
        body: schema.NewTaskDependency,
        response: { 201: schema.TaskDependency },
      },
    },
    async (req, reply) => {
      const dependency = await addDependency(userCtx(req), req.params.id, req.body.dependsOnTaskId)
      return reply
        .code(201)
        .header('location', `/api/tasks/${req.params.id}/dependencies/${dependency.dependsOnTaskId}`)
        .send(dependency)
    },
  )

  app.delete(
    '/tasks/:id/dependencies/:dependsOnTaskId',
    {
      schema: {
        operationId: 'removeTaskDependency',
        summary: 'Stop waiting for another task',
        tags,
        params: DependencyParams,
        response: { 204: NoContent },
      },
    },
    async (req, reply) => {
      await removeDependency(userCtx(req), req.params.id, req.params.dependsOnTaskId)
      return reply.code(204).send(null)
    },
  )
}
