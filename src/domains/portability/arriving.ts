import { getTableConfig } from 'drizzle-orm/pg-core'
import { z } from 'zod'
import type { Entities, Entity } from '#core/entity.ts'
import { fieldsOf, type Image } from '#core/images.ts'
import { isZone } from '#core/time/zones.ts'
import { DOCUMENTS_OF, leftOut, type OwnedTable, SILENCED, ZONE_COLUMNS } from './catalogue.ts'

/** Decides of one line after the other whether it can be a row of this table: the row, or what is wrong with it. */
export type Examiner = (text: string) => { row: Image } | { fault: string }

/**
 * Examines lines of a table as if a stranger had sent them: the table's columns and no others, the same ones on every line, zones that there
 * are, and where the table is of an item, every field as its collection would take and answer it.
 */
export function examinerOf(table: OwnedTable, entities: Entities): Examiner {
  const without = leftOut(table)
  const columns = new Set(table.columns.map(({ name }) => name).filter((name) => !without.includes(name)))
  const entity = entityOf(table.name, entities)
  const required = requiredOf(table).filter((name) => columns.has(name))
  // Else their defaults would stand where something is to be silenced.
  const silenced = Object.keys(SILENCED.get(table.name) ?? {})
  let expected: string | null = null
  return (text) => {
    const row = parsed(text)
    if (row === null) return { fault: 'is not a JSON object' }
    const names = Object.keys(row)
    const unknown = names.find((name) => !columns.has(name))
    if (unknown !== undefined) return { fault: `${unknown.slice(0, 100)}: is not a column of ${table.name}` }
    const missing =
      required.find((name) => row[name] === undefined || row[name] === null) ??
      silenced.find((name) => row[name] === undefined)
    if (missing !== undefined) return { fault: `${missing}: is missing` }
    const layout = names.sort().join()
    expected ??= layout
    if (layout !== expected) return { fault: 'has other columns than the first line' }
    const fault =
      faultOfZones(row) ??
      faultOfDocuments(table, row, entities) ??
      faultOfPast(table, row, entities) ??
      (entity && faultOfItem(entity, row))
    return fault ? { fault } : { row }
  }
}

const requiredOf = ({ columns, key }: OwnedTable) =>
  columns
    .filter(({ name, nullable, hasDefault }) => !nullable && (!hasDefault || key.includes(name)))
    .map(({ name }) => name)

export const entityOf = (table: string, entities: Entities): Entity | undefined =>
  [...entities.values()].find((entity) => getTableConfig(entity.table).name === table)

function parsed(text: string): Image | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Image) : null
  } catch {
    return null
  }
}

function faultOfZones(row: Image): string | null {
  for (const name of ZONE_COLUMNS) {
    const zone = row[name]
    if (zone !== undefined && zone !== null && !(typeof zone === 'string' && isZone(zone)))
      return `${name}: not a time zone`
  }
  return null
}

function faultOfDocuments(table: OwnedTable, row: Image, entities: Entities): string | null {
  for (const { name } of table.columns) {
    const kind = DOCUMENTS_OF.get(`${table.name}.${name}`)
    const entity = kind === undefined ? undefined : entities.get(kind)
    if (!entity || row[name] === null || row[name] === undefined) continue
    const result = z.strictObject(entity.patch.shape).partial().safeParse(row[name])
    if (!result.success) return `${name}: ${messageOf(result.error)}`
  }
  return null
}

/** Of a change: whether what its item was can be read. */
function faultOfPast({ name }: OwnedTable, { entity, before }: Image, entities: Entities): string | null {
  const kind = name === 'changes' && typeof entity === 'string' ? entities.get(entity) : undefined
  if (!kind || before === null || before === undefined) return null
  try {
    fieldsOf(kind, before as Image)
    return null
  } catch {
    return 'before: cannot be read as an item'
  }
}

/** What the item says of a field is held to what its collection answers, and to what a change of it would have to be. */
function faultOfItem(entity: Entity, row: Image): string | null {
  let fields: Record<string, unknown>
  try {
    fields = fieldsOf(entity, row)
  } catch {
    return 'has a value that is not of its column’s type'
  }
  const shape: Record<string, z.ZodType> = entity.item instanceof z.ZodObject ? entity.item.shape : {}
  const patch = entity.patch.shape as Record<string, z.ZodType>
  for (const [name, value] of Object.entries(fields)) {
    const answered = shape[name]?.safeParse(value)
    if (answered && !answered.success) return `${name}: ${messageOf(answered.error)}`
    if (value === null) continue
    const taken = patch[name]?.safeParse(value)
    if (taken && !taken.success) return `${name}: ${messageOf(taken.error)}`
  }
  return null
}

const messageOf = (error: z.ZodError) => error.issues[0]?.message ?? 'not valid'
