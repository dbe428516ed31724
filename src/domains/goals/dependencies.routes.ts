import { z } from 'zod'
import { IdParams, NoContent, type Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import { GoalDependencies, GoalDependency, GoalGraph, NewGoalDependency } from './dependencies.schema.ts'
import { addDependency, getDependency, goalGraph, listDependencies, removeDependency } from './dependencies.service.ts'

const tags = ['goals']
const DependencyParams = IdParams.extend({ dependsOnGoalId: z.uuid() })

export const dependenciesRoutes: Routes = async (app) => {
  app.get(
    '/goals/graph',
    {
      schema: {
        operationId: 'getGoalGraph',
        summary: 'Read the graph of dependencies',
        tags,
        response: { 200: GoalGraph },
      },
    },
    (req) => goalGraph(userCtx(req)),
  )

  app.get(
    '/goals/:id/dependencies',
    {
      schema: {
        operationId: 'listGoalDependencies',
        summary: 'List what a goal waits for and what waits for it',
        tags,
        params: IdParams,
        response: { 200: GoalDependencies },
      },
    },
    (req) => listDependencies(userCtx(req), req.params.id),
  )

  app.post(
    '/goals/:id/dependencies',
    {
      schema: {
        operationId: 'addGoalDependency',
        summary: 'Make a goal wait for another',
        description:
          'Finish to start. Again with another lag, it changes the lag. Refused with 409 when it would go round in a circle; the problem names the path.',
        tags,
        params: IdParams,
        body: NewGoalDependency,
        response: { 201: GoalDependency },
      },
    },
    async (req, reply) => {
      const dependency = await addDependency(userCtx(req), req.params.id, req.body)
      reply.code(201).header('location', `/api/goals/${req.params.id}/dependencies/${dependency.dependsOnGoalId}`)
      return dependency
    },
  )

  app.get(
    '/goals/:id/dependencies/:dependsOnGoalId',
    {
      schema: {
        operationId: 'getGoalDependency',
        summary: 'Read one dependency',
        tags,
        params: DependencyParams,
        response: { 200: GoalDependency },
      },
    },
    (req) => getDependency(userCtx(req), req.params.id, req.params.dependsOnGoalId),
  )

  app.delete(
    '/goals/:id/dependencies/:dependsOnGoalId',
    {
      schema: {
        operationId: 'removeGoalDependency',
        summary: 'Stop waiting for another goal',
        tags,
        params: DependencyParams,
        response: { 204: NoContent },
      },
    },
    async (req, reply) => {
      await removeDependency(userCtx(req), req.params.id, req.params.dependsOnGoalId)
      return reply.code(204).send(null)
    },
  )
}
