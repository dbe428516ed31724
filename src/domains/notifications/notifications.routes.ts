import { ifMatch } from '#core/conditional.ts'
import { IdParams, NoContent, type Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import * as service from './inbox.service.ts'
import * as schema from './notifications.schema.ts'

const { Notification } = schema
const tags = ['notifications']

export const notificationsRoutes: Routes = async (app) => {
  app.get(
    '/notifications',
    {
      schema: {
        operationId: 'listNotifications',
        summary: 'List notifications',
        description: 'The inbox, newest first.',
        tags,
        querystring: schema.NotificationQuery,
        response: { 200: schema.NotificationPage },
      },
    },
    (req) => service.listNotifications(userCtx(req), req.query),
  )

  app.get(
    '/notifications/count',
    {
      schema: {
        operationId: 'countUnreadNotifications',
        summary: 'Count unread notifications',
        tags,
        response: { 200: schema.UnreadCount },
      },
    },
    async (req) => ({ unread: await service.unreadCount(userCtx(req)) }),
  )

  app.post(
    '/notifications/read-all',
    {
      schema: {
        operationId: 'readAllNotifications',
        summary: 'Mark every notification as read',
        tags,
        response: { 200: schema.ReadAll },
      },
    },
    async (req) => ({ marked: await service.readAllNotifications(userCtx(req)) }),
  )

  app.get(
    '/notifications/:id',
    {
      schema: {
        operationId: 'getNotification',
        summary: 'Read a notification',
        description: 'Looking at it here does not mark it as read.',
        tags,
        params: IdParams,
        response: { 200: Notification },
      },
    },
    (req) => service.getNotification(userCtx(req), req.params.id),
  )

  app.patch(
    '/notifications/:id',
    {
      schema: {
        operationId: 'updateNotification',
        summary: 'Mark a notification as read or unread',
        tags,
        params: IdParams,
        body: schema.NotificationPatch,
        response: { 200: Notification },
      },
    },
    (req) => service.updateNotification(userCtx(req), req.params.id, req.body, ifMatch(req)),
  )

  app.post(
    '/notifications/:id/read',
    {
      schema: {
        operationId: 'readNotification',
        summary: 'Mark a notification as read',
        description: 'Doing it again changes nothing.',
        tags,
        params: IdParams,
        response: { 200: Notification },
      },
    },
    (req) => service.updateNotification(userCtx(req), req.params.id, { read: true }),
  )

  app.delete(
    '/notifications/:id',
    {
      schema: {
        operationId: 'deleteNotification',
        summary: 'Move a notification to the trash',
        tags,
        params: IdParams,
        response: { 204: NoContent },
      },
    },
    async (req, reply) => {
      await service.deleteNotification(userCtx(req), req.params.id, ifMatch(req))
      return reply.code(204).send(null)
    },
  )
}
