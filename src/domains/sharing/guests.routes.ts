import type { FastifyReply } from 'fastify'
import type { Html } from '#core/docs/page.ts'
import { AppError } from '#core/errors.ts'
import type { Routes } from '#core/http.ts'
import { readAsGuest } from './links.service.ts'
import { goneGuestPage, guestPage, POLICY } from './pages.ts'

/** One item for whoever has the link: a page, or JSON for programs. Takes from the budget of the address. */
export const guestsRoutes: Routes = async (app) => {
  app.get('/s/:token', { schema: { hide: true }, config: { public: true } }, async (req, reply) => {
    reply.header('cache-control', 'no-store').header('x-robots-tag', 'noindex, nofollow').header('vary', 'accept')
    // No schema: a token of any shape that opens nothing is told so in words of this page.
    const { token } = req.params as { token: string }
    const wantsJson = /\bapplication\/json\b/.test(req.headers.accept ?? '')
    try {
      const view = await readAsGuest(req.ctx, token)
      if (wantsJson) return reply.send(view)
      return sendPage(reply, guestPage(view.title, view.ownerName, view.item))
    } catch (error) {
      if (wantsJson || !(error instanceof AppError) || error.code !== 'not_found') throw error
      return sendPage(reply.code(404), goneGuestPage())
    }
  })
}

const sendPage = (reply: FastifyReply, { html }: Html) =>
  reply
    .type('text/html; charset=utf-8')
    .header('content-security-policy', POLICY)
    .header('referrer-policy', 'no-referrer')
    .send(html)
