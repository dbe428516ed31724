import type { PgTable } from 'drizzle-orm/pg-core'
import type { z } from 'zod'
import type { OwnedColumns } from './columns.ts'
import type { UserCtx } from './ctx.ts'

/** What of an item can be found by searching for it. */
export interface Searchable {
  title: string
  text?: string | null
  tags?: readonly string[]
}

/**
 * One kind of owned item, as the generic readers and writers of the feed see it: sync, realtime, history, restore and undo.
 * Its functions are the domain's own services, so what comes in this way obeys the same rules as a request.
 */
export interface Entity {
  /** As the trigger names it: `task`. */
  readonly name: string
  /** Its collection under `/api`: `/tasks`. */
  readonly path: string
  /** The tag, and so the API-key scope, of its operations, where that is not the path's first part. */
  readonly tag?: string
  readonly table: PgTable & OwnedColumns
  /** What an item looks like on the wire. */
  readonly item: z.ZodType
  readonly input: z.ZodType
  readonly patch: z.ZodObject
  /** For an item that is not simply its row: an item made of a row of the past, as far as the row alone can tell. */
  readonly fromRow?: (row: Record<string, unknown>) => Record<string, unknown>
  /** What can be found of an item; null for one that is private and is never indexed. Without it none of this kind is found. */
  search?(item: Item): Searchable | null
  /** Of these living items those that can be found now: one may stand in another that is in the trash. Without it all of them. */
  findable?(ctx: UserCtx, ids: string[]): Promise<string[]>
  /** Living items with these ids, in any order. */
  load(ctx: UserCtx, ids: string[]): Promise<Item[]>
  create(ctx: UserCtx, input: unknown, id: string): Promise<Item>
  update(ctx: UserCtx, id: string, patch: unknown, version?: number): Promise<Item>
  remove(ctx: UserCtx, id: string, version?: number): Promise<unknown>
  restore(ctx: UserCtx, id: string): Promise<Item>
}

/** Every kind of item of all modules, by name. */
export type Entities = ReadonlyMap<string, Entity>

export const tagOf = (entity: Entity): string => entity.tag ?? entity.path.split('/')[1] ?? entity.name

/** What an API key needs to see, and to change, items of this kind. */
export const readScope = (entity: Entity): string => `${tagOf(entity)}:read`
export const writeScope = (entity: Entity): string => `${tagOf(entity)}:write`

export interface Item {
  id: string
  version: number
}

interface Services<New, Patch, T extends Item> {
  name: string
  path: string
  tag?: string
  table: PgTable & OwnedColumns
  item: z.ZodType
  input: z.ZodType<New>
  patch: z.ZodObject & z.ZodType<Patch>
  fromRow?: (row: Record<string, unknown>) => Record<string, unknown>
  search?: (item: T) => Searchable | null
  findable?: (ctx: UserCtx, ids: string[]) => Promise<string[]>
  load: (ctx: UserCtx, ids: string[]) => Promise<T[]>
  create: (ctx: UserCtx, input: New, id: string) => Promise<T>
  update: (ctx: UserCtx, id: string, patch: Patch, version?: number) => Promise<T>
  remove: (ctx: UserCtx, id: string, version?: number) => Promise<unknown>
  restore: (ctx: UserCtx, id: string) => Promise<T>
}

/** Ties a domain's typed services together; what arrives is parsed by their own schemas first. */
export function entity<New, Patch, T extends Item>(services: Services<New, Patch, T>): Entity {
  return {
    ...services,
    create: (ctx, input, id) => services.create(ctx, services.input.parse(input), id),
    update: (ctx, id, patch, version) => services.update(ctx, id, services.patch.parse(patch), version),
  }
}

/** The texts of an item, one after the other; null when there is none. */
export function paragraphs(...texts: (string | null)[]): string | null {
  return texts.filter((text) => text !== null && text !== '').join('\n\n') || null
}
