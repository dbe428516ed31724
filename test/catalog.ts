import { glob } from 'node:fs/promises'
import path from 'node:path'
import { is } from 'drizzle-orm'
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core'
import type { Database } from '#core/db.ts'

/** A table as its domain's code declares it. */
export type Declared = ReturnType<typeof getTableConfig>

/** Every table that any `*.tables.ts` declares. */
export async function declaredTables(): Promise<Declared[]> {
  const found: Declared[] = []
  for await (const file of glob('src/**/*.tables.ts')) {
    const exported = Object.values((await import(path.resolve(file))) as Record<string, unknown>)
    found.push(...exported.filter((value) => is(value, PgTable)).map((table) => getTableConfig(table)))
  }
  return found
}

export interface StoredColumn {
  table: string
  name: string
  type: string
  nullable: boolean
  hasDefault: boolean
}

export const storedColumns = (database: Database): Promise<StoredColumn[]> =>
  database.query(`select c.relname as table, a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
      not a.attnotnull as nullable, a.atthasdef as "hasDefault"
    from pg_attribute a join pg_class c on c.oid = a.attrelid
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
    order by 1, a.attnum`)

export interface StoredKey {
  table: string
  name: string
  kind: 'p' | 'u' | 'f'
  columns: string[]
  target: string | null
  targetColumns: string[] | null
}

/** Primary keys and foreign keys. */
export const storedKeys = (database: Database): Promise<StoredKey[]> =>
  database.query(`select c.conrelid::regclass::text as table, c.conname as name, c.contype as kind,
      array(select a.attname::text from unnest(c.conkey) with ordinality k(n, i)
            join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.n order by k.i) as columns,
      nullif(c.confrelid, 0)::regclass::text as target,
      case when c.confkey is not null then array(select a.attname::text from unnest(c.confkey) with ordinality k(n, i)
            join pg_attribute a on a.attrelid = c.confrelid and a.attnum = k.n order by k.i) end as "targetColumns"
    from pg_constraint c where c.connamespace = 'public'::regnamespace and c.contype in ('p', 'u', 'f') order by 1, 2`)

export interface StoredIndex {
  table: string
  name: string
  unique: boolean
  columns: string[]
}

/** Indexes with their key columns in order; an expression stands as its text. */
export const storedIndexes = (database: Database): Promise<StoredIndex[]> =>
  database.query(`select i.indrelid::regclass::text as table, i.indexrelid::regclass::text as name, i.indisunique as unique,
      array(select pg_get_indexdef(i.indexrelid, k, true) from generate_series(1, i.indnkeyatts) k) as columns
    from pg_index i join pg_class c on c.oid = i.indrelid
    where c.relnamespace = 'public'::regnamespace order by 1, 2`)

export const storedTriggers = (database: Database): Promise<{ table: string; name: string }[]> =>
  database.query(`select t.tgrelid::regclass::text as table, t.tgname as name from pg_trigger t
    join pg_class c on c.oid = t.tgrelid where c.relnamespace = 'public'::regnamespace and not t.tgisinternal`)

export const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** Drizzle's and PostgreSQL's spelling of the same type. */
export const typeOf = (type: string) => type.replace('timestamptz', 'timestamp with time zone')
