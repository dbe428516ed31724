import type { z } from 'zod'
import type { UserCtx } from '#core/ctx.ts'
import type { WeekdayCode } from '#core/time/zones.ts'

/** For whom and when a feature answers. */
export interface About<Facts = unknown> {
  /** Instant. */
  now: string
  zone: string
  /** Their local day. */
  today: string
  weekStartsOn: WeekdayCode
  /** What the feature worked out from the user's own data. */
  facts: Facts
}

export interface Prompt {
  /** What to do, in words that are the same for everybody. */
  instructions: string
  /** What it is about. Whatever users wrote stands only here. */
  content: string
}

/**
 * A question that the assistant answers, as one value. Whoever has no model gets what the rules say: the same shape, worked out
 * honestly. Numbers are worked out by `facts`, never by a model.
 */
export interface Declaration<I extends z.ZodType, O extends z.ZodType, Facts> {
  /** `group.name`: its address is `/api/ai/<group>/<name>`. */
  name: `${string}.${string}`
  /** For the API reference. */
  summary: string
  description?: string
  input: I
  output: O
  /** How long a model's answer stands as long as nothing of the user's changes. Null never keeps one. */
  cache: '10m' | '1h' | '1d' | null
  /** What else it depends on: the user's day, or the very minute. */
  dependsOn: 'day' | 'minute'
  /** Kinds of items it looks at: what an API key must be allowed to read. */
  reads: readonly string[]
  facts: (ctx: UserCtx, input: z.output<I>, about: About<null>) => Promise<Facts>
  /** Whether what it is about may not leave the server: then the rules answer, whatever models there are. */
  staysHere?: (input: z.output<I>, about: About<Facts>) => boolean
  /** Pure: text in, messages out. */
  prompt: (input: z.output<I>, about: About<Facts>) => Prompt
  /** The honest answer without a model. */
  rules: (input: z.output<I>, about: About<Facts>) => z.output<O>
  /** Puts what code knows better into a model's answer, or says in a sentence what is wrong with it. */
  check?: (answer: z.output<O>, input: z.output<I>, about: About<Facts>) => z.output<O> | string
}

/** A declared feature, as generic code sees it. */
export interface Feature {
  readonly name: string
  readonly summary: string
  readonly description: string | undefined
  readonly input: z.ZodType
  readonly output: z.ZodType
  readonly cacheMs: number
  readonly dependsOn: 'day' | 'minute'
  readonly reads: readonly string[]
  facts(ctx: UserCtx, input: unknown, about: About<null>): Promise<unknown>
  staysHere(input: unknown, about: About): boolean
  prompt(input: unknown, about: About): Prompt
  rules(input: unknown, about: About): unknown
  check(answer: unknown, input: unknown, about: About): unknown
}

const CACHE_MS = { '10m': 600_000, '1h': 3_600_000, '1d': 86_400_000 } as const

export function feature<I extends z.ZodType, O extends z.ZodType, Facts>(declared: Declaration<I, O, Facts>): Feature {
  type In = z.output<I>
  const { facts, staysHere, prompt, rules, check, description, cache } = declared
  // What comes in was parsed by `input`, answers by `output`, and facts come from `facts`.
  return {
    ...declared,
    description,
    cacheMs: cache === null ? 0 : CACHE_MS[cache],
    facts: (ctx, input, about) => facts(ctx, input as In, about),
    staysHere: (input, about) => staysHere?.(input as In, about as About<Facts>) ?? false,
    prompt: (input, about) => prompt(input as In, about as About<Facts>),
    rules: (input, about) => rules(input as In, about as About<Facts>),
    check: (answer, input, about) =>
      check ? check(answer as z.output<O>, input as In, about as About<Facts>) : answer,
  }
}
