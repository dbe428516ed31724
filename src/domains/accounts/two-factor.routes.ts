import { NoContent, type Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import { neverStored } from './auth.routes.ts'
import { RecoveryCodes, TwoFactorCode, TwoFactorProof, TwoFactorSetup, TwoFactorState } from './two-factor.schema.ts'
import * as service from './two-factor.service.ts'

const tags = ['auth']
const config = { scope: 'session' } as const
const once = { scope: 'session', shownOnce: ['secret', 'otpauthUrl', 'recoveryCodes'] } as const

export const twoFactorRoutes: Routes = async (app) => {
  neverStored(app)
  app.get(
    '/auth/two-factor',
    {
      config,
      schema: {
        operationId: 'getTwoFactor',
        summary: 'Read whether two-factor sign-in is on',
        tags,
        response: { 200: TwoFactorState },
      },
    },
    (request) => service.twoFactorState(userCtx(request)),
  )

  app.post(
    '/auth/two-factor/setup',
    {
      config: once,
      schema: {
        operationId: 'setUpTwoFactor',
        summary: 'Get a secret for an authenticator app',
        description: 'Nothing changes until two-factor/enable receives the first code of the app.',
        tags,
        response: { 200: TwoFactorSetup },
      },
    },
    (request) => service.setUpTwoFactor(userCtx(request)),
  )

  app.post(
    '/auth/two-factor/enable',
    {
      config: once,
      schema: {
        operationId: 'enableTwoFactor',
        summary: 'Turn two-factor sign-in on',
        tags,
        body: TwoFactorCode,
        response: { 200: RecoveryCodes },
      },
    },
    async (request) => {
      const ctx = userCtx(request)
      await app.limits.take('account', ctx.actor.id)
      return service.enableTwoFactor(ctx, request.body.code)
    },
  )

  app.post(
    '/auth/two-factor/disable',
    {
      config,
      schema: {
        operationId: 'disableTwoFactor',
        summary: 'Turn two-factor sign-in off',
        tags,
        body: TwoFactorProof,
        response: { 204: NoContent },
      },
    },
    async (request, reply) => {
      const ctx = userCtx(request)
      await app.limits.take('account', ctx.actor.id)
      await service.disableTwoFactor(ctx, request.body)
      return reply.code(204).send(null)
    },
  )

  app.post(
    '/auth/two-factor/recovery-codes',
    {
      config: once,
      schema: {
        operationId: 'renewRecoveryCodes',
        summary: 'Get ten new recovery codes',
        description: 'The old ones stop working.',
        tags,
        body: TwoFactorProof,
        response: { 200: RecoveryCodes },
      },
    },
    async (request) => {
      const ctx = userCtx(request)
      await app.limits.take('account', ctx.actor.id)
      return service.renewRecoveryCodes(ctx, request.body)
    },
  )
}
