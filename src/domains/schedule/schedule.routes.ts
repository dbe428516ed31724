import { ifMatch } from '#core/conditional.ts'
import { created, IdParams, NoContent, type Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import { agenda, conflicts, freeBusy } from './agenda.service.ts'
import { completeOccurrence, deleteOccurrences, skipOccurrence, updateOccurrences } from './occurrences.service.ts'
import { listRings } from './rings.service.ts'
import * as schema from './schedule.schema.ts'
import { createBlock, getBlock } from './schedule.service.ts'

const { ScheduleBlock } = schema
const tags = ['schedule']

export const scheduleRoutes: Routes = async (app) => {
  app.get(
    '/schedule',
    {
      config: { time: true },
      schema: {
        operationId: 'listSchedule',
        summary: 'List what happens in a span of time',
        description: `Series are expanded; in order of start. At most ${schema.MAX_WINDOW_DAYS} days and 10,000 occurrences.`,
        tags,
        querystring: schema.WindowQuery,
        response: { 200: schema.Agenda },
      },
    },
    async (req) => ({ items: await agenda(userCtx(req), req.query) }),
  )

  app.post(
    '/schedule',
    {
      config: { time: true },
      schema: {
        operationId: 'createScheduleBlock',
        summary: 'Create a block, or a series of them',
        tags,
        body: schema.NewScheduleBlock,
        response: { 201: ScheduleBlock },
      },
    },
    async (req, reply) => created(req, reply, await createBlock(userCtx(req), req.body)),
  )

  app.get(
    '/schedule/:id',
    {
      config: { time: true },
      schema: {
        operationId: 'getScheduleBlock',
        summary: 'Read a block',
        tags,
        params: IdParams,
        response: { 200: ScheduleBlock },
      },
    },
    (req) => getBlock(userCtx(req), req.params.id),
  )

  app.patch(
    '/schedule/:id',
    {
      config: { time: true },
      schema: {
        operationId: 'updateScheduleBlock',
        summary: 'Change a block, one occurrence, or the rest of a series',
        description:
          'An absent field keeps its value, null clears it. With `occurrence`, `startAt` is that occurrence’s. Scope `following` splits the series: the answer is the new one.',
        tags,
        params: IdParams,
        querystring: schema.ScopeQuery,
        body: schema.ScheduleBlockPatch,
        response: { 200: ScheduleBlock },
      },
    },
    (req) => updateOccurrences(userCtx(req), req.params.id, req.query, req.body, ifMatch(req)),
  )

  app.delete(
    '/schedule/:id',
    {
      config: { time: true },
      schema: {
        operationId: 'deleteScheduleBlock',
        summary: 'Delete a block, one occurrence, or the rest of a series',
        description: 'The whole goes to the trash; a part of a series is left out of it.',
        tags,
        params: IdParams,
        querystring: schema.ScopeQuery,
        response: { 204: NoContent },
      },
    },
    async (req, reply) => {
      await deleteOccurrences(userCtx(req), req.params.id, req.query, ifMatch(req))
      return reply.code(204).send(null)
    },
  )
}

export const scheduleVerbsRoutes: Routes = async (app) => {
  app.post(
    '/schedule/:id/complete',
    {
      config: { time: true },
      schema: {
        operationId: 'completeScheduleBlock',
        summary: 'Mark a block or one occurrence as done',
        description: 'Completing again changes nothing; `completed` false takes it back.',
        tags,
        params: IdParams,
        body: schema.CompletionBody,
        response: { 200: ScheduleBlock },
      },
    },
    (req) => completeOccurrence(userCtx(req), req.params.id, req.body, ifMatch(req)),
  )

  app.post(
    '/schedule/:id/skip',
    {
      config: { time: true },
      schema: {
        operationId: 'skipScheduleBlock',
        summary: 'Leave out one occurrence of a series',
        tags,
        params: IdParams,
        body: schema.OccurrenceBody,
        response: { 200: ScheduleBlock },
      },
    },
    (req) => skipOccurrence(userCtx(req), req.params.id, req.body.occurrence, ifMatch(req)),
  )

  app.get(
    '/schedule/:id/rings',
    {
      config: { time: true },
      schema: {
        operationId: 'listBlockRings',
        summary: 'List what became of a block’s reminders',
        description:
          'The last 200, newest first. After an outage the newest is caught up while its block is not over; the others are missed.',
        tags,
        params: IdParams,
        response: { 200: schema.BlockRings },
      },
    },
    async (req) => ({ items: await listRings(userCtx(req), req.params.id) }),
  )

  app.get(
    '/schedule/conflicts',
    {
      config: { time: true },
      schema: {
        operationId: 'listScheduleConflicts',
        summary: 'List busy blocks that overlap',
        description:
          'Half-open: a block may begin where another ends. `complete` is false when there are more than 1,000.',
        tags,
        querystring: schema.WindowQuery,
        response: { 200: schema.Conflicts },
      },
    },
    (req) => conflicts(userCtx(req), req.query),
  )

  app.get(
    '/schedule/free-busy',
    {
      config: { time: true },
      schema: {
        operationId: 'getFreeBusy',
        summary: 'Cut a span into busy and free time',
        tags,
        querystring: schema.WindowQuery,
        response: { 200: schema.FreeBusy },
      },
    },
    (req) => freeBusy(userCtx(req), req.query),
  )
}
