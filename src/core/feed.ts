import { and, asc, eq, gt, sql } from 'drizzle-orm'
import { bigint, boolean, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import type { z } from 'zod'
import { instant } from './columns.ts'
import type { UserCtx } from './ctx.ts'
import { type Db, hot } from './db.ts'
import type { Entities, Entity } from './entity.ts'
import { compileSerializer } from './serializer.ts'

export const CHANGE_OPS = ['create', 'update', 'delete', 'restore'] as const
export type ChangeOp = (typeof CHANGE_OPS)[number]

export const instance = pgTable('instance', { onlyRow: boolean().primaryKey(), epoch: uuid().notNull() })

export const feeds = pgTable('feeds', {
  userId: uuid().primaryKey(),
  seq: bigint({ mode: 'number' }).notNull().default(0),
  prunedSeq: bigint({ mode: 'number' }).notNull().default(0),
})

/** Written by a trigger alone. `before` is the row as JSON with its columns' own names. */
export const changes = pgTable(
  'changes',
  {
    userId: uuid().notNull(),
    seq: bigint({ mode: 'number' }).notNull(),
    entity: text().notNull(),
    entityId: uuid().notNull(),
    op: text({ enum: CHANGE_OPS }).notNull(),
    at: instant().notNull(),
    actor: text(),
    before: jsonb().$type<Record<string, unknown>>(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.seq] })],
)

export interface Change {
  seq: number
  entity: string
  id: string
  op: ChangeOp
  at: string
}

/** A stretch of one user's feed, and where the whole of it began and ended at that moment. */
export interface Reading {
  /** Names this line of history; numbers of another one mean nothing here. */
  epoch: string
  /** The newest number; 0 when nothing has happened yet. */
  head: number
  /** Changes up to this number are no longer all kept. */
  pruned: number
  changes: Change[]
}

/**
 * Up to `limit` changes after `after`, in order and without gaps: numbers are taken at commit under one lock, so a lower one is
 * never seen later than a higher one. One statement, one snapshot.
 */
export async function readFeed(db: Db, userId: string, after: number, limit: number): Promise<Reading> {
  const rows = await readRows(db, { userId, after, limit })
  const { epoch = '', head, pruned } = rows[0] ?? {}
  const read = rows.flatMap(({ change }) => (change === null ? [] : [change]))
  return { epoch, head: head ?? 0, pruned: pruned ?? 0, changes: read }
}

const readRows = hot((db) => {
  const userId = sql.placeholder('userId')
  const next = db
    .select({ seq: changes.seq, entity: changes.entity, id: changes.entityId, op: changes.op, at: changes.at })
    .from(changes)
    .where(and(eq(changes.userId, userId), gt(changes.seq, sql.placeholder('after'))))
    .orderBy(asc(changes.seq))
    .limit(sql.placeholder('limit'))
    .as('next')
  const change = { seq: next.seq, entity: next.entity, id: next.id, op: next.op, at: next.at }
  return db
    .select({ epoch: instance.epoch, head: feeds.seq, pruned: feeds.prunedSeq, change })
    .from(instance)
    .leftJoin(feeds, eq(feeds.userId, userId))
    .leftJoinLateral(next, sql`true`)
    .orderBy(asc(next.seq))
    .prepare('read_feed')
})

/**
 * Takes the feeds of several users, lowest id first: the last thing that a transaction does which has written rows of all of them.
 * Each of them is taken at commit otherwise, in the order of the writes, and two such transactions could wait for each other.
 */
export async function lockFeeds(db: Db, userIds: readonly string[]): Promise<void> {
  await db.execute(
    sql`select from feeds where user_id = any (${`{${userIds.join()}}`}::uuid[]) order by user_id for update`,
  )
}

/** The newest state of items as their collection would answer it, as JSON text: who is not in the map is deleted. One query a kind. */
export async function readItems(
  ctx: UserCtx,
  entities: Entities,
  refs: { entity: string; id: string }[],
): Promise<Map<string, string>> {
  const texts = new Map<string, string>()
  for (const [name, wanted] of Map.groupBy(refs, (ref) => ref.entity)) {
    const entity = entities.get(name)
    if (!entity) continue
    const write = serializerOf(entity)
    const items = await entity.load(ctx, [...new Set(wanted.map((ref) => ref.id))])
    for (const item of items) texts.set(itemKey(name, item.id), write(item))
  }
  return texts
}

export const itemKey = (entity: string, id: string) => `${entity}:${id}`

/** Writes exactly the declared fields of an item. */
export function serializerOf(entity: Entity): (item: unknown) => string {
  const write = serializers.get(entity.item) ?? compileSerializer(entity.item)
  serializers.set(entity.item, write)
  return write
}

const serializers = new WeakMap<z.ZodType, (item: unknown) => string>()
