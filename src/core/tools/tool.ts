import type { z } from 'zod'
import type { Reach, UserCtx } from '#core/ctx.ts'
import type { Entities } from '#core/entity.ts'
import { compileSerializer } from '#core/serializer.ts'
import { type PlainSchema, plainSchema } from './plain-schema.ts'

/**
 * What calling a tool does. `write` can be undone from the feed; `destructive` takes something away; `outbound` lets something
 * leave this server or brings in what strangers wrote. The last two always ask the user.
 */
export const EFFECTS = ['read', 'write', 'destructive', 'outbound'] as const
export type Effect = (typeof EFFECTS)[number]

interface Common<I extends z.ZodType, O extends z.ZodType> {
  /** `<collection>_<verb>`, as models are told. */
  name: string
  /** What a person reads: `Create a task`. */
  title: string
  /** For the model: what it does, and when to use it. */
  description: string
  /** What an API key needs: `tasks:write`. */
  scopes: readonly string[]
  /** A strict object with bounds on everything: what comes in was written by a stranger. */
  input: I
  /** What is told of the answer: nothing else leaves. */
  output: O
  /** Arguments that work; ids stand for the items of that name. */
  example: z.input<I>
  /** Touches the database alone, so that approving is one transaction. */
  run: (ctx: UserCtx, input: z.output<I>) => Promise<unknown>
}

interface Reading {
  effect: 'read'
}

interface Writing<I extends z.ZodType> {
  effect: Exclude<Effect, 'read'>
  /** In plain words what would happen, with the names of the items; refuses (404) what is not the user's. */
  summary: (ctx: UserCtx, input: z.output<I>) => string | Promise<string>
  /** Takes back what putting the fields back cannot; told what `run` answered. */
  undo?: (ctx: UserCtx, result: Record<string, unknown>) => Promise<unknown>
}

export type Declaration<I extends z.ZodType, O extends z.ZodType> = Common<I, O> & (Reading | Writing<I>)

/** A declared tool, as generic code sees it. Its name, schema and effect say all that a model or an MCP client is told. */
export interface Tool {
  readonly name: string
  readonly title: string
  readonly description: string
  readonly effect: Effect
  readonly scopes: readonly string[]
  readonly input: z.ZodType
  readonly inputSchema: PlainSchema
  readonly example: Record<string, unknown>
  run(ctx: UserCtx, input: unknown): Promise<unknown>
  /** The declared fields of what `run` answered, as JSON. */
  write(result: unknown): string
  summary(ctx: UserCtx, input: unknown): Promise<string>
  readonly undo: ((ctx: UserCtx, result: Record<string, unknown>) => Promise<unknown>) | null
}

/** Every tool of all modules, by name. */
export type Tools = ReadonlyMap<string, Tool>

export function tool<I extends z.ZodType, O extends z.ZodType>(declared: Declaration<I, O>): Tool {
  const { name, title, description, effect, scopes, input, output, run } = declared
  type In = z.output<I>
  let serializer: ((value: unknown) => string) | null = null
  let inputSchema: PlainSchema | null = null
  return {
    name,
    title,
    description,
    effect,
    scopes,
    input,
    get inputSchema() {
      inputSchema ??= plainSchema(input, 'input')
      return inputSchema
    },
    example: declared.example as Record<string, unknown>, // inputs are objects
    // What comes in was parsed by `input`.
    run: (ctx, input) => run(ctx, input as In),
    write: (result) => {
      serializer ??= compileSerializer(output)
      return serializer(result)
    },
    summary: async (ctx, input) => (declared.effect === 'read' ? title : declared.summary(ctx, input as In)),
    undo: declared.effect === 'read' ? null : (declared.undo ?? null),
  }
}

/**
 * Tools as a module has them: as they are, or made for the kinds of items that there are. Only those that read may reach outside:
 * the others run in a transaction.
 */
export type ToolSet = readonly Tool[] | ((entities: Entities, reach: () => Reach) => readonly Tool[])

/** The tools of these modules by name. A name that two of them claim is a mistake of ours. */
export function toolbox(modules: readonly { tools?: ToolSet }[], entities: Entities, reach: () => Reach): Tools {
  const tools = new Map<string, Tool>()
  const made = modules.flatMap(({ tools = [] }) => (typeof tools === 'function' ? tools(entities, reach) : tools))
  for (const one of made) {
    if (tools.has(one.name)) throw new Error(`Two tools are called '${one.name}'`)
    tools.set(one.name, one)
  }
  return tools
}
