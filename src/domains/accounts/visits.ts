import type { FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '#core/errors.ts'
import { deviceOf } from './auth.routes.ts'
import type { SignedIn } from './auth.schema.ts'
import { keepInBrowser, keptInBrowser } from './browser.ts'
import type { Desk } from './desk.ts'
import { keepProof } from './oauth/proof.ts'
import {
  beginSignIn,
  callbackOf,
  type Flow,
  finishSignIn,
  identifyAtProvider,
  isConsent,
  MINUTES,
  type ProviderName,
  type WayBack,
} from './providers.service.ts'
import { hashOf } from './secrets.ts'

/**
 * Begins a sign-in at a provider and answers where the browser goes. One that ends in an app or on our own page can be finished
 * in this browser alone: somebody else's finished sign-in would put its user into a stranger's account without a word.
 */
export async function sendOff(
  request: FastifyRequest,
  reply: FastifyReply,
  desk: Desk,
  name: ProviderName,
  returnTo: string | null,
): Promise<string> {
  const { url, state } = await beginSignIn(request.ctx, desk, name, returnTo)
  if (returnTo !== null) mark(reply, desk, name, state, MINUTES * 60)
  return url
}

/** Where the browser goes with what its sign-in came to. */
export async function returnWith(
  request: FastifyRequest,
  reply: FastifyReply,
  desk: Desk,
  flow: Flow,
  back: WayBack,
): Promise<string> {
  const { ctx } = request
  const { returnTo } = flow as { returnTo: string } // the caller asked
  const name = flow.provider as ProviderName // takeFlow matched it
  try {
    if (keptInBrowser(request, markName(back.state)) === null) throw elsewhere()
    mark(reply, desk, name, back.state, 0)
    if (!isConsent(desk, returnTo))
      return withFragment(returnTo, tokensOf(await finishSignIn(ctx, desk, flow, back, deviceOf(request))))
    await keepProof(reply, desk, await identifyAtProvider(ctx, desk, flow, back), ctx.now())
    return returnTo
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    if (isConsent(desk, returnTo)) return `${returnTo}&refused=${error.code}`
    return withFragment(returnTo, { error: error.code, detail: error.message })
  }
}

function mark(reply: FastifyReply, desk: Desk, name: ProviderName, state: string, seconds: number) {
  keepInBrowser(reply, { name: markName(state), value: '1', url: callbackOf(desk, name), seconds })
}

/** One for each sign-in, so that two that are begun side by side can both be finished. */
const markName = (state: string) => `almanac_${hashOf(state).slice(0, 22)}`

const elsewhere = () =>
  new AppError(
    'unauthenticated',
    'This sign-in was begun in another browser, or too long ago. Start it again in this one.',
  )

const tokensOf = ({ accessToken, refreshToken, tokenType, expiresIn }: SignedIn) => {
  return { accessToken, refreshToken, tokenType, expiresIn: String(expiresIn) }
}

/** Behind the `#` no server sees them, and no log keeps them. */
function withFragment(address: string, values: Record<string, string>): string {
  const url = new URL(address)
  url.hash = new URLSearchParams(values).toString()
  return url.href
}
