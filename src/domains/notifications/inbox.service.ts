import { and, count, desc, eq, inArray, isNotNull, isNull } from 'drizzle-orm'
import { mine, myRow } from '#core/columns.ts'
import { missed } from '#core/conditional.ts'
import type { UserCtx } from '#core/ctx.ts'
import { AppError, found } from '#core/errors.ts'
import { olderThan, type Page, readCursor, toPage } from '#core/page.ts'
import type { NotificationPatch, NotificationQuery } from './notifications.schema.ts'
import { type NotificationRow, notifications } from './notifications.tables.ts'

/** Newest first. */
export async function listNotifications(ctx: UserCtx, query: NotificationQuery): Promise<Page<NotificationRow>> {
  const { unread, kind, limit } = query
  const position = readCursor(ctx, query, 'notifications')
  const rows = await ctx.db
    .select()
    .from(notifications)
    .where(
      and(
        mine(ctx, notifications),
        unread === undefined ? undefined : unread ? isNull(notifications.readAt) : isNotNull(notifications.readAt),
        kind === undefined ? undefined : eq(notifications.kind, kind),
        olderThan(notifications.id, position),
      ),
    )
    .orderBy(desc(notifications.id))
    .limit(limit + 1)
  return toPage(ctx, rows, query, 'notifications')
}

export async function getNotification(ctx: UserCtx, id: string): Promise<NotificationRow> {
  const [row] = await ctx.db
    .select()
    .from(notifications)
    .where(myRow(ctx, notifications, id))
  return found(row, 'Notification')
}

export const loadNotifications = (ctx: UserCtx, ids: string[]): Promise<NotificationRow[]> =>
  ctx.db
    .select()
    .from(notifications)
    .where(and(mine(ctx, notifications), inArray(notifications.id, ids)))

export async function unreadCount(ctx: UserCtx): Promise<number> {
  const [row] = await ctx.db
    .select({ unread: count() })
    .from(notifications)
    .where(and(mine(ctx, notifications), isNull(notifications.readAt)))
  return row?.unread ?? 0
}

/** Marks it read, or unread again. Reading what is read already keeps when that was. */
export async function updateNotification(
  ctx: UserCtx,
  id: string,
  { read }: NotificationPatch,
  version?: number,
): Promise<NotificationRow> {
  const row = await getNotification(ctx, id)
  const isStale = version !== undefined && version !== row.version
  if (!isStale && (read === undefined || read === (row.readAt !== null))) return row
  const [changed] = await ctx.db
    .update(notifications)
    .set({ readAt: read ? ctx.now().toISOString() : null })
    .where(and(myRow(ctx, notifications, id, version)))
    .returning()
  if (!changed) throw await missed(ctx, notifications, id, 'Notification')
  return changed
}

/** Marks everything read and answers how much that was. */
export async function readAllNotifications(ctx: UserCtx): Promise<number> {
  const rows = await ctx.db
    .update(notifications)
    .set({ readAt: ctx.now().toISOString() })
    .where(and(mine(ctx, notifications), isNull(notifications.readAt)))
    .returning({ id: notifications.id })
  return rows.length
}

export async function deleteNotification(ctx: UserCtx, id: string, version?: number): Promise<void> {
  const [row] = await ctx.db
    .update(notifications)
    .set({ deletedAt: ctx.now().toISOString() })
    .where(myRow(ctx, notifications, id, version))
    .returning({ id: notifications.id })
  if (!row) throw await missed(ctx, notifications, id, 'Notification')
}

export async function restoreNotification(ctx: UserCtx, id: string): Promise<NotificationRow> {
  const [row] = await ctx.db
    .update(notifications)
    .set({ deletedAt: null })
    .where(and(eq(notifications.userId, ctx.actor.id), eq(notifications.id, id), isNotNull(notifications.deletedAt)))
    .returning()
  if (row) return row
  await getNotification(ctx, id)
  throw new AppError('conflict', 'This notification is not in the trash.')
}

/**
 * What was said about an item that has been taken away leaves the inbox for good, and whatever of it is unsent stays unsent: from the
 * trash its words could be read and come back. The feed still tells that it went.
 */
export async function withdrawNotices(ctx: UserCtx, entity: string, entityId: string): Promise<void> {
  const isAbout = and(eq(notifications.entity, entity), eq(notifications.entityId, entityId))
  await ctx.db
    .update(notifications)
    .set({ deletedAt: ctx.now().toISOString() })
    .where(and(mine(ctx, notifications), isAbout))
  await ctx.db.delete(notifications).where(and(eq(notifications.userId, ctx.actor.id), isAbout))
}

/** Only the server notifies; a client that tries offline is told so when it syncs. */
export function refuseNotification(): never {
  throw new AppError('forbidden', 'Notifications are made by the server. Create a reminder instead.')
}
