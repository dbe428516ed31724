import { ifMatch } from '#core/conditional.ts'
import { created, IdParams, NoContent, type Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import { PageQuery } from '#core/page.ts'
import * as schema from './messages.schema.ts'
import * as messages from './messages.service.ts'
import * as service from './slots.service.ts'

const { DailyMessage, DailyMessageSlot } = schema
const tags = ['daily-messages']

export const slotsRoutes: Routes = async (app) => {
  app.get(
    '/daily-messages/slots',
    {
      schema: {
        operationId: 'listDailyMessageSlots',
        summary: 'List the times of your daily messages',
        tags,
        querystring: PageQuery,
        response: { 200: schema.DailyMessageSlotPage },
      },
    },
    (req) => service.listSlots(userCtx(req), req.query),
  )

  app.post(
    '/daily-messages/slots',
    {
      schema: {
        operationId: 'createDailyMessageSlot',
        summary: 'Set a time for a daily message',
        tags,
        body: schema.NewDailyMessageSlot,
        response: { 201: DailyMessageSlot },
      },
    },
    async (req, reply) => created(req, reply, await service.createSlot(userCtx(req), req.body)),
  )

  app.get(
    '/daily-messages/slots/:id',
    {
      schema: {
        operationId: 'getDailyMessageSlot',
        summary: 'Read a time of daily messages',
        tags,
        params: IdParams,
        response: { 200: DailyMessageSlot },
      },
    },
    (req) => service.getSlot(userCtx(req), req.params.id),
  )

  app.patch(
    '/daily-messages/slots/:id',
    {
      schema: {
        operationId: 'updateDailyMessageSlot',
        summary: 'Change a time of daily messages',
        description: 'An absent field keeps its value, null clears it.',
        tags,
        params: IdParams,
        body: schema.DailyMessageSlotPatch,
        response: { 200: DailyMessageSlot },
      },
    },
    (req) => service.updateSlot(userCtx(req), req.params.id, req.body, ifMatch(req)),
  )

  app.delete(
    '/daily-messages/slots/:id',
    {
      schema: {
        operationId: 'deleteDailyMessageSlot',
        summary: 'Move a time of daily messages to the trash',
        tags,
        params: IdParams,
        response: { 204: NoContent },
      },
    },
    async (req, reply) => {
      await service.deleteSlot(userCtx(req), req.params.id, ifMatch(req))
      return reply.code(204).send(null)
    },
  )
}

export const messagesRoutes: Routes = async (app) => {
  app.get(
    '/daily-messages',
    {
      schema: {
        operationId: 'listDailyMessages',
        summary: 'List the messages you got',
        description: 'Newest first.',
        tags,
        querystring: schema.DailyMessageQuery,
        response: { 200: schema.DailyMessagePage },
      },
    },
    (req) => messages.listMessages(userCtx(req), req.query),
  )

  app.get(
    '/daily-messages/:id',
    {
      schema: {
        operationId: 'getDailyMessage',
        summary: 'Read a daily message',
        tags,
        params: IdParams,
        response: { 200: DailyMessage },
      },
    },
    (req) => messages.getMessage(userCtx(req), req.params.id),
  )

  app.patch(
    '/daily-messages/:id',
    {
      schema: {
        operationId: 'updateDailyMessage',
        summary: 'Mark a daily message read or unread',
        tags,
        params: IdParams,
        body: schema.DailyMessagePatch,
        response: { 200: DailyMessage },
      },
    },
    (req) => messages.updateMessage(userCtx(req), req.params.id, req.body, ifMatch(req)),
  )

  app.delete(
    '/daily-messages/:id',
    {
      schema: {
        operationId: 'deleteDailyMessage',
        summary: 'Move a daily message to the trash',
        tags,
        params: IdParams,
        response: { 204: NoContent },
      },
    },
    async (req, reply) => {
      await messages.deleteMessage(userCtx(req), req.params.id, ifMatch(req))
      return reply.code(204).send(null)
    },
  )
}
