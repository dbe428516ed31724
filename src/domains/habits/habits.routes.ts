import { z } from 'zod'
import { ifMatch } from '#core/conditional.ts'
import { created, IdParams, NoContent, type Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import * as schema from './habits.schema.ts'
import * as service from './habits.service.ts'
import * as logSchema from './logs.schema.ts'
import { getHabitStats, getHeatmap } from './stats.service.ts'

const { Habit } = schema
const tags = ['habits']

export const habitsRoutes: Routes = async (app) => {
  app.get(
    '/habits',
    {
      schema: {
        operationId: 'listHabits',
        summary: 'List habits',
        tags,
        querystring: schema.HabitQuery,
        response: { 200: schema.HabitPage },
      },
    },
    (req) => service.listHabits(userCtx(req), req.query),
  )

  app.post(
    '/habits',
    {
      config: { time: true },
      schema: {
        operationId: 'createHabit',
        summary: 'Create a habit',
        tags,
        body: schema.NewHabit,
        response: { 201: Habit },
      },
    },
    async (req, reply) => created(req, reply, await service.createHabit(userCtx(req), req.body)),
  )

  app.get(
    '/habits/:id',
    {
      schema: { operationId: 'getHabit', summary: 'Read a habit', tags, params: IdParams, response: { 200: Habit } },
    },
    (req) => service.getHabit(userCtx(req), req.params.id),
  )

  app.patch(
    '/habits/:id',
    {
      config: { time: true },
      schema: {
        operationId: 'updateHabit',
        summary: 'Change a habit',
        description:
          'An absent field keeps its value, null clears it. A new schedule, target or choice of off days holds from today; the days before stay judged by what held then.',
        tags,
        params: IdParams,
        body: schema.HabitPatch,
        response: { 200: Habit },
      },
    },
    (req) => service.updateHabit(userCtx(req), req.params.id, req.body, ifMatch(req)),
  )

  app.delete(
    '/habits/:id',
    {
      schema: {
        operationId: 'deleteHabit',
        summary: 'Move a habit to the trash',
        description: 'With its days. Points already earned stay earned.',
        tags,
        params: IdParams,
        response: { 204: NoContent },
      },
    },
    async (req, reply) => {
      await service.deleteHabit(userCtx(req), req.params.id, ifMatch(req))
      return reply.code(204).send(null)
    },
  )
}

export const habitViewsRoutes: Routes = async (app) => {
  app.get(
    '/habits/today',
    {
      config: { time: true },
      schema: {
        operationId: 'getHabitsToday',
        summary: 'Read what today asks for',
        description: 'In your day, which begins when you said it does.',
        tags,
        querystring: z.strictObject({}),
        response: { 200: logSchema.HabitsToday },
      },
    },
    (req) => service.habitsToday(userCtx(req)),
  )

  app.get(
    '/habits/:id/stats',
    {
      config: { time: true },
      schema: {
        operationId: 'getHabitStats',
        summary: "Read a habit's streaks, strength and rates",
        tags,
        params: IdParams,
        querystring: z.strictObject({}),
        response: { 200: logSchema.HabitStats },
      },
    },
    (req) => getHabitStats(userCtx(req), req.params.id),
  )

  app.get(
    '/habits/:id/heatmap',
    {
      config: { time: true },
      schema: {
        operationId: 'getHabitHeatmap',
        summary: 'Read a year of a habit, day by day',
        tags,
        params: IdParams,
        querystring: logSchema.HeatmapQuery,
        response: { 200: logSchema.HabitHeatmap },
      },
    },
    (req) => getHeatmap(userCtx(req), req.params.id, req.query.year),
  )
}
