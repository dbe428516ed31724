import { IdParams, type Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import { continueMessage, editMessage, postMessage, regenerateMessage } from './generations.service.ts'
import * as schema from './messages.schema.ts'
import { getMessage, listMessages, searchMessages } from './messages.service.ts'
import { runnerOf } from './runner.service.ts'

const tags = ['chat']
const { Accepted } = schema

export const messagesRoutes: Routes = async (app) => {
  const runner = runnerOf(app.platform)

  app.get(
    '/chat/conversations/:id/messages',
    {
      schema: {
        operationId: 'listChatMessages',
        summary: 'Read a conversation’s messages',
        description:
          'One branch, in the order in which it is read; the first page is its end. A message with several `siblingIds` is where branches part.',
        tags,
        params: IdParams,
        querystring: schema.BranchQuery,
        response: { 200: schema.MessagePage },
      },
    },
    (req) => listMessages(userCtx(req), req.params.id, req.query),
  )

  app.post(
    '/chat/conversations/:id/messages',
    {
      config: { time: true },
      schema: {
        operationId: 'postChatMessage',
        summary: 'Say something',
        description:
          'The answer belongs to the server and goes on whether you listen or not: hear it under `/api/chat/generations/{generationId}/events`. While another answer is given here, this one waits for its turn.',
        tags,
        params: IdParams,
        body: schema.NewMessage,
        response: { 202: Accepted },
      },
    },
    async (req, reply) => {
      reply.code(202)
      return postMessage(userCtx(req), runner, req.params.id, req.body)
    },
  )

  app.get(
    '/chat/messages',
    {
      schema: {
        operationId: 'searchChatMessages',
        summary: 'Search everything that was said',
        tags,
        querystring: schema.MessageSearch,
        response: { 200: schema.FoundMessagePage },
      },
    },
    (req) => searchMessages(userCtx(req), req.query),
  )

  app.get(
    '/chat/messages/:id',
    {
      schema: {
        operationId: 'getChatMessage',
        summary: 'Read a message',
        tags,
        params: IdParams,
        response: { 200: schema.ChatMessage },
      },
    },
    (req) => getMessage(userCtx(req), req.params.id),
  )

  app.post(
    '/chat/messages/:id/edit',
    {
      config: { time: true },
      schema: {
        operationId: 'editChatMessage',
        summary: 'Say it differently',
        description: 'A branch of its own, with its own answer; what you said before stays.',
        tags,
        params: IdParams,
        body: schema.EditedMessage,
        response: { 202: Accepted },
      },
    },
    async (req, reply) => {
      reply.code(202)
      return editMessage(userCtx(req), runner, req.params.id, req.body)
    },
  )

  app.post(
    '/chat/messages/:id/regenerate',
    {
      config: { time: true },
      schema: {
        operationId: 'regenerateChatMessage',
        summary: 'Ask for another answer',
        description: 'Beside this answer, to the same message; this one stays.',
        tags,
        params: IdParams,
        response: { 202: Accepted },
      },
    },
    async (req, reply) => {
      reply.code(202)
      return regenerateMessage(userCtx(req), runner, req.params.id)
    },
  )

  app.post(
    '/chat/messages/:id/continue',
    {
      config: { time: true },
      schema: {
        operationId: 'continueChatMessage',
        summary: 'Have a broken answer continued',
        description: 'Goes on behind what was said. Refused (409) for an answer that is whole or not over yet.',
        tags,
        params: IdParams,
        response: { 202: Accepted },
      },
    },
    async (req, reply) => {
      reply.code(202)
      return continueMessage(userCtx(req), runner, req.params.id)
    },
  )
}
