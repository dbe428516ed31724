import { IdParams, type Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import { PageQuery } from '#core/page.ts'
import { Habit } from './habits.schema.ts'
import { HabitSuggestion, HabitSuggestionPage } from './suggestions.schema.ts'
import { acceptSuggestion, dismissSuggestion, listSuggestions } from './suggestions.service.ts'

const tags = ['habits']

export const suggestionsRoutes: Routes = async (app) => {
  app.get(
    '/habits/suggestions',
    {
      schema: {
        operationId: 'listHabitSuggestions',
        summary: 'List habits that you seem to have already',
        description: 'Noticed by the titles of your reminders and completed tasks of the last eight weeks, once a day.',
        tags,
        querystring: PageQuery,
        response: { 200: HabitSuggestionPage },
      },
    },
    (req) => listSuggestions(userCtx(req), req.query),
  )

  app.post(
    '/habits/suggestions/:id/accept',
    {
      schema: {
        operationId: 'acceptHabitSuggestion',
        summary: 'Make a habit of a suggestion',
        tags,
        params: IdParams,
        response: { 201: Habit },
      },
    },
    async (req, reply) => {
      const habit = await acceptSuggestion(userCtx(req), req.params.id)
      return reply.code(201).header('location', `/api/habits/${habit.id}`).send(habit)
    },
  )

  app.post(
    '/habits/suggestions/:id/dismiss',
    {
      schema: {
        operationId: 'dismissHabitSuggestion',
        summary: 'Dismiss a suggestion for good',
        tags,
        params: IdParams,
        response: { 200: HabitSuggestion },
      },
    },
    (req) => dismissSuggestion(userCtx(req), req.params.id),
  )
}
