import { z } from 'zod'
import { AppError } from '#core/errors.ts'
import type { Routes } from '#core/http.ts'
import { UnsubscribeQuery } from './channels.schema.ts'
import { unsubscribe } from './channels.service.ts'

const tags = ['channels']
const Page = z.string().meta({ description: 'A page for people', example: '<!doctype html>…' })
const page = (text: string, form = '') =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="robots" content="noindex"><title>Almanac</title>
<body style="font:16px/1.5 sans-serif;max-width:36em;margin:3em auto;padding:1em"><p>${text}</p>${form}</body></html>`

/** Mailboxes post here at one click (RFC 8058); scanners of mails follow every link, so reading changes nothing. */
export const unsubscribeRoutes: Routes = async (app) => {
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: 10_000 },
    async () => null,
  )

  app.get(
    '/unsubscribe',
    {
      config: { public: true, scope: 'session' },
      schema: {
        operationId: 'showUnsubscribe',
        summary: 'Ask whether the mails shall stop',
        tags,
        produces: ['text/html'],
        querystring: UnsubscribeQuery,
        response: { 200: Page },
      },
    },
    async (_, reply) => {
      reply.type('text/html; charset=utf-8')
      return page('Stop these mails?', '<form method="post"><button>Unsubscribe</button></form>')
    },
  )

  app.post(
    '/unsubscribe',
    {
      config: { public: true, scope: 'session' },
      schema: {
        operationId: 'unsubscribe',
        summary: 'Stop the mails that this link came with',
        description:
          'For the one click of RFC 8058 and for the page. The channel is turned off and can be turned on again.',
        tags,
        produces: ['text/html'],
        querystring: UnsubscribeQuery,
        response: { 200: Page },
      },
    },
    async (req, reply) => {
      if (!(await unsubscribe(req.ctx, req.query.token))) throw new AppError('not_found', 'This link is not valid.')
      reply.type('text/html; charset=utf-8')
      return page('You will get no more of these mails. Turn the channel on again in the settings.')
    },
  )
}
