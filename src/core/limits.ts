import type { FastifyReply } from 'fastify'
import { Redis } from 'ioredis'
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'
import type { Config } from '../config.ts'
import { AppError } from './errors.ts'
import type { Log } from './log.ts'

/** Budgets: requests per window. The sign-in ones are tight, because guessing is the only reason to need more. */
const BUDGETS = {
  user: { points: 1_200, seconds: 60 },
  address: { points: 600, seconds: 60 },
  signIn: { points: 20, seconds: 60 },
  account: { points: 10, seconds: 300 },
} as const

export type Budget = keyof typeof BUDGETS

export interface Limits {
  /** Takes one from a budget and says so in the headers; 429 with `Retry-After` when nothing is left. */
  take(budget: Budget, key: string, reply?: FastifyReply): Promise<void>
  close(): Promise<void>
}

/** In this process, or shared by all of them through Redis; if Redis is away, each process counts for itself. */
export function createLimits(config: Config, log: Log): Limits {
  const redis =
    config.REDIS_URL === null
      ? null
      : new Redis(config.REDIS_URL, { enableOfflineQueue: false, maxRetriesPerRequest: 1 })
  redis?.on('error', (error) => log.warn({ err: error }, 'redis'))
  const names = Object.keys(BUDGETS) as Budget[] // keys of a literal
  const limiters = Object.fromEntries(names.map((name) => [name, limiter(name, config.RATE_LIMIT_SCALE, redis)]))
  return {
    take: async (budget, key, reply) => {
      const { seconds } = BUDGETS[budget]
      const one = limiters[budget] as RateLimiterAbstract // every name above has one
      try {
        if (reply) header(reply, budget, one.points, await one.consume(key), seconds)
        else await one.consume(key)
      } catch (refused) {
        if (!(refused instanceof RateLimiterRes)) throw refused
        if (reply) header(reply, budget, one.points, refused, seconds)
        throw new AppError('rate_limited', 'Too many requests. Wait a moment, then try again.', {
          retryAfterSeconds: refused.msBeforeNext / 1_000,
        })
      }
    },
    close: async () => redis?.disconnect(),
  }
}

function limiter(name: Budget, scale: number, redis: Redis | null): RateLimiterAbstract {
  const { points, seconds } = BUDGETS[name]
  const options = { keyPrefix: `limit:${name}`, points: Math.max(1, Math.round(points * scale)), duration: seconds }
  const memory = new RateLimiterMemory(options)
  if (!redis) return memory
  return new RateLimiterRedis({
    ...options,
    storeClient: redis,
    insuranceLimiter: memory,
    inMemoryBlockOnConsumed: options.points,
  })
}

/** draft-ietf-httpapi-ratelimit-headers: the policy, and what is left of it. */
function header(reply: FastifyReply, budget: Budget, points: number, state: RateLimiterRes, seconds: number) {
  reply.header('ratelimit-policy', `"${budget}";q=${points};w=${seconds}`)
  reply.header(
    'ratelimit',
    `"${budget}";r=${Math.max(0, state.remainingPoints)};t=${Math.ceil(state.msBeforeNext / 1_000)}`,
  )
}
