import { ifMatch } from '#core/conditional.ts'
import { created, IdParams, NoContent, type Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import * as schema from './conversations.schema.ts'
import * as service from './conversations.service.ts'
import { forkConversation } from './messages.service.ts'

const { Conversation } = schema
const tags = ['chat']

export const conversationsRoutes: Routes = async (app) => {
  app.get(
    '/chat/conversations',
    {
      schema: {
        operationId: 'listConversations',
        summary: 'List conversations',
        description: 'Where something was said last comes first. `q` looks into titles and all messages.',
        tags,
        querystring: schema.ConversationQuery,
        response: { 200: schema.ConversationPage },
      },
    },
    (req) => service.listConversations(userCtx(req), req.query),
  )

  app.post(
    '/chat/conversations',
    {
      config: { time: true },
      schema: {
        operationId: 'createConversation',
        summary: 'Begin a conversation',
        tags,
        body: schema.NewConversation,
        response: { 201: Conversation },
      },
    },
    async (req, reply) => created(req, reply, await service.createConversation(userCtx(req), req.body)),
  )

  app.get(
    '/chat/conversations/:id',
    {
      schema: {
        operationId: 'getConversation',
        summary: 'Read a conversation',
        description: 'Its messages stand under `/messages`.',
        tags,
        params: IdParams,
        response: { 200: Conversation },
      },
    },
    (req) => service.getConversation(userCtx(req), req.params.id),
  )

  app.patch(
    '/chat/conversations/:id',
    {
      schema: {
        operationId: 'updateConversation',
        summary: 'Change a conversation',
        description: 'An absent field keeps its value, null clears it. `leafId` chooses the branch that is read.',
        tags,
        params: IdParams,
        body: schema.ConversationPatch,
        response: { 200: Conversation },
      },
    },
    (req) => service.updateConversation(userCtx(req), req.params.id, req.body, ifMatch(req)),
  )

  app.delete(
    '/chat/conversations/:id',
    {
      schema: {
        operationId: 'deleteConversation',
        summary: 'Move a conversation to the trash',
        description: 'With all its messages; an answer that is being given there is called off.',
        tags,
        params: IdParams,
        response: { 204: NoContent },
      },
    },
    async (req, reply) => {
      await service.deleteConversation(userCtx(req), req.params.id, ifMatch(req))
      return reply.code(204).send(null)
    },
  )

  app.post(
    '/chat/conversations/:id/fork',
    {
      config: { time: true },
      schema: {
        operationId: 'forkConversation',
        summary: 'Go on elsewhere from a message',
        description: 'A new conversation with a copy of everything up to that message; this one stays as it is.',
        tags,
        params: IdParams,
        body: schema.NewFork,
        response: { 201: Conversation },
      },
    },
    async (req, reply) => {
      const fork = await forkConversation(userCtx(req), req.params.id, req.body.messageId)
      reply.code(201).header('location', `/api/chat/conversations/${fork.id}`)
      return fork
    },
  )
}
