import { ifMatch } from '#core/conditional.ts'
import { created, IdParams, NoContent, type Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import { PageQuery } from '#core/page.ts'
import { comment, listComments } from './comments.service.ts'
import { createShareLink, endShareLink, listShareLinks } from './links.service.ts'
import { createShare, deleteShare, getShare, listShares, updateShare } from './shares.service.ts'
import * as schema from './sharing.schema.ts'

const { Share } = schema
const tags = ['shares']

export const sharesRoutes: Routes = async (app) => {
  const { bus } = app.platform
  /** The other side hears of it as soon as it is done. */
  const wake = (userId: string | null) => userId !== null && bus.wake(userId)

  app.get(
    '/shares',
    {
      schema: {
        operationId: 'listShares',
        summary: 'List what you share',
        tags,
        querystring: schema.ShareQuery,
        response: { 200: schema.SharePage },
      },
    },
    (req) => listShares(userCtx(req), req.query),
  )

  app.post(
    '/shares',
    {
      schema: {
        operationId: 'createShare',
        summary: 'Share an item',
        description:
          'With a friend, who accepts it unless they take such things from you unasked; without `friendId` only links open it. 404 for an item that is not yours and for somebody who is no friend.',
        tags,
        body: schema.NewShare,
        response: { 201: Share },
      },
    },
    async (req, reply) => {
      const share = await createShare(userCtx(req), req.body)
      wake(share.friendId)
      return created(req, reply, share)
    },
  )

  app.get(
    '/shares/:id',
    {
      schema: { operationId: 'getShare', summary: 'Read a share', tags, params: IdParams, response: { 200: Share } },
    },
    (req) => getShare(userCtx(req), req.params.id),
  )

  app.patch(
    '/shares/:id',
    {
      schema: {
        operationId: 'updateShare',
        summary: 'Change the terms of a share',
        description: 'They hold from the next request on.',
        tags,
        params: IdParams,
        body: schema.SharePatch,
        response: { 200: Share },
      },
    },
    async (req) => {
      const share = await updateShare(userCtx(req), req.params.id, req.body, ifMatch(req))
      wake(share.friendId)
      return share
    },
  )

  app.delete(
    '/shares/:id',
    {
      schema: {
        operationId: 'deleteShare',
        summary: 'Take a share back',
        description: 'Everywhere and at once, with the links to it and the reminder that rang for it.',
        tags,
        params: IdParams,
        response: { 204: NoContent },
      },
    },
    async (req, reply) => {
      wake(await deleteShare(userCtx(req), req.params.id, ifMatch(req)))
      return reply.code(204).send(null)
    },
  )

  app.get(
    '/shares/:id/comments',
    {
      schema: {
        operationId: 'listShareComments',
        summary: 'List what was said about something you share',
        tags,
        params: IdParams,
        querystring: PageQuery,
        response: { 200: schema.ShareCommentPage },
      },
    },
    (req) => listComments(userCtx(req), req.params.id, req.query),
  )

  app.post(
    '/shares/:id/comments',
    {
      schema: {
        operationId: 'commentShare',
        summary: 'Comment on something you share',
        tags,
        params: IdParams,
        body: schema.NewShareComment,
        response: { 201: schema.ShareComment },
      },
    },
    async (req, reply) => {
      const said = await comment(userCtx(req), req.params.id, req.body.text)
      wake(said.other)
      return created(req, reply, said.comment)
    },
  )
}

/** Whoever has such a link reads the item: only a person who is signed in may make one. */
export const shareLinksRoutes: Routes = async (app) => {
  const { publicUrl } = app.platform.config

  app.post(
    '/shares/:id/links',
    {
      config: { scope: 'session', shownOnce: ['url'] },
      schema: {
        operationId: 'createShareLink',
        summary: 'Make a link for guests',
        description:
          'A page that anybody with the link may read, without an account: what was agreed of the item and nothing else. JSON for whoever asks for it. Ends with the share, or by itself.',
        tags,
        params: IdParams,
        body: schema.NewShareLink,
        response: { 201: schema.CreatedShareLink },
      },
    },
    async (req, reply) => {
      const { id: shareId } = req.params
      const { token, ...link } = await createShareLink(userCtx(req), shareId, req.body.expiresInHours)
      reply.code(201).header('location', `/api/shares/${shareId}/links/${link.id}`).header('cache-control', 'no-store')
      return { ...link, url: `${publicUrl}/s/${token}` }
    },
  )

  app.get(
    '/shares/:id/links',
    {
      config: { scope: 'session' },
      schema: {
        operationId: 'listShareLinks',
        summary: 'List the links for guests',
        description: 'Those that still open it, without their secrets.',
        tags,
        params: IdParams,
        response: { 200: schema.ShareLinks },
      },
    },
    (req) => listShareLinks(userCtx(req), req.params.id),
  )

  app.delete(
    '/shares/:id/links/:linkId',
    {
      config: { scope: 'session' },
      schema: {
        operationId: 'endShareLink',
        summary: 'End a link for guests',
        tags,
        params: schema.ShareLinkParams,
        response: { 204: NoContent },
      },
    },
    async (req, reply) => {
      await endShareLink(userCtx(req), req.params.id, req.params.linkId)
      return reply.code(204).send(null)
    },
  )
}
