import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Html } from '#core/docs/page.ts'
import { AppError, ERROR_STATUS } from '#core/errors.ts'
import type { UserRow } from '../accounts.tables.ts'
import { LogIn } from '../auth.schema.ts'
import { proveIdentity } from '../auth.service.ts'
import type { Desk } from '../desk.ts'
import { PROVIDERS } from '../providers.service.ts'
import { sendOff } from '../visits.ts'
import { type Asked, letIn, type Offer, readAsked, refusalTo } from './authorization.service.ts'
import { complaintAbout, consentPage, type Entered, policyFor, refusalPage } from './pages.ts'
import { forgetProof, provedUser } from './proof.ts'
import { OAuthError } from './refusals.ts'

/** What a client asks with, in the order of RFC 6749. */
const ASKED = [
  'response_type',
  'client_id',
  'redirect_uri',
  'scope',
  'state',
  'resource',
  'code_challenge',
  'code_challenge_method',
]

type Given = Record<string, unknown>
type Answered = string | { asked: Asked; html: Html }

/** The page where somebody says who they are, by password or by coming back from a provider, and what a program may do. */
export function answerConsent(app: FastifyInstance, desk: Desk, offer: Offer) {
  const page = async (request: FastifyRequest, asked: Asked, entered: Entered | null, user: UserRow | null) => {
    const providers = PROVIDERS.flatMap((provider) => {
      const { name } = desk.providers[provider] ?? {}
      return name === undefined ? [] : [{ provider, name }]
    })
    const signedInAs = user && (user.email ?? user.name ?? 'signed in')
    return { asked, html: consentPage(asked, hiddenOf(givenIn(request)), entered, { signedInAs, providers }) }
  }

  app.get('/oauth/authorize', { schema: { hide: true }, config: { public: true } }, async (request, reply) => {
    const given = givenIn(request)
    return answering(reply, async () => {
      const asked = await readAsked(request.ctx, offer, given)
      if ('location' in asked) return asked.location
      const provider = PROVIDERS.find((name) => name === given.provider && desk.providers[name])
      if (provider === undefined) {
        const complaint = typeof given.refused === 'string' ? complaintAbout(given.refused) : null
        const entered = complaint === null ? null : { email: '', allowed: asked.scopes, complaint }
        return page(request, asked, entered, await provedUser(request, desk))
      }
      await app.limits.take('signIn', request.ip, reply)
      const again = `${desk.publicUrl}/oauth/authorize?${new URLSearchParams(hiddenOf(given))}`
      return sendOff(request, reply, desk, provider, again).catch((error: unknown) => {
        if (!(error instanceof AppError)) throw error
        return `${again}&refused=${error.code}`
      })
    })
  })

  const guessing = { schema: { hide: true }, config: { public: true, signIn: true } } as const
  app.post('/oauth/authorize', guessing, async (request, reply) => {
    const given = givenIn(request)
    const allowed = formOf(request.body).getAll('allow')
    return answering(reply, async () => {
      const asked = await readAsked(request.ctx, offer, given)
      if ('location' in asked) return asked.location
      const proved = given.password === undefined ? await provedUser(request, desk) : null
      forgetProof(reply, desk)
      if (given.decision !== 'allow') return refusalTo(offer, asked, 'access_denied', 'The user did not allow it.')
      try {
        const user = proved ?? (await proveIdentity(request.ctx, await credentialsIn(app, given)))
        return await letIn(request.ctx, offer, asked, user, allowed)
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        reply.code(ERROR_STATUS[error.code])
        const email = String(given.email ?? '').slice(0, 254)
        return page(request, asked, { email, allowed, complaint: complaintOf(error, given.totp) }, null)
      }
    })
  })
}

export function formOf(body: unknown): URLSearchParams {
  if (body instanceof URLSearchParams) return body
  throw new OAuthError('invalid_request', 'Send a form: application/x-www-form-urlencoded.')
}

/** No schema: what is wrong is told in OAuth's words. */
const givenIn = ({ method, body, query }: FastifyRequest): Given =>
  method === 'POST' ? Object.fromEntries(formOf(body)) : (query as Given) // parsed from the address

/** A page, or where the browser goes; a refusal that may go nowhere is a page. */
async function answering(reply: FastifyReply, work: () => Promise<Answered>) {
  try {
    const answer = await work()
    if (typeof answer === 'string') return reply.redirect(answer, 303)
    return sendPage(reply, answer.html, answer.asked.redirectUri)
  } catch (error) {
    if (!(error instanceof OAuthError)) throw error
    return sendPage(reply.code(400), refusalPage(error.message), null)
  }
}

function sendPage(reply: FastifyReply, { html }: Html, redirectUri: string | null) {
  return reply
    .type('text/html; charset=utf-8')
    .header('content-security-policy', policyFor(redirectUri))
    .header('referrer-policy', 'no-referrer')
    .send(html)
}

const hiddenOf = (given: Given) =>
  ASKED.flatMap((name): [string, string][] => {
    const value = given[name]
    return typeof value === 'string' ? [[name, value]] : []
  })

async function credentialsIn(app: FastifyInstance, { email, password, totp }: Given): Promise<LogIn> {
  const code = typeof totp === 'string' ? totp.replaceAll(' ', '') : ''
  const parsed = LogIn.safeParse({ email, password, ...(code && { totp: code }) })
  if (!parsed.success) throw new AppError('unauthenticated', 'Enter your e-mail address and your password.')
  await app.limits.take('account', parsed.data.email)
  return parsed.data
}

/** Who has given no code is asked for it in words of this page. */
const complaintOf = ({ message, details }: AppError, totp: unknown) =>
  details.extra?.totpRequired && !totp ? 'Enter the code of your authenticator app as well.' : message
