import { isDeepStrictEqual } from 'node:util'
import { type Column, getTableColumns } from 'drizzle-orm'
import { toSnakeCase } from 'drizzle-orm/casing'
import { z } from 'zod'
import type { Entity } from './entity.ts'
import { serializerOf } from './feed.ts'

/** A row as the feed keeps it and `to_jsonb` prints it: the database's names and JSON's types. */
export type Image = Record<string, unknown>
/** The fields of an item as clients know them. */
export type Fields = Record<string, unknown>

export interface FieldChange {
  field: string
  from: unknown
  to: unknown
}

/** Fields that say nothing about what somebody did. */
const BOOKKEEPING = new Set(['id', 'version', 'createdAt', 'updatedAt'])

/** What an item with this row looks like on the wire. A column that did not exist yet, or is secret, is missing. */
export function fieldsOf(entity: Entity, image: Image): Fields {
  const row: Fields = {}
  for (const [key, column] of Object.entries(getTableColumns(entity.table))) {
    const value = image[column.keyAsName ? toSnakeCase(key) : column.name]
    if (value !== undefined) row[key] = value === null ? null : decode(column, value)
  }
  const fields = entity.fromRow ? entity.fromRow(row) : row
  if (!(entity.item instanceof z.ZodObject)) return JSON.parse(serializerOf(entity)(fields)) as Fields
  return Object.fromEntries(
    Object.keys(entity.item.shape).flatMap((name) => (name in fields ? [[name, fields[name]]] : [])),
  )
}

/** Drivers give JSON parsed, and so does an image; everything else is printed as text or a number and read as from a driver. */
function decode(column: Column, value: unknown): unknown {
  return column.getSQLType() === 'jsonb' ? value : column.mapFromDriverValue(value)
}

/** What was changed between two states, in wire fields. A state that did not exist yet has no fields. */
export function changedFields(entity: Entity, before: Image | null, after: Image | null): FieldChange[] {
  const from = before === null ? {} : fieldsOf(entity, before)
  const to = after === null ? {} : fieldsOf(entity, after)
  return Object.keys(to)
    .filter((field) => !BOOKKEEPING.has(field) && (before === null || field in from))
    .map((field) => ({ field, from: from[field] ?? null, to: to[field] ?? null }))
    .filter((change) => !isSame(change.from, change.to))
}

/** Equal as JSON, whatever the order of keys; two spellings of one instant are equal. */
export function isSame(a: unknown, b: unknown): boolean {
  return isDeepStrictEqual(a, b) || (isInstant(a) && isInstant(b) && Date.parse(a) === Date.parse(b))
}

const isInstant = (value: unknown): value is string => z.iso.datetime().safeParse(value).success
