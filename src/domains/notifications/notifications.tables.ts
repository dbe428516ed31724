import { type InferSelectModel, isNull, sql } from 'drizzle-orm'
import { boolean, foreignKey, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { document, instant, ownedColumns, ownedKey } from '#core/columns.ts'

export const CHANNEL_NAMES = ['in_app', 'web_push', 'fcm', 'expo', 'email', 'ntfy', 'webhook'] as const
export type ChannelName = (typeof CHANNEL_NAMES)[number]
export const DEVICE_KINDS = ['web_push', 'fcm', 'expo'] as const
export const CHANNEL_KINDS = ['email', 'ntfy', 'webhook'] as const
export const PLATFORMS = ['ios', 'android', 'web'] as const
export const DELIVERY_STATES = ['waiting', 'held', 'delivered', 'digested', 'failed', 'dropped'] as const

export const notifications = pgTable(
  'notifications',
  {
    ...ownedColumns,
    kind: text().notNull(),
    title: text().notNull(),
    body: text(),
    entity: text(),
    entityId: uuid(),
    occurrence: text(),
    key: text().notNull(),
    urgent: boolean().notNull().default(false),
    readAt: instant(),
  },
  (t) => [
    ownedKey(t),
    uniqueIndex('notifications_key').on(t.userId, t.key),
    index('notifications_unread').on(t.userId, t.id.desc()).where(sql`${t.readAt} is null and ${t.deletedAt} is null`),
  ],
)
export interface NotificationRow extends InferSelectModel<typeof notifications> {}

/** What a browser gives with its subscription (RFC 8291), base64url. */
export interface PushKeys {
  p256dh: string
  auth: string
}

export const devices = pgTable(
  'devices',
  {
    ...ownedColumns,
    kind: text({ enum: DEVICE_KINDS }).notNull(),
    token: text().notNull(),
    keys: document<PushKeys>(),
    platform: text({ enum: PLATFORMS }),
    name: text(),
    disabledAt: instant(),
    disabledReason: text(),
  },
  (t) => [
    ownedKey(t),
    uniqueIndex('devices_own_token').on(t.userId, t.kind, t.token).where(isNull(t.deletedAt)),
    index('devices_token').on(t.kind, t.token).where(isNull(t.deletedAt)),
  ],
)
export interface DeviceRow extends InferSelectModel<typeof devices> {}

export const channels = pgTable(
  'channels',
  {
    ...ownedColumns,
    kind: text({ enum: CHANNEL_KINDS }).notNull(),
    name: text().notNull(),
    url: text(),
    secret: text().notNull(),
    previousSecret: text(),
    previousSecretUntil: instant(),
    accessToken: text(),
    disabledAt: instant(),
    disabledReason: text(),
  },
  (t) => [ownedKey(t)],
)
export interface ChannelRow extends InferSelectModel<typeof channels> {}

export const targetHealth = pgTable(
  'target_health',
  {
    userId: uuid().notNull(),
    targetId: uuid().notNull(),
    lastSuccessAt: instant(),
    lastFailureAt: instant(),
    lastError: text(),
    consecutiveFailures: integer().notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.userId, t.targetId] })],
)

export const deliveries = pgTable(
  'deliveries',
  {
    userId: uuid().notNull(),
    id: uuid().notNull(),
    notificationId: uuid().notNull(),
    channel: text({ enum: CHANNEL_NAMES }).notNull(),
    targetId: uuid().notNull(),
    key: text().notNull(),
    state: text({ enum: DELIVERY_STATES }).notNull().default('waiting'),
    dueAt: instant().notNull().default(sql`now()`),
    attempts: integer().notNull().default(0),
    status: integer(),
    error: text(),
    receipt: text(),
    createdAt: instant().notNull().default(sql`now()`),
    deliveredAt: instant(),
  },
  (t) => [
    ownedKey(t),
    foreignKey({
      name: 'deliveries__notificationId',
      columns: [t.userId, t.notificationId],
      foreignColumns: [notifications.userId, notifications.id],
    }).onDelete('cascade'),
    uniqueIndex('deliveries_once').on(t.userId, t.key, t.targetId),
    index('deliveries_notification').on(t.userId, t.notificationId),
    index('deliveries_target').on(t.userId, t.targetId, t.id.desc()),
    index('deliveries_due').on(t.channel, t.dueAt).where(sql`${t.state} = 'waiting'`),
    index('deliveries_held').on(t.dueAt).where(sql`${t.state} = 'held'`),
    index('deliveries_created').on(t.createdAt),
    index('deliveries_receipts').on(t.deliveredAt).where(sql`${t.channel} = 'expo' and ${t.receipt} is not null`),
  ],
)
export interface DeliveryRow extends InferSelectModel<typeof deliveries> {}

export const reportTimes = pgTable('report_times', { userId: uuid().primaryKey(), toldUntil: instant().notNull() })

export const webPushKeys = pgTable('web_push_keys', {
  onlyRow: boolean().primaryKey().default(true),
  publicKey: text().notNull(),
  privateKey: text().notNull(),
})
