import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql'

/** What one question may be. Everything beyond is refused before anything is read. */
export const LIMITS = {
  /** Words and signs of the document. */
  tokens: 4_000,
  /** Fields within fields; the usual question about the schema itself has 15. */
  depth: 16,
  aliases: 30,
  /** Fields and spreads, as often as fragments repeat them. */
  fields: 1_000,
  cost: 5_000,
} as const

export interface Measures {
  depth: number
  aliases: number
  fields: number
}

/** What a field takes: `each` for every time it is read, and how many items its own fields are read for. */
export interface Price {
  each: (limit: number) => number
  items: (limit: number) => number
  usualLimit: number
  maxLimit: number
}

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>

const fragmentsOf = ({ definitions }: DocumentNode): Fragments =>
  new Map(definitions.filter((one) => one.kind === Kind.FRAGMENT_DEFINITION).map((one) => [one.name.value, one]))

const operationsOf = ({ definitions }: DocumentNode): OperationDefinitionNode[] =>
  definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION)

/** Depth and number of fields with fragments written out. Stops where a limit is passed, and does not follow a circle. */
export function measure(document: DocumentNode): Measures {
  const fragments = fragmentsOf(document)
  const found: Measures = { depth: 0, aliases: 0, fields: 0 }
  const walk = (set: SelectionSetNode | undefined, depth: number, trail: readonly string[]) => {
    for (const one of set?.selections ?? []) {
      if (++found.fields > LIMITS.fields || found.depth > LIMITS.depth) return
      if (one.kind === Kind.FIELD) {
        found.depth = Math.max(found.depth, depth)
        if (one.alias) found.aliases++
        walk(one.selectionSet, depth + 1, trail)
      } else if (one.kind === Kind.INLINE_FRAGMENT) walk(one.selectionSet, depth, trail)
      else if (!trail.includes(one.name.value))
        walk(fragments.get(one.name.value)?.selectionSet, depth, [...trail, one.name.value])
    }
  }
  for (const { selectionSet } of operationsOf(document)) walk(selectionSet, 1, [])
  return found
}

/** Of a document that is valid and within the other limits: of all its operations the dearest. */
export function costOf(schema: GraphQLSchema, document: DocumentNode, variables: Record<string, unknown>): number {
  const fragments = fragmentsOf(document)
  const sum = (set: SelectionSetNode, type: GraphQLObjectType, times: number): number =>
    set.selections.reduce((total, one) => {
      if (one.kind === Kind.FIELD) return total + fieldCost(one, type, times)
      const inner = one.kind === Kind.INLINE_FRAGMENT ? one : fragments.get(one.name.value)
      return total + (inner ? sum(inner.selectionSet, type, times) : 0)
    }, 0)
  const fieldCost = (field: FieldNode, parent: GraphQLObjectType, times: number): number => {
    const name = field.name.value
    if (name === '__schema' || name === '__type') return INTROSPECTION
    const definition = parent.getFields()[name]
    if (!definition) return 0
    const price = definition.extensions.price as Price | undefined // as the schema is made with it
    const limit = price ? limitOf(field, price, variables) : 0
    const type = getNamedType(definition.type)
    const inside = field.selectionSet && isObjectType(type) ? field.selectionSet : null
    const below = inside ? sum(inside, type as GraphQLObjectType, times * (price?.items(limit) ?? 1)) : 0
    return times * (price?.each(limit) ?? 0) + below
  }
  const query = schema.getQueryType()
  return query ? Math.max(0, ...operationsOf(document).map(({ selectionSet }) => sum(selectionSet, query, 1))) : 0
}

/** The whole schema is a long answer, though nothing is read for it. */
const INTROSPECTION = 1_000

function limitOf(field: FieldNode, { usualLimit, maxLimit }: Price, variables: Record<string, unknown>): number {
  const value = field.arguments?.find(({ name }) => name.value === 'limit')?.value
  if (value === undefined) return usualLimit
  // A variable that was not given may have a default: reckoned as the most there can be.
  const given =
    value.kind === Kind.VARIABLE ? variables[value.name.value] : value.kind === Kind.INT ? value.value : null
  const limit = Number(given ?? maxLimit)
  return limit >= 1 && limit <= maxLimit ? limit : maxLimit
}
