import { html } from '#core/docs/page.ts'
import { IdParams, NoContent, type Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import * as schema from './friends.schema.ts'
import { createFriendLink, endFriendLink, listFriendLinks, useFriendLink } from './links.service.ts'

const tags = ['friends']

/** Whoever holds a link becomes a friend: only a person who is signed in may make one. */
export const friendLinksRoutes: Routes = async (app) => {
  const { bus, config } = app.platform

  app.post(
    '/friends/links',
    {
      config: { scope: 'session', shownOnce: ['token', 'url'] },
      schema: {
        operationId: 'createFriendLink',
        summary: 'Make a link that invites',
        description: 'For one person or several, until it expires. Its secret is in this answer and nowhere else.',
        tags,
        body: schema.NewFriendLink,
        response: { 201: schema.CreatedFriendLink },
      },
    },
    async (req, reply) => {
      const link = await createFriendLink(userCtx(req), req.body)
      reply.code(201).header('location', `/api/friends/links/${link.id}`).header('cache-control', 'no-store')
      // Behind the #, where neither servers nor their logs see it.
      return { ...link, url: `${config.publicUrl}/join#${link.token}` }
    },
  )

  app.get(
    '/friends/links',
    {
      config: { scope: 'session' },
      schema: {
        operationId: 'listFriendLinks',
        summary: 'List the links that invite',
        description: 'Those that still open something, without their secrets.',
        tags,
        response: { 200: schema.FriendLinks },
      },
    },
    (req) => listFriendLinks(userCtx(req)),
  )

  app.delete(
    '/friends/links/:id',
    {
      config: { scope: 'session' },
      schema: {
        operationId: 'endFriendLink',
        summary: 'End a link that invites',
        description: 'Whoever has used it stays a friend.',
        tags,
        params: IdParams,
        response: { 204: NoContent },
      },
    },
    async (req, reply) => {
      await endFriendLink(userCtx(req), req.params.id)
      return reply.code(204).send(null)
    },
  )

  app.post(
    '/friends/links/use',
    {
      config: { scope: 'session' },
      schema: {
        operationId: 'useFriendLink',
        summary: 'Become a friend by a link',
        description: 'One 404 for every link that does not work, whatever the reason.',
        tags,
        body: schema.FriendLinkUse,
        response: { 200: schema.Friend },
      },
    },
    async (req) => {
      const friend = await useFriendLink(userCtx(req), req.body.token)
      if (friend.friendId !== null) bus.wake(friend.friendId)
      return friend
    },
  )
}

const POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

const PAGE = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>An invitation · Almanac</title>
<link rel="stylesheet" href="docs/pages.css">
</head>
<body>
<main>
<h1>Somebody invites you</h1>
<p>Copy the whole address of this page and paste it into your Almanac app, where friends are added by a link.</p>
<p>Without the app, make an account first. The link works for a limited time.</p>
</main>
</body>
</html>
`

/** Where such links lead. The page is the same for every link: the secret never reaches the server here. */
export const joinRoutes: Routes = async (app) => {
  app.get('/join', { schema: { hide: true }, config: { public: true } }, async (_, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', POLICY)
      .header('referrer-policy', 'no-referrer')
      .header('x-robots-tag', 'noindex')
      .send(PAGE.html),
  )
}
