import { z } from 'zod'
import { entity } from '#core/entity.ts'
import type { Module } from '#core/module.ts'
import { deliverInApp } from './in-app.service.ts'
import {
  deleteNotification,
  loadNotifications,
  refuseNotification,
  restoreNotification,
  updateNotification,
} from './inbox.service.ts'
import { notificationsRoutes } from './notifications.routes.ts'
import { Notification, NotificationPatch } from './notifications.schema.ts'
import { notifications } from './notifications.tables.ts'

export const notificationsModule: Module = {
  name: 'notifications',
  tags: {
    notifications: 'One inbox for everything the server has to say, and its way to phones, mailboxes and other systems',
  },
  routes: [notificationsRoutes],
  entities: [
    entity({
      name: 'notification',
      path: '/notifications',
      table: notifications,
      item: Notification,
      input: z.never(),
      patch: NotificationPatch,
      load: loadNotifications,
      create: refuseNotification,
      update: updateNotification,
      remove: deleteNotification,
      restore: restoreNotification,
    }),
  ],
  loops: () => [{ name: 'notifications_in_app', everyMs: 200, turn: deliverInApp }],
}
