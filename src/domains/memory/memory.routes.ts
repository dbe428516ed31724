import { ifMatch } from '#core/conditional.ts'
import { created, IdParams, NoContent, type Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import { recall } from './learning.service.ts'
import * as schema from './memory.schema.ts'
import * as service from './memory.service.ts'

const { Memory } = schema
const tags = ['memories']

export const memoryRoutes: Routes = async (app) => {
  app.get(
    '/memories',
    {
      schema: {
        operationId: 'listMemories',
        summary: 'List what the assistant knows of you',
        description: 'Newest first, with where you said it.',
        tags,
        querystring: schema.MemoryQuery,
        response: { 200: schema.MemoryPage },
      },
    },
    (req) => service.listMemories(userCtx(req), req.query),
  )

  app.post(
    '/memories',
    {
      schema: {
        operationId: 'createMemory',
        summary: 'Tell the assistant something about you',
        description: 'Passwords, card numbers and other secrets are refused. What is there already answers 409.',
        tags,
        body: schema.NewMemory,
        response: { 201: Memory },
      },
    },
    async (req, reply) => created(req, reply, await service.createMemory(userCtx(req), req.body)),
  )

  app.delete(
    '/memories',
    {
      schema: {
        operationId: 'deleteAllMemories',
        summary: 'Have the assistant forget everything',
        description: 'Moves all to the trash. To keep it from learning, switch `ai.memory` off in the preferences.',
        tags,
        response: { 204: NoContent },
      },
    },
    async (req, reply) => {
      await service.deleteAllMemories(userCtx(req))
      return reply.code(204).send(null)
    },
  )

  app.get(
    '/memories/recall',
    {
      config: { time: true },
      schema: {
        operationId: 'recallMemories',
        summary: 'Ask what the assistant would be told with a message',
        tags,
        querystring: schema.RecallQuery,
        response: { 200: schema.Recalled },
      },
    },
    async (req) => {
      const { text, limit, ...place } = req.query
      return { items: await recall(userCtx(req), text, limit, place) }
    },
  )

  app.get(
    '/memories/:id',
    {
      schema: {
        operationId: 'getMemory',
        summary: 'Read a memory',
        tags,
        params: IdParams,
        response: { 200: Memory },
      },
    },
    (req) => service.getMemory(userCtx(req), req.params.id),
  )

  app.patch(
    '/memories/:id',
    {
      schema: {
        operationId: 'updateMemory',
        summary: 'Correct a memory',
        description: 'An absent field keeps its value, null clears it.',
        tags,
        params: IdParams,
        body: schema.MemoryPatch,
        response: { 200: Memory },
      },
    },
    (req) => service.updateMemory(userCtx(req), req.params.id, req.body, ifMatch(req)),
  )

  app.delete(
    '/memories/:id',
    {
      schema: {
        operationId: 'deleteMemory',
        summary: 'Move a memory to the trash',
        tags,
        params: IdParams,
        response: { 204: NoContent },
      },
    },
    async (req, reply) => {
      await service.deleteMemory(userCtx(req), req.params.id, ifMatch(req))
      return reply.code(204).send(null)
    },
  )
}
