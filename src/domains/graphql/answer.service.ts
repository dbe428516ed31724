import {
  type DocumentNode,
  execute,
  type FormattedExecutionResult,
  GraphQLError,
  type GraphQLSchema,
  parse,
  validate,
} from 'graphql'
import type { UserCtx } from '#core/ctx.ts'
import type { ErrorCode } from '#core/errors.ts'
import { asAppError } from '#core/problem.ts'
import { costOf, LIMITS, measure } from './cost.ts'
import { askingFor } from './loaders.ts'

export interface Question {
  query: string
  variables?: Record<string, unknown> | null | undefined
  operationName?: string | null | undefined
}

export interface Answer {
  status: 200 | 400
  body: FormattedExecutionResult
}

interface Surroundings {
  traceId: string
  /** For what nobody foresaw: the asker is told no more than the trace id. */
  report(error: unknown): void
  /** Takes what the question costs from its asker's budget, before anything is read. */
  pay(cost: number): Promise<void>
}

/**
 * Answers one question. What is not GraphQL, does not fit the schema or is too much is refused (400) before anything is read, with the
 * figures; what fails while reading is null in the answer, with its error beside it. Codes are those of HTTP.
 */
export async function answerQuestion(
  ctx: UserCtx,
  schema: GraphQLSchema,
  { query, variables, operationName }: Question,
  around: Surroundings,
): Promise<Answer> {
  const told = (error: GraphQLError) => errorOf(error, around)
  const refused = (errors: readonly GraphQLError[]): Answer => ({ status: 400, body: { errors: errors.map(told) } })
  const read = readDocument(schema, query, variables ?? {})
  if ('errors' in read) return refused(read.errors)
  await around.pay(read.cost)
  const { data, errors } = await execute({
    schema,
    document: read.document,
    contextValue: askingFor(ctx),
    variableValues: variables ?? {},
    operationName: operationName ?? null,
  })
  // Without data nothing was begun: a variable or the name of the operation was wrong.
  if (data === undefined) return refused(errors ?? [])
  return { status: 200, body: { data, ...(errors && { errors: errors.map(told) }) } }
}

const MAX_ERRORS = 10

type Read = { document: DocumentNode; cost: number } | { errors: readonly GraphQLError[] }

/** Cheap checks come first: what the next one costs is bounded by the one before. */
function readDocument(schema: GraphQLSchema, query: string, variables: Record<string, unknown>): Read {
  let document: DocumentNode
  try {
    document = parse(query, { maxTokens: LIMITS.tokens })
  } catch (error) {
    if (error instanceof GraphQLError) return { errors: [error] }
    throw error
  }
  const measures = measure(document)
  for (const name of ['depth', 'aliases', 'fields'] as const)
    if (measures[name] > LIMITS[name]) return { errors: [tooMuch(name, measures[name])] }
  const errors = validate(schema, document, undefined, { maxErrors: MAX_ERRORS })
  if (errors.length > 0) return { errors }
  const cost = costOf(schema, document, variables)
  return cost > LIMITS.cost ? { errors: [tooMuch('cost', cost)] } : { document, cost }
}

/** Counting ends where the limit is passed, so the figure is "at least". */
function tooMuch(limit: keyof typeof LIMITS, found: number): GraphQLError {
  const allowed = LIMITS[limit]
  const message = `The ${limit} of this question is ${limit === 'cost' ? '' : 'at least '}${found}; ${allowed} is allowed. Ask for less at once.`
  return new GraphQLError(message, { extensions: { limit, found, allowed } })
}

function errorOf(error: GraphQLError, { traceId, report }: Surroundings) {
  const { message, locations, path, extensions } = error.toJSON()
  const place = { ...(locations && { locations }), ...(path && { path }) }
  const cause = error.originalError
  if (cause === undefined || cause === null || cause instanceof GraphQLError) {
    const code: ErrorCode = 'invalid_input'
    return { message, ...place, extensions: { code, ...extensions, traceId } }
  }
  const known = asAppError(cause)
  if (known.code === 'internal') report(cause)
  const { errors, retryAfterSeconds } = known.details
  const details = { ...(errors && { errors }), ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) }
  return { message: known.message, ...place, extensions: { code: known.code, ...details, traceId } }
}
