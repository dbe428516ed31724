import { NoContent, type Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import { deskOf } from './desk.ts'
import { requestCode } from './email-codes.service.ts'
import { EmailChange, EmailOnly, EmailProof, PasswordChange, PasswordReset } from './recovery.schema.ts'
import * as service from './recovery.service.ts'

const tags = ['auth']
const signIn = { public: true, signIn: true, scope: 'session' } as const
const session = { scope: 'session' } as const
const response = { 204: NoContent }
const SAME_ANSWER =
  'The answer is the same whether or not anybody has this address. A code is good for 15 minutes, once.'

export const recoveryRoutes: Routes = async (app) => {
  const desk = deskOf(app.platform)

  app.post(
    '/auth/verify-email',
    {
      config: signIn,
      schema: {
        operationId: 'verifyEmail',
        summary: 'Confirm an e-mail address',
        description: 'With the token of the mailed link, or the six digits. Five wrong tries wear a code out.',
        tags,
        body: EmailProof,
        response,
      },
    },
    async (request, reply) => {
      if (request.body.email !== undefined) await app.limits.take('account', request.body.email)
      await service.verifyEmail(request.ctx, request.body)
      return reply.code(204).send(null)
    },
  )

  app.post(
    '/auth/resend-verification',
    {
      config: signIn,
      schema: {
        operationId: 'resendVerification',
        summary: 'Mail the confirmation code again',
        description: SAME_ANSWER,
        tags,
        body: EmailOnly,
        response,
      },
    },
    async (request, reply) => {
      await app.limits.take('account', request.body.email)
      await requestCode(request.ctx, desk, 'verify_email', request.body.email)
      return reply.code(204).send(null)
    },
  )

  app.post(
    '/auth/forgot-password',
    {
      config: signIn,
      schema: {
        operationId: 'forgotPassword',
        summary: 'Mail a code that resets the password',
        description: SAME_ANSWER,
        tags,
        body: EmailOnly,
        response,
      },
    },
    async (request, reply) => {
      await app.limits.take('account', request.body.email)
      await requestCode(request.ctx, desk, 'reset_password', request.body.email)
      return reply.code(204).send(null)
    },
  )

  app.post(
    '/auth/reset-password',
    {
      config: signIn,
      schema: {
        operationId: 'resetPassword',
        summary: 'Set a new password with a mailed code',
        description: 'Ends every session of the account; sign in with the new password.',
        tags,
        body: PasswordReset,
        response,
      },
    },
    async (request, reply) => {
      if (request.body.email !== undefined) await app.limits.take('account', request.body.email)
      await service.resetPassword(request.ctx, desk, request.body)
      return reply.code(204).send(null)
    },
  )

  app.post(
    '/auth/change-password',
    {
      config: session,
      schema: {
        operationId: 'changePassword',
        summary: 'Change the password',
        description: 'Ends every other session of the account.',
        tags,
        body: PasswordChange,
        response,
      },
    },
    async (request, reply) => {
      const ctx = userCtx(request)
      await app.limits.take('account', ctx.actor.id)
      await service.changePassword(ctx, desk, request.body)
      return reply.code(204).send(null)
    },
  )

  app.post(
    '/auth/change-email',
    {
      config: session,
      schema: {
        operationId: 'changeEmail',
        summary: 'Ask for another e-mail address',
        description: "Mails a code to the new address, which becomes the account's own when it comes to verify-email.",
        tags,
        body: EmailChange,
        response,
      },
    },
    async (request, reply) => {
      const ctx = userCtx(request)
      await app.limits.take('account', ctx.actor.id)
      await service.changeEmail(ctx, desk, request.body)
      return reply.code(204).send(null)
    },
  )
}
