import { z } from 'zod'
import { entity } from '#core/entity.ts'
import { daily } from '#core/messages.ts'
import type { Module } from '#core/module.ts'
import { channelsRoutes, deliveriesRoutes } from './channels.routes.ts'
import { Channel, ChannelPatch, NewChannel } from './channels.schema.ts'
import {
  channelOfRow,
  createChannel,
  deleteChannel,
  loadChannels,
  restoreChannel,
  updateChannel,
} from './channels.service.ts'
import { devicesRoutes } from './devices.routes.ts'
import { Device, DevicePatch, NewDevice } from './devices.schema.ts'
import { createDevice, deleteDevice, deviceOfRow, loadDevices, restoreDevice, updateDevice } from './devices.service.ts'
import { dispatchLoops } from './dispatch.service.ts'
import { releaseHeld } from './held.service.ts'
import { deliverInApp } from './in-app.service.ts'
import {
  deleteNotification,
  loadNotifications,
  refuseNotification,
  restoreNotification,
  updateNotification,
} from './inbox.service.ts'
import { measureDeliveries } from './metrics.ts'
import { notificationsRoutes } from './notifications.routes.ts'
import { Notification, NotificationPatch } from './notifications.schema.ts'
import { channels, devices, notifications } from './notifications.tables.ts'
import { notificationsTools } from './notifications.tools.ts'
import { openOutlets, outletsOf } from './outlets.ts'
import { makeReports } from './reports.service.ts'
import { unsubscribeRoutes } from './unsubscribe.routes.ts'
import { forgetOldDeliveries, pruneByReceipts } from './upkeep.service.ts'

export const notificationsModule: Module = {
  name: 'notifications',
  tags: {
    notifications: 'One inbox for everything the server has to say',
    devices: 'Phones and browsers that push messages go to',
    channels: 'Mailboxes and other systems that notifications go to, and what became of each',
  },
  routes: [notificationsRoutes, devicesRoutes, channelsRoutes, deliveriesRoutes, unsubscribeRoutes],
  tools: notificationsTools,
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
    entity({
      name: 'device',
      path: '/devices',
      table: devices,
      item: Device,
      input: NewDevice,
      patch: DevicePatch,
      fromRow: deviceOfRow,
      load: loadDevices,
      create: createDevice,
      update: updateDevice,
      remove: deleteDevice,
      restore: restoreDevice,
    }),
    entity({
      name: 'channel',
      path: '/channels',
      table: channels,
      item: Channel,
      input: NewChannel,
      patch: ChannelPatch,
      fromRow: channelOfRow,
      load: loadChannels,
      create: createChannel,
      update: updateChannel,
      remove: deleteChannel,
      restore: restoreChannel,
    }),
  ],
  jobs: [
    daily('notifications_reports', '*/15 * * * *', makeReports),
    daily('notifications_upkeep', '40 3 * * *', forgetOldDeliveries),
  ],
  start: openOutlets,
  measure: measureDeliveries,
  loops: (platform) => [
    {
      name: 'notifications_in_app',
      everyMs: 200,
      turn: (ctx, reach) => deliverInApp(ctx, reach, outletsOf(platform).late),
    },
    { name: 'notifications_held', everyMs: 1_000, turn: releaseHeld },
    {
      name: 'notifications_receipts',
      everyMs: 300_000,
      turn: (ctx) => pruneByReceipts(ctx, outletsOf(platform)),
    },
    ...dispatchLoops(outletsOf(platform)),
  ],
}
