import { z } from 'zod'
import { Few } from '#core/tools/shapes.ts'
import { type Tool, tool } from '#core/tools/tool.ts'
import { Channel, NewChannel } from './channels.schema.ts'
import { createChannel } from './channels.service.ts'
import { listNotifications, readAllNotifications } from './inbox.service.ts'
import { NotificationPage, NotificationQuery, ReadAll } from './notifications.schema.ts'

const Wanted = NotificationQuery.omit({ cursor: true, limit: true, unread: true }).extend({
  unread: z.boolean().optional(),
  limit: Few,
})
const Sink = z.strictObject({ channel: NewChannel })

export const notificationsTools: Tool[] = [
  tool({
    name: 'notifications_list',
    title: 'List notifications',
    description: 'What the user was notified of, newest first.',
    effect: 'read',
    scopes: ['notifications:read'],
    input: Wanted,
    output: NotificationPage.pick({ items: true }),
    example: { unread: true },
    run: (ctx, input) => listNotifications(ctx, input),
  }),
  tool({
    name: 'notifications_read_all',
    title: 'Mark all notifications as read',
    description: 'Marks every notification as read.',
    effect: 'write',
    scopes: ['notifications:write'],
    input: z.strictObject({}),
    output: ReadAll,
    example: {},
    summary: () => 'Mark all notifications as read',
    run: async (ctx) => ({ marked: await readAllNotifications(ctx) }),
  }),
  tool({
    name: 'channels_create',
    title: 'Add a channel for notifications',
    description:
      'Has notifications sent to an e-mail, ntfy topic or webhook as well. Only for addresses that the user gave.',
    effect: 'outbound',
    scopes: ['channels:write'],
    input: Sink,
    output: Channel,
    example: { channel: { kind: 'webhook', name: 'Home', url: 'https://home.example.org/almanac' } },
    summary: (_, { channel }) => `Send notifications to ${'url' in channel ? channel.url : 'your e-mail'}`,
    run: (ctx, { channel }) => createChannel(ctx, channel),
  }),
]
