import type Stripe from 'stripe'
import type { Ctx } from '#core/ctx.ts'
import { AppError } from '#core/errors.ts'
import { createFetch, type GuardedFetch } from '#core/fetch.ts'
import type { Log } from '#core/log.ts'
import type { Config } from '../../config.ts'
import { houseOf } from './house.ts'

/** Whoever takes the money: Stripe, and what it has to know of this server. Only for use outside of transactions. */
export interface Cashier {
  stripe: Stripe
  /** Signing secrets of the webhook endpoint; several while one takes over from another. */
  secrets: readonly string[]
  publicUrl: string
  /** Where a browser may be sent after a checkout, besides this server. */
  origins: readonly string[]
  log: Log
}

type Settings = Pick<
  Config,
  | 'STRIPE_SECRET_KEY'
  | 'STRIPE_API_URL'
  | 'STRIPE_TIMEOUT_SECONDS'
  | 'STRIPE_WEBHOOK_SECRET'
  | 'EGRESS_ALLOW'
  | 'CORS_ORIGINS'
  | 'publicUrl'
>

/** Null without a key. The library is loaded only where it is needed, as that takes longer than starting should. */
export async function openCashier(config: Settings, log: Log): Promise<Cashier | null> {
  if (config.STRIPE_SECRET_KEY === null) return null
  const { default: Stripe } = await import('stripe')
  const { hostname, port, protocol } = new URL(config.STRIPE_API_URL)
  const timeoutMs = config.STRIPE_TIMEOUT_SECONDS * 1_000
  // The operator named the address, so it may also be a private one.
  const fetch = createFetch({ allow: [...config.EGRESS_ALLOW, hostname], timeoutMs })
  const stripe = new Stripe(config.STRIPE_SECRET_KEY, {
    httpClient: Stripe.createFetchHttpClient(throughGuard(fetch)),
    host: hostname,
    port: port || (protocol === 'https:' ? 443 : 80),
    protocol: protocol === 'https:' ? 'https' : 'http',
    timeout: timeoutMs,
    maxNetworkRetries: 1,
    telemetry: false,
  })
  const { STRIPE_WEBHOOK_SECRET: secrets, CORS_ORIGINS: origins, publicUrl } = config
  return { stripe, secrets, origins, publicUrl, log }
}

/** The guarded fetch in the shape that the library asks for. */
function throughGuard(guarded: GuardedFetch): typeof fetch {
  return async (input, init = {}) => {
    const { status, headers, body } = await guarded(String(input), {
      method: init.method ?? 'GET',
      headers: Object.fromEntries(new Headers(init.headers)),
      ...(typeof init.body === 'string' && init.body !== '' && { body: init.body }),
      ...(init.signal && { signal: init.signal }),
      redirect: 'manual',
    })
    // It was decoded already.
    const { 'content-encoding': _, 'content-length': __, ...plain } = headers
    return new Response(status === 204 ? null : new Uint8Array(body), { status, headers: plain })
  }
}

/** Refuses with 503 where nothing can be bought. */
export function cashierOf(ctx: Pick<Ctx, 'deliver'>): Cashier {
  const { cashier } = houseOf(ctx)
  if (cashier !== null) return cashier
  throw new AppError(
    'unavailable',
    'Plans cannot be bought on this server. Whoever runs it can set STRIPE_SECRET_KEY, STRIPE_PRICE_PREMIUM_MONTHLY, STRIPE_PRICE_PREMIUM_YEARLY and STRIPE_WEBHOOK_SECRET, or give plans by hand.',
  )
}

/** What the library throws, as far as it matters here. */
interface Refusal {
  type: string
  statusCode?: number
  code?: string
  message: string
}

/** Null for anything that is not the library's own. */
export function refusalIn(error: unknown): Refusal | null {
  const { type } = (error ?? {}) as { type?: unknown }
  return typeof type === 'string' && type.startsWith('Stripe') ? (error as Refusal) : null
}

export const isMissing = (error: unknown) => refusalIn(error)?.code === 'resource_missing'

/** An answer of Stripe's, or an error that the person who asked can act on. */
export async function asked<T>({ log }: Pick<Cashier, 'log'>, answer: Promise<T>): Promise<T> {
  try {
    return await answer
  } catch (error) {
    const refusal = refusalIn(error)
    if (refusal === null) throw error
    log.warn({ type: refusal.type, status: refusal.statusCode, code: refusal.code }, 'the payment provider refused')
    throw told(refusal) ?? error
  }
}

function told({ type, message }: Refusal): AppError | null {
  if (type === 'StripeCardError') return new AppError('payment_failed', `The payment was not made: ${message}`)
  if (type === 'StripeIdempotencyError')
    return new AppError('conflict', 'Another checkout of yours is being opened at this moment. Try again.', {
      retryAfterSeconds: 2,
    })
  if (type === 'StripeInvalidRequestError') return null
  const retryAfterSeconds = type === 'StripeRateLimitError' ? 10 : 30
  return new AppError('unavailable', 'Payments cannot be reached at the moment. Nothing was changed; try again soon.', {
    retryAfterSeconds,
  })
}
