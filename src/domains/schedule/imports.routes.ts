import { z } from 'zod'
import type { Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import { importCalendar } from './imports.service.ts'

const MAX_CHARACTERS = 5_000_000
/** JSON escapes every line's end. */
const BODY_LIMIT = 6_000_000

const Ics = z.string().min(1).max(MAX_CHARACTERS)
const CalendarFile = z.strictObject({ ics: Ics }).meta({
  id: 'CalendarFile',
  description:
    'An iCalendar text (RFC 5545) of at most 5 MB and 5,000 events; send it as text/calendar, or within JSON',
  example: {
    ics: 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//example\r\nBEGIN:VEVENT\r\nUID:1@example.org\r\nDTSTART:20270301T090000Z\r\nDURATION:PT1H\r\nSUMMARY:Write\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n',
  },
})
const Imported = z
  .object({
    imported: z.int().meta({ example: 1 }),
    updated: z.int().meta({ example: 0 }),
    refusedCount: z.int().meta({ example: 0 }),
    refused: z
      .array(z.object({ uid: z.string(), title: z.string(), reason: z.string() }))
      .meta({ description: 'The first 100 events that stay out, each with its reason', example: [] }),
  })
  .meta({ id: 'ImportedCalendar' })

export const importsRoutes: Routes = async (app) => {
  app.addContentTypeParser(
    'text/calendar',
    { parseAs: 'string', bodyLimit: BODY_LIMIT },
    async (_: unknown, body: string | Buffer) => ({ ics: String(body) }),
  )

  app.post(
    '/schedule/import',
    {
      config: { time: true },
      bodyLimit: BODY_LIMIT,
      schema: {
        operationId: 'importSchedule',
        summary: 'Take over a calendar file',
        description:
          'Importing it again updates what came from it. Each event comes in whole or is named with the reason why not.',
        tags: ['schedule'],
        body: CalendarFile,
        response: { 200: Imported },
      },
    },
    (req) => importCalendar(userCtx(req), req.body.ics),
  )
}
