import type { z } from 'zod'
import type { UserCtx } from '#core/ctx.ts'
import type { Entity } from '#core/entity.ts'
import { compileSerializer } from '#core/serializer.ts'

/** Items by their ids; null for what is not there, or not mine. */
export interface Loader {
  load(id: string): Promise<object | null>
}

/** What stands behind one question: whose it is, and what it has read so far. */
export interface Asking {
  ctx: UserCtx
  loaderOf(entity: Entity): Loader
}

export function askingFor(ctx: UserCtx): Asking {
  const loaders = new Map<string, Loader>()
  return {
    ctx,
    loaderOf: (entity) => {
      const loader = loaders.get(entity.name) ?? createLoader(ctx, entity, writerOf(entity.item))
      loaders.set(entity.name, loader)
      return loader
    },
  }
}

/** Exactly the fields that HTTP would send. */
export function writerOf(schema: z.ZodType): (value: object) => object {
  const write = compileSerializer(schema)
  return (value) => JSON.parse(write(value)) as object // it wrote one
}

const AT_ONCE = 500

/** Gathers the ids that are asked for in one turn of the event loop, and reads each of them once: one statement for up to 500. */
function createLoader(ctx: UserCtx, entity: Entity, write: (item: object) => object): Loader {
  const asked = new Map<string, Promise<object | null>>()
  let waiting: { id: string; resolve: (item: object | null) => void; reject: (error: unknown) => void }[] = []
  const flush = async () => {
    const batch = waiting
    waiting = []
    for (let at = 0; at < batch.length; at += AT_ONCE) {
      const part = batch.slice(at, at + AT_ONCE)
      try {
        const found = await entity.load(
          ctx,
          part.map(({ id }) => id),
        )
        const byId = new Map(found.map((item) => [item.id, write(item)]))
        for (const { id, resolve } of part) resolve(byId.get(id) ?? null)
      } catch (error) {
        for (const { reject } of part) reject(error)
      }
    }
  }
  return {
    load: (id) => {
      const known = asked.get(id)
      if (known) return known
      const promise = new Promise<object | null>((resolve, reject) => {
        if (waiting.length === 0) setImmediate(flush)
        waiting.push({ id, resolve, reject })
      })
      asked.set(id, promise)
      return promise
    },
  }
}
