import type { FastifyRequest } from 'fastify'
import { IdParams, NoContent, type Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import { originOf } from '#core/origin.ts'
import { Problem } from '#core/problem.ts'
import * as accounts from '#domains/accounts/administration.service.ts'
import * as schema from './users.schema.ts'
import * as service from './users.service.ts'

const tags = ['admin']
/** In person: no API key administers. */
const config = { scope: 'session' }
const by = (request: FastifyRequest, reason?: string) => ({ origin: originOf(request), reason: reason ?? null })

export const usersRoutes: Routes = async (app) => {
  const { bus, entities, config: settings } = app.platform
  const answer = async (request: FastifyRequest, id: string) => service.getUser(userCtx(request), entities, id)

  app.get(
    '/admin/users',
    {
      config,
      schema: {
        operationId: 'listUsers',
        summary: 'Find people',
        tags,
        querystring: schema.AdminUserQuery,
        response: { 200: schema.AdminUserPage },
      },
    },
    (req) => service.listUsers(userCtx(req), req.query),
  )

  app.get(
    '/admin/users/:id',
    {
      config,
      schema: {
        operationId: 'getUser',
        summary: 'Read about a person',
        description: 'How much they use, never what they keep here.',
        tags,
        params: IdParams,
        response: { 200: schema.AdminUserDetail },
      },
    },
    (req) => answer(req, req.params.id),
  )

  app.patch(
    '/admin/users/:id',
    {
      config,
      schema: {
        operationId: 'changeRole',
        summary: 'Give a person another role',
        description: 'They sign in anew. The last administrator stays one.',
        tags,
        params: IdParams,
        body: schema.RoleChange,
        response: { 200: schema.AdminUserDetail, 409: Problem, 410: Problem },
      },
    },
    async (req) => {
      const { role, reason } = req.body
      await accounts.setRole(userCtx(req), bus, req.params.id, role, by(req, reason))
      return answer(req, req.params.id)
    },
  )

  app.post(
    '/admin/users/:id/suspend',
    {
      config,
      schema: {
        operationId: 'suspendUser',
        summary: 'Shut a person out',
        description:
          'Every session, key, token and socket of theirs is dead within five seconds, everywhere; nothing is sent to them meanwhile.',
        tags,
        params: IdParams,
        body: schema.Suspension,
        response: { 200: schema.AdminUserDetail, 409: Problem, 410: Problem },
      },
    },
    async (req) => {
      await accounts.suspendUser(userCtx(req), bus, req.params.id, by(req, req.body.reason))
      return answer(req, req.params.id)
    },
  )

  app.post(
    '/admin/users/:id/unsuspend',
    {
      config,
      schema: {
        operationId: 'unsuspendUser',
        summary: 'Let a person in again',
        tags,
        params: IdParams,
        body: schema.Because,
        response: { 200: schema.AdminUserDetail, 410: Problem },
      },
    },
    async (req) => {
      await accounts.reinstateUser(userCtx(req), req.params.id, by(req, req.body.reason))
      return answer(req, req.params.id)
    },
  )

  app.put(
    '/admin/users/:id/tier',
    {
      config,
      schema: {
        operationId: 'giveTier',
        summary: 'Give a person a plan by hand',
        description: '`free` takes back what was given by hand, and leaves what they pay for.',
        tags,
        params: IdParams,
        body: schema.TierChange,
        response: { 200: schema.AdminUserDetail, 410: Problem },
      },
    },
    async (req) => {
      await service.giveTier(userCtx(req), req.params.id, req.body, originOf(req))
      return answer(req, req.params.id)
    },
  )

  app.post(
    '/admin/users/:id/sign-out',
    {
      config,
      schema: {
        operationId: 'signOutUser',
        summary: 'Sign a person out everywhere',
        tags,
        params: IdParams,
        body: schema.Because,
        response: { 204: NoContent, 410: Problem },
      },
    },
    async (req, reply) => {
      await accounts.signOutUser(userCtx(req), bus, req.params.id, by(req, req.body.reason))
      return reply.code(204).send(null)
    },
  )

  app.post(
    '/admin/users/:id/resend-verification',
    {
      config,
      schema: {
        operationId: 'resendVerificationToUser',
        summary: 'Mail a person the code for their address again',
        tags,
        params: IdParams,
        body: schema.Because,
        response: { 204: NoContent, 409: Problem, 410: Problem },
      },
    },
    async (req, reply) => {
      const { publicUrl } = settings
      await accounts.resendVerificationTo(userCtx(req), { bus, publicUrl }, req.params.id, by(req, req.body.reason))
      return reply.code(204).send(null)
    },
  )
}
