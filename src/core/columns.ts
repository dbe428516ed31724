import { and, eq, isNull, type SQL, sql } from 'drizzle-orm'
import {
  customType,
  type ExtraConfigColumn,
  foreignKey,
  integer,
  type PgColumn,
  primaryKey,
  uuid,
} from 'drizzle-orm/pg-core'
import type { UserCtx } from './ctx.ts'
import { newId } from './ids.ts'

/** timestamptz that is an ISO-8601 UTC string (milliseconds) in TypeScript, on the wire and in the client alike. */
export const instant = customType<{ data: string; driverData: string | Date }>({
  dataType: () => 'timestamptz',
  fromDriver: (value) => toInstant(value),
})

/** A calendar day, `YYYY-MM-DD`, without a zone. */
export const day = customType<{ data: string; driverData: string }>({ dataType: () => 'date' })

/** A jsonb column of a known shape; null is SQL's null, also in prepared statements. */
export const document = <T>() =>
  customType<{ data: T; driverData: string | null }>({
    dataType: () => 'jsonb',
    toDriver: (value) => (value === null ? null : JSON.stringify(value)),
    // Drivers answer jsonb parsed already.
    fromDriver: (value) => value as unknown as T,
  })()

/** Columns every user-owned table starts with; `ownedKey` is its primary key. */
export const ownedColumns = {
  userId: uuid().notNull(),
  id: uuid().notNull().$defaultFn(newId),
  /** Counted by a trigger; the ETag. */
  version: integer().notNull().default(1),
  createdAt: instant().notNull().default(sql`now()`),
  updatedAt: instant().notNull().default(sql`now()`),
  deletedAt: instant(),
}

interface Owned {
  userId: ExtraConfigColumn
  id: ExtraConfigColumn
}

/** A table that carries the owned columns, as generic code sees it. */
export interface OwnedColumns {
  userId: PgColumn
  id: PgColumn
  version: PgColumn
  deletedAt: PgColumn
}

/** Owner first: a user's rows lie together, and the table can be sharded by user. */
export const ownedKey = (table: Owned) => primaryKey({ columns: [table.userId, table.id] })

/** A reference that the database refuses to point at another user's row. */
export function ownedReference(
  userId: ExtraConfigColumn,
  column: ExtraConfigColumn,
  target: { userId: PgColumn; id: PgColumn },
) {
  return foreignKey({ columns: [userId, column], foreignColumns: [target.userId, target.id] })
}

/** The WHERE every user-owned query starts with: mine, and not deleted. */
export function mine(ctx: UserCtx, table: { userId: PgColumn; deletedAt: PgColumn }): SQL {
  // `and` of two conditions is never undefined.
  return and(eq(table.userId, ctx.actor.id), isNull(table.deletedAt)) as SQL
}

/** My living row with this id and, when the client said which version it has read, that version. */
export function myRow(ctx: UserCtx, table: OwnedColumns, id: string, version?: number): SQL {
  return and(mine(ctx, table), eq(table.id, id), version === undefined ? undefined : eq(table.version, version)) as SQL
}

/** PostgreSQL prints `2026-01-02 03:04:05.678901+00`; sessions in UTC take the cut, anything else the long way. */
export function toInstant(value: string | Date): string {
  if (typeof value !== 'string') return value.toISOString()
  if (value.length >= 22 && value.length <= 29 && value.endsWith('+00') && value[10] === ' ') {
    if (value.length >= 26) return `${value.slice(0, 10)}T${value.slice(11, 23)}Z`
    const [seconds, fraction = ''] = value.slice(11, -3).split('.')
    return `${value.slice(0, 10)}T${seconds}.${fraction.padEnd(3, '0').slice(0, 3)}Z`
  }
  return new Date(value).toISOString()
}

/** `column = any (ids)` with all ids in one value: the query builder takes longer over a long list of values than the database. */
export const anyOf = (column: PgColumn, ids: readonly string[]): SQL =>
  sql`${column} = any (${`{${ids.join()}}`}::uuid[])`
