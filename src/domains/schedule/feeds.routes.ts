import { createHash } from 'node:crypto'
import { z } from 'zod'
import { AppError } from '#core/errors.ts'
import { NoContent, type Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import { getFeed, readFeed, revokeFeed, rotateFeed } from './feeds.service.ts'

const tags = ['schedule']
const Feed = z.object({ createdAt: z.iso.datetime() }).meta({ id: 'CalendarFeed' })
const NewFeed = z
  .object({
    url: z
      .string()
      .meta({ example: 'https://almanac.example.org/feeds/Xq3yv0mJ4m2b8m7kq2o0c8Q1vYw3n5s7t9u1w3y5A7C.ics' }),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'NewCalendarFeed' })
const File = z.strictObject({ file: z.string().max(100).meta({ description: 'The secret, then `.ics`' }) })

/** Whoever holds the address reads the calendar: only a person who is signed in may make or end it. */
export const feedsRoutes: Routes = async (app) => {
  app.post(
    '/schedule/feed',
    {
      config: { scope: 'session' },
      schema: {
        operationId: 'rotateScheduleFeed',
        summary: 'Make the private address for other calendars',
        description: 'Shown this once. Making another one ends the one before at once.',
        tags,
        response: { 201: NewFeed },
      },
    },
    async (req, reply) => {
      reply.code(201).header('location', '/api/schedule/feed')
      return rotateFeed(userCtx(req), app.platform.config.publicUrl)
    },
  )

  app.get(
    '/schedule/feed',
    {
      schema: {
        operationId: 'getScheduleFeed',
        summary: 'Read whether there is a private address, and since when',
        tags,
        response: { 200: Feed },
      },
    },
    (req) => getFeed(userCtx(req)),
  )

  app.delete(
    '/schedule/feed',
    {
      config: { scope: 'session' },
      schema: {
        operationId: 'revokeScheduleFeed',
        summary: 'End the private address',
        tags,
        response: { 204: NoContent },
      },
    },
    async (req, reply) => {
      await revokeFeed(userCtx(req))
      return reply.code(204).send(null)
    },
  )
}

export const calendarRoutes: Routes = async (app) => {
  app.get(
    '/feeds/:file',
    {
      config: { public: true, scope: 'session' },
      schema: {
        operationId: 'readCalendarFeed',
        summary: 'Read the schedule as iCalendar (RFC 5545)',
        description: 'For calendars that subscribe. Answers 304 to whoever has it already.',
        tags,
        produces: ['text/calendar'],
        params: File,
        response: {
          200: z.string().meta({ example: 'BEGIN:VCALENDAR' }),
          304: z.null().describe('You have it already'),
        },
      },
    },
    async (req, reply) => {
      const token = /^([\w-]{43})\.ics$/.exec(req.params.file)?.[1]
      if (token === undefined) throw new AppError('not_found', 'There is no calendar at this address.')
      const body = await readFeed(req.ctx, token)
      const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`
      reply.header('etag', etag).header('cache-control', 'private, max-age=60')
      const known = req.headers['if-none-match']?.split(',').map((one) => one.trim().replace(/^W\//, ''))
      if (known?.includes(etag)) return reply.code(304).send(null)
      reply.type('text/calendar; charset=utf-8').header('content-disposition', 'inline; filename="almanac.ics"')
      return body
    },
  )
}
