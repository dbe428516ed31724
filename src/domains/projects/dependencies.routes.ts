import { z } from 'zod'
import { IdParams, NoContent, type Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import { NewProjectDependency, ProjectDependencies, ProjectDependency, ProjectGraph } from './dependencies.schema.ts'
import {
  addDependency,
  getDependency,
  listDependencies,
  projectGraph,
  removeDependency,
} from './dependencies.service.ts'

const tags = ['projects']
const DependencyParams = IdParams.extend({ dependsOnProjectId: z.uuid() })

export const dependenciesRoutes: Routes = async (app) => {
  app.get(
    '/projects/graph',
    {
      schema: {
        operationId: 'getProjectGraph',
        summary: 'Read the graph of dependencies',
        tags,
        response: { 200: ProjectGraph },
      },
    },
    (req) => projectGraph(userCtx(req)),
  )

  app.get(
    '/projects/:id/dependencies',
    {
      schema: {
        operationId: 'listProjectDependencies',
        summary: 'List what a project waits for and what waits for it',
        tags,
        params: IdParams,
        response: { 200: ProjectDependencies },
      },
    },
    (req) => listDependencies(userCtx(req), req.params.id),
  )

  app.post(
    '/projects/:id/dependencies',
    {
      schema: {
        operationId: 'addProjectDependency',
        summary: 'Make a project wait for another',
        description:
          'Finish to start. Again with another lag, it changes the lag. Refused with 409 when it would go round in a circle; the problem names the path.',
        tags,
        params: IdParams,
        body: NewProjectDependency,
        response: { 201: ProjectDependency },
      },
    },
    async (req, reply) => {
      const dependency = await addDependency(userCtx(req), req.params.id, req.body)
      reply.code(201).header('location', `/api/projects/${req.params.id}/dependencies/${dependency.dependsOnProjectId}`)
      return dependency
    },
  )

  app.get(
    '/projects/:id/dependencies/:dependsOnProjectId',
    {
      schema: {
        operationId: 'getProjectDependency',
        summary: 'Read one dependency',
        tags,
        params: DependencyParams,
        response: { 200: ProjectDependency },
      },
    },
    (req) => getDependency(userCtx(req), req.params.id, req.params.dependsOnProjectId),
  )

  app.delete(
    '/projects/:id/dependencies/:dependsOnProjectId',
    {
      schema: {
        operationId: 'removeProjectDependency',
        summary: 'Stop waiting for another project',
        tags,
        params: DependencyParams,
        response: { 204: NoContent },
      },
    },
    async (req, reply) => {
      await removeDependency(userCtx(req), req.params.id, req.params.dependsOnProjectId)
      return reply.code(204).send(null)
    },
  )
}
