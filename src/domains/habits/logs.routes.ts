import { ifMatch } from '#core/conditional.ts'
import { IdParams, NoContent, type Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import { Day } from './habits.schema.ts'
import { importLogs } from './imports.service.ts'
import * as schema from './logs.schema.ts'
import * as service from './logs.service.ts'

const { HabitLog } = schema
const tags = ['habits']
const DayParams = IdParams.extend({ date: Day.meta({ example: '2026-03-01' }) })

export const logsRoutes: Routes = async (app) => {
  app.get(
    '/habits/:id/logs',
    {
      schema: {
        operationId: 'listHabitDays',
        summary: 'List the logged days of a habit',
        description: 'Newest first.',
        tags,
        params: IdParams,
        querystring: schema.HabitLogQuery,
        response: { 200: schema.HabitLogPage },
      },
    },
    (req) => service.listLogs(userCtx(req), req.params.id, req.query),
  )

  app.put(
    '/habits/:id/logs/:date',
    {
      config: { time: true },
      schema: {
        operationId: 'logHabitDay',
        summary: 'Log a day of a habit',
        description:
          'Says all there is to say of your local day; saying it again changes nothing. A day that is still to come where you are is refused, and with the ETag of your last reading in If-Match one that has changed since (412).',
        tags,
        params: DayParams,
        body: schema.HabitDay,
        response: { 200: schema.LoggedDay },
      },
    },
    (req) => service.putLog(userCtx(req), req.params.id, req.params.date, req.body, ifMatch(req)),
  )

  app.delete(
    '/habits/:id/logs/:date',
    {
      config: { time: true },
      schema: {
        operationId: 'unlogHabitDay',
        summary: 'Un-log a day of a habit',
        description: 'As if it had never been logged: points and milestones are taken back exactly.',
        tags,
        params: DayParams,
        response: { 204: NoContent },
      },
    },
    async (req, reply) => {
      await service.deleteDay(userCtx(req), req.params.id, req.params.date, ifMatch(req))
      return reply.code(204).send(null)
    },
  )

  app.post(
    '/habits/:id/logs',
    {
      config: { time: true },
      schema: {
        operationId: 'importHabitDays',
        summary: 'Log up to 1,000 days at once',
        description: 'Each row has its own answer; what is no day or still to come is refused, and the others go on.',
        tags,
        params: IdParams,
        body: schema.HabitLogImport,
        response: { 200: schema.HabitLogResults },
      },
    },
    (req) => importLogs(userCtx(req), req.params.id, req.body),
  )
}

/** Logs as items of their own, for sync, history and undo. */
export const logItemsRoutes: Routes = async (app) => {
  app.get(
    '/habit-logs',
    {
      schema: {
        operationId: 'listHabitLogs',
        summary: 'List the logged days of all habits',
        description: 'Newest first.',
        tags,
        querystring: schema.HabitLogQuery,
        response: { 200: schema.HabitLogPage },
      },
    },
    (req) => service.listAllLogs(userCtx(req), req.query),
  )

  app.get(
    '/habit-logs/:id',
    {
      schema: {
        operationId: 'getHabitLog',
        summary: 'Read a logged day',
        tags,
        params: IdParams,
        response: { 200: HabitLog },
      },
    },
    (req) => service.getLog(userCtx(req), req.params.id),
  )

  app.patch(
    '/habit-logs/:id',
    {
      schema: {
        operationId: 'updateHabitLog',
        summary: 'Change a logged day',
        tags,
        params: IdParams,
        body: schema.HabitLogPatch,
        response: { 200: HabitLog },
      },
    },
    (req) => service.updateLog(userCtx(req), req.params.id, req.body, ifMatch(req)),
  )

  app.delete(
    '/habit-logs/:id',
    {
      schema: {
        operationId: 'deleteHabitLog',
        summary: 'Move a logged day to the trash',
        description: 'Points and milestones are taken back exactly.',
        tags,
        params: IdParams,
        response: { 204: NoContent },
      },
    },
    async (req, reply) => {
      await service.deleteLog(userCtx(req), req.params.id, ifMatch(req))
      return reply.code(204).send(null)
    },
  )
}
