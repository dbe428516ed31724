import { ifMatch } from '#core/conditional.ts'
import { created, IdParams, NoContent, type Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import { listReminderOccurrences, listUpcoming } from './occurrences.service.ts'
import * as schema from './reminders.schema.ts'
import * as service from './reminders.service.ts'
import * as verbs from './verbs.service.ts'

const { Reminder } = schema
const tags = ['reminders']

export const remindersRoutes: Routes = async (app) => {
  app.get(
    '/reminders',
    {
      schema: {
        operationId: 'listReminders',
        summary: 'List reminders',
        tags,
        querystring: schema.ReminderQuery,
        response: { 200: schema.ReminderPage },
      },
    },
    (req) => service.listReminders(userCtx(req), req.query),
  )

  app.post(
    '/reminders',
    {
      config: { time: true },
      schema: {
        operationId: 'createReminder',
        summary: 'Create a reminder',
        description: 'A single time that has passed already rings at once; a series begins with its next occurrence.',
        tags,
        body: schema.NewReminder,
        response: { 201: Reminder },
      },
    },
    async (req, reply) => created(req, reply, await service.createReminder(userCtx(req), req.body)),
  )

  app.get(
    '/reminders/:id',
    {
      schema: {
        operationId: 'getReminder',
        summary: 'Read a reminder',
        tags,
        params: IdParams,
        response: { 200: Reminder },
      },
    },
    (req) => service.getReminder(userCtx(req), req.params.id),
  )

  app.patch(
    '/reminders/:id',
    {
      schema: {
        operationId: 'updateReminder',
        summary: 'Change a reminder',
        description:
          'An absent field keeps its value, null clears it. New times bring a done or cancelled reminder back.',
        tags,
        params: IdParams,
        body: schema.ReminderPatch,
        response: { 200: Reminder },
      },
    },
    (req) => service.updateReminder(userCtx(req), req.params.id, req.body, ifMatch(req)),
  )

  app.delete(
    '/reminders/:id',
    {
      schema: {
        operationId: 'deleteReminder',
        summary: 'Move a reminder to the trash',
        tags,
        params: IdParams,
        response: { 204: NoContent },
      },
    },
    async (req, reply) => {
      await service.deleteReminder(userCtx(req), req.params.id, ifMatch(req))
      return reply.code(204).send(null)
    },
  )
}

export const reminderPartsRoutes: Routes = async (app) => {
  app.get(
    '/reminders/upcoming',
    {
      config: { time: true },
      schema: {
        operationId: 'listUpcomingReminders',
        summary: 'List what is coming, of all reminders',
        tags,
        querystring: schema.UpcomingQuery,
        response: { 200: schema.UpcomingReminders },
      },
    },
    (req) => listUpcoming(userCtx(req), req.query),
  )

  app.get(
    '/reminders/:id/occurrences',
    {
      config: { time: true },
      schema: {
        operationId: 'listReminderOccurrences',
        summary: 'List a reminder’s occurrences',
        description: 'What became of past ones, with the reason, and what is still to come.',
        tags,
        params: IdParams,
        querystring: schema.ReminderOccurrenceQuery,
        response: { 200: schema.ReminderOccurrences },
      },
    },
    (req) => listReminderOccurrences(userCtx(req), req.params.id, req.query),
  )

  app.post(
    '/reminders/:id/complete',
    {
      config: { time: true },
      schema: {
        operationId: 'completeReminder',
        summary: 'Complete what has rung',
        description: 'Of a series the newest occurrence that has come due, else the next. Its nags and its snooze end.',
        tags,
        params: IdParams,
        body: schema.OccurrenceChoice,
        response: { 200: Reminder },
      },
    },
    (req) => verbs.completeReminder(userCtx(req), req.params.id, req.body, ifMatch(req)),
  )

  app.post(
    '/reminders/:id/snooze',
    {
      config: { time: true },
      schema: {
        operationId: 'snoozeReminder',
        summary: 'Move what has rung to later',
        description: 'Only this occurrence moves; the series stays where it is.',
        tags,
        params: IdParams,
        body: schema.Snooze,
        response: { 200: Reminder },
      },
    },
    (req) => verbs.snoozeReminder(userCtx(req), req.params.id, req.body, ifMatch(req)),
  )

  app.post(
    '/reminders/:id/skip',
    {
      config: { time: true },
      schema: {
        operationId: 'skipReminder',
        summary: 'Leave one occurrence out',
        description: 'The one that is snoozed or nagging, else the next.',
        tags,
        params: IdParams,
        body: schema.OccurrenceChoice,
        response: { 200: Reminder },
      },
    },
    (req) => verbs.skipReminder(userCtx(req), req.params.id, req.body, ifMatch(req)),
  )

  app.post(
    '/reminders/:id/cancel',
    {
      schema: {
        operationId: 'cancelReminder',
        summary: 'Cancel a reminder',
        tags,
        params: IdParams,
        response: { 200: Reminder },
      },
    },
    (req) => verbs.cancelReminder(userCtx(req), req.params.id, ifMatch(req)),
  )
}
