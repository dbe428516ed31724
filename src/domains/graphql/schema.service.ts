import type { RouteOptions } from 'fastify'
import { GraphQLID, GraphQLList, GraphQLNonNull, GraphQLObjectType, GraphQLSchema, getNullableType } from 'graphql'
import { z } from 'zod'
import type { UserCtx } from '#core/ctx.ts'
import { type Entities, type Entity, readScope } from '#core/entity.ts'
import { AppError } from '#core/errors.ts'
import { holdsScope, scopeOf } from '#core/identity.ts'
import { ITEMS, ROOTS, type Root } from './catalogue.service.ts'
import type { Price } from './cost.ts'
import { writerOf } from './loaders.ts'
import { argumentsOf, createTypes, type Extend, type Field, type Types } from './types.ts'

/**
 * The schema made of what stands already: types from the schemas of HTTP's answers, arguments from its queries, scopes from its
 * routes, and items by their ids from the kinds of items that there are. Reading only.
 */
export function schemaOf(
  entities: Entities,
  routeOf: (operationId: string) => RouteOptions | undefined,
): GraphQLSchema {
  const items = new Map(
    ITEMS.map(([field, name]): [string, Entity] => {
      const entity = entities.get(name)
      if (!entity) throw new Error(`There is no kind of item called '${name}'`)
      return [field, entity]
    }),
  )
  const types: Types = createTypes((name, properties) => relationsOf(name, properties, items, types))
  const roots = ROOTS.map((root): [string, Field] => [root.field, rootField(root, routeOf(root.operationId), types)])
  const singles = [...items].map(([field, entity]): [string, Field] => [field, itemField(entity, types)])
  const query = new GraphQLObjectType({ name: 'Query', fields: Object.fromEntries([...roots, ...singles]) })
  return new GraphQLSchema({ query, description: 'Everything that dashboards read, as the user whose token it is.' })
}

/** Beside lists that say how many they may hold. */
const ASSUMED_ITEMS = 100
const ASSUMED_LINKS = 20

const price = (each: Price['each'], items: Price['items'], usualLimit = 1, maxLimit = 1): { price: Price } => ({
  price: { each, items, usualLimit, maxLimit },
})

function rootField(root: Root, route: RouteOptions | undefined, types: Types): Field {
  const { querystring, params, response, summary } = route?.schema ?? {}
  const answer = (response as Record<string, unknown> | undefined)?.[200]
  if (!(answer instanceof z.ZodType)) throw new Error(`There is no operation '${root.operationId}' to read`)
  const scope = scopeOf(route?.config?.scope, 'GET')
  const parts = [params, querystring].filter((one) => one instanceof z.ZodObject)
  const write = writerOf(answer)
  return {
    description: `${summary}. Needs \`${scope}\`.`,
    type: getNullableType(types.outputOf(answer, capital(root.field))),
    args: Object.assign({}, ...parts.map(argumentsOf)),
    extensions: priceOf(root, querystring),
    resolve: async (_, given, { ctx }) => {
      requireScope(ctx, scope)
      return write((await root.run(ctx, judged(parts, given) as never)) as object) // as the schemas have judged it
    },
  }
}

function priceOf({ cost }: Root, querystring: unknown) {
  const limit = querystring instanceof z.ZodObject ? querystring.shape.limit : undefined
  if (!(limit instanceof z.ZodType))
    return price(
      () => cost,
      () => ASSUMED_ITEMS,
    )
  const { default: usual, maximum } = z.toJSONSchema(limit, { io: 'input' })
  return price(
    (asked) => cost + asked,
    (asked) => asked,
    Number(usual ?? maximum ?? ASSUMED_ITEMS),
    Number(maximum ?? ASSUMED_ITEMS),
  )
}

const Id = z.uuid()

function itemField(entity: Entity, types: Types): Field {
  return {
    description: `One by its id. Needs \`${readScope(entity)}\`.`,
    type: itemType(entity, types),
    args: { id: { type: new GraphQLNonNull(GraphQLID) } },
    extensions: price(
      () => 1,
      () => 1,
    ),
    resolve: async (_, { id }, asking) => {
      requireScope(asking.ctx, readScope(entity))
      const found = Id.safeParse(id).success ? await asking.loaderOf(entity).load(String(id)) : null
      if (found === null) throw new AppError('not_found', 'There is no such item.')
      return found
    },
  }
}

const itemType = (entity: Entity, types: Types) =>
  getNullableType(types.outputOf(entity.item, capital(entity.name))) as GraphQLObjectType // items are objects

/** `goalIds` of an item leads to `goals`, `parentTaskId` to `parentTask`: read together for all items of an answer. */
function relationsOf(
  name: string,
  properties: Parameters<Extend>[1],
  items: ReadonlyMap<string, Entity>,
  types: Types,
): Record<string, Field> {
  if (!properties.has('version') || name === 'Query') return {}
  const found = [...properties].flatMap(([property, { maxItems }]): [string, Field][] => {
    const [, stem, many] = /^(\w+)Id(s?)$/.exec(property) ?? []
    const entity = items.get(/[A-Z]?[a-z]+$/.exec(stem ?? '')?.[0].toLowerCase() ?? '')
    const field = `${stem}${many}`
    if (!entity || properties.has(field)) return []
    return [[field, many ? linksField(property, entity, maxItems, types) : linkField(property, entity, types)]]
  })
  return Object.fromEntries(found)
}

const linkField = (property: string, entity: Entity, types: Types): Field => ({
  type: itemType(entity, types),
  extensions: price(
    () => 1,
    () => 1,
  ),
  resolve: (source, _, asking) => {
    const id = source[property]
    if (typeof id !== 'string') return null
    requireScope(asking.ctx, readScope(entity))
    return asking.loaderOf(entity).load(id)
  },
})

const linksField = (property: string, entity: Entity, maxItems: number | null, types: Types): Field => ({
  type: new GraphQLList(new GraphQLNonNull(itemType(entity, types))),
  extensions: price(
    () => maxItems ?? ASSUMED_LINKS,
    () => maxItems ?? ASSUMED_LINKS,
  ),
  resolve: async (source, _, asking) => {
    requireScope(asking.ctx, readScope(entity))
    const ids = (source[property] ?? []) as string[] // as the item's schema says
    const found = await Promise.all(ids.map((id) => asking.loaderOf(entity).load(id)))
    return found.filter((item) => item !== null)
  },
})

function requireScope({ actor }: UserCtx, scope: string | null) {
  if (!holdsScope(actor, scope)) throw new AppError('forbidden', `This API key needs the scope ${scope}.`)
}

/** Arguments, as the schemas of path and query judge them: they come as text there. */
function judged(parts: z.ZodObject[], given: Record<string, unknown>): object {
  const said = Object.entries(given).filter(([, value]) => value !== null && value !== undefined)
  const read = parts.map((part) => {
    const own = said.filter(([name]) => name in part.shape).map(([name, value]) => [name, String(value)])
    const parsed = part.safeParse(Object.fromEntries(own))
    if (parsed.success) return parsed.data
    const errors = parsed.error.issues.slice(0, 10).map(({ path, message }) => ({ path: path.join('.'), message }))
    const detail = errors.map(({ path, message }) => `${path}: ${message}`).join('; ')
    throw new AppError('invalid_input', detail, { errors })
  })
  return Object.assign({}, ...read)
}

const capital = (text: string) => text.replace(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase())
