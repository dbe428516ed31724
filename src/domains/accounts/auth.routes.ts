import type { FastifyInstance, FastifyRequest } from 'fastify'
import { IdParams, NoContent, type Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import { PageQuery } from '#core/page.ts'
import { Problem } from '#core/problem.ts'
import { LogIn, LogOut, Refresh, SessionPage, SignedIn, SignUp, TokenPair } from './auth.schema.ts'
import * as service from './auth.service.ts'
import { deskOf } from './desk.ts'
import { type Device, endSession, listSessions } from './sessions.service.ts'
import { User } from './users.schema.ts'
import { getUser } from './users.service.ts'

const tags = ['auth']
const signIn = { public: true, signIn: true, scope: 'session' } as const

export const authRoutes: Routes = async (app) => {
  const desk = deskOf(app.platform)
  neverStored(app)

  app.post(
    '/auth/signup',
    {
      config: signIn,
      schema: {
        operationId: 'signUp',
        summary: 'Create an account',
        description: 'Signs the new account in at once and mails a code that verifies its address.',
        tags,
        body: SignUp,
        response: { 201: SignedIn, 409: Problem },
      },
    },
    async (request, reply) => {
      const { body } = request
      reply.code(201).header('location', '/api/users/me')
      return service.signUp(request.ctx, desk, body, deviceOf(request))
    },
  )

  app.post(
    '/auth/login',
    {
      config: signIn,
      schema: {
        operationId: 'logIn',
        summary: 'Sign in with e-mail and password',
        description:
          'An account with two-factor sign-in answers 401 with `totpRequired: true` until `totp` is sent along. A wrong password and an unknown address are the same answer.',
        tags,
        body: LogIn,
        response: { 200: SignedIn, 403: Problem },
      },
    },
    async (request) => {
      await app.limits.take('account', request.body.email)
      return service.logIn(request.ctx, desk, request.body, deviceOf(request))
    },
  )

  app.post(
    '/auth/refresh',
    {
      // No tight budget: the token has 256 random bits, and everybody behind one address comes back every 15 minutes.
      config: { public: true, scope: 'session' },
      schema: {
        operationId: 'refreshTokens',
        summary: 'Trade a refresh token for a new pair',
        description:
          'Each refresh token works once. One that comes a second time was copied or sent twice: its whole session ends and the person signs in again. Send one refresh at a time; of several in parallel one is answered and the session ends.',
        tags,
        body: Refresh,
        response: { 200: TokenPair },
      },
    },
    (request) => service.refresh(request.ctx, desk, request.body.refreshToken),
  )

  app.post(
    '/auth/logout',
    {
      config: { public: true, scope: 'session' },
      schema: {
        operationId: 'logOut',
        summary: 'Sign out',
        description:
          'Ends the session of the refresh token, or of the access token, or all of them. Everything that was signed in by it is refused within five seconds, on every server.',
        tags,
        body: LogOut.nullish(),
        response: { 204: NoContent },
      },
    },
    async (request, reply) => {
      await service.logOut(request.ctx, desk, request.body ?? {})
      return reply.code(204).send(null)
    },
  )

  app.get(
    '/auth/me',
    {
      config: { scope: 'users' },
      schema: { operationId: 'getSignedInUser', summary: 'Read who is signed in', tags, response: { 200: User } },
    },
    (request) => getUser(userCtx(request)),
  )

  app.get(
    '/auth/sessions',
    {
      config: { scope: 'session' },
      schema: {
        operationId: 'listSessions',
        summary: 'List where this person is signed in',
        tags,
        querystring: PageQuery,
        response: { 200: SessionPage },
      },
    },
    (request) => listSessions(userCtx(request), request.query),
  )

  app.delete(
    '/auth/sessions/:id',
    {
      config: { scope: 'session' },
      schema: {
        operationId: 'endSession',
        summary: 'End a session',
        tags,
        params: IdParams,
        response: { 204: NoContent },
      },
    },
    async (request, reply) => {
      desk.bus.revoked(await endSession(userCtx(request), request.params.id))
      return reply.code(204).send(null)
    },
  )
}

/** Tokens and keys must not lie in any cache on their way (RFC 6749 §5.1). */
export function neverStored(app: FastifyInstance) {
  app.addHook('onRequest', (_, reply, done) => {
    reply.header('cache-control', 'no-store')
    done()
  })
}

/** Where a request comes from, as its session will show it. */
export function deviceOf(request: FastifyRequest): Device {
  return { userAgent: request.headers['user-agent'] ?? null, ip: request.ip }
}
