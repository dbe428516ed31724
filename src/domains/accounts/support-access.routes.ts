import { IdParams, NoContent, type Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import { originOf } from '#core/origin.ts'
import { PageQuery } from '#core/page.ts'
import { Problem } from '#core/problem.ts'
import { neverStored } from './auth.routes.ts'
import { deskOf } from './desk.ts'
import * as schema from './support-access.schema.ts'
import * as service from './support-access.service.ts'

/** In person: no key, and nobody who acts for somebody else. */
const config = { scope: 'session' }

export const supportAccessRoutes: Routes = async (app) => {
  const desk = deskOf(app.platform)
  const { bus } = app.platform
  const mine = ['users']
  const tags = ['support']
  neverStored(app)

  app.post(
    '/users/me/support-access',
    {
      config,
      schema: {
        operationId: 'allowSupport',
        summary: 'Let support act as me for a while',
        description:
          'Answers a code to give to whoever helps. It works once, within an hour, for a session that is named in every history, cannot touch what signs in, outlasts it or costs money, and never opens the journal.',
        tags: mine,
        body: schema.NewSupportAccess,
        response: { 201: schema.CreatedSupportAccess },
      },
    },
    async (req, reply) => {
      const access = await service.allowSupport(userCtx(req), req.body)
      reply.code(201).header('location', '/api/users/me/support-access')
      return access
    },
  )

  app.get(
    '/users/me/support-access',
    {
      config,
      schema: {
        operationId: 'listSupportAccesses',
        summary: 'List when support could act as me',
        tags: mine,
        querystring: PageQuery,
        response: { 200: schema.SupportAccessPage },
      },
    },
    (req) => service.listSupportAccesses(userCtx(req), req.query),
  )

  app.get(
    '/users/me/support-access/:id/changes',
    {
      config,
      schema: {
        operationId: 'listSupportChanges',
        summary: 'List what support changed',
        description: 'Newest first, as long as histories are kept.',
        tags: mine,
        params: IdParams,
        querystring: PageQuery,
        response: { 200: schema.SupportChangePage },
      },
    },
    (req) => service.listSupportChanges(userCtx(req), req.params.id, req.query),
  )

  app.delete(
    '/users/me/support-access/:id',
    {
      config,
      schema: {
        operationId: 'revokeSupport',
        summary: 'Take the leave to act as me back',
        description: 'Its session is dead everywhere within five seconds.',
        tags: mine,
        params: IdParams,
        response: { 204: NoContent },
      },
    },
    async (req, reply) => {
      await service.revokeSupport(userCtx(req), bus, req.params.id)
      return reply.code(204).send(null)
    },
  )

  app.post(
    '/support-access/redeem',
    {
      config,
      schema: {
        operationId: 'redeemSupport',
        summary: 'Act as somebody who allowed it',
        description: 'For administrators and support, with the code that the person gave them.',
        tags,
        body: schema.SupportCode,
        response: { 201: schema.SupportSession, 403: Problem, 404: Problem, 409: Problem },
      },
    },
    async (req, reply) => {
      reply.code(201).header('location', '/api/users/me')
      return service.redeemSupport(userCtx(req), desk, app.scopes, req.body.code, originOf(req))
    },
  )

  app.post(
    '/support-access/:id/token',
    {
      config,
      schema: {
        operationId: 'renewSupport',
        summary: 'Get the next token of such a session',
        tags,
        params: IdParams,
        response: { 200: schema.SupportSession },
      },
    },
    (req) => service.renewSupport(userCtx(req), desk, app.scopes, req.params.id),
  )

  app.delete(
    '/support-access/:id',
    {
      config,
      schema: {
        operationId: 'closeSupport',
        summary: 'Stop acting as somebody',
        tags,
        params: IdParams,
        response: { 204: NoContent },
      },
    },
    async (req, reply) => {
      await service.closeSupport(userCtx(req), bus, req.params.id, originOf(req))
      return reply.code(204).send(null)
    },
  )
}
