import { z } from 'zod'
import { pageOf } from '#core/page.ts'

/** As calendars hand their addresses out; webcal is https by another name. */
const CalendarUrl = z
  .string()
  .trim()
  .max(2_000)
  .regex(/^(https?|webcals?):\/\/[^\s/]+/i, 'must be an address such as https://example.org/calendar.ics')
  .transform((text) => text.replace(/^webcals?:/i, 'https:'))
  .refine((text) => URL.canParse(text), 'must be an address such as https://example.org/calendar.ics')
  .meta({
    description: 'An iCalendar file of at most 5 MB and 5,000 events on a public address',
    example: 'https://example.org/calendar.ics',
  })
const Name = z.string().trim().min(1).max(200).meta({ example: 'Lectures' })

export const NewSubscription = z
  .strictObject({
    url: CalendarUrl,
    name: Name.optional().meta({ description: 'The host unless told', example: 'Lectures' }),
  })
  .meta({ id: 'NewCalendarSubscription' })
export type NewSubscription = z.infer<typeof NewSubscription>

export const SubscriptionPatch = z
  .strictObject({ url: CalendarUrl.optional(), name: Name.optional() })
  .meta({ id: 'CalendarSubscriptionPatch', example: { name: 'Lectures of this term' } })
export type SubscriptionPatch = z.infer<typeof SubscriptionPatch>

export const Subscription = z
  .object({
    id: z.uuid(),
    version: z.int(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    url: z.string().meta({ example: 'https://example.org/calendar.ics' }),
    name: z.string().meta({ example: 'Lectures' }),
    lastFetchedAt: z.iso.datetime().nullable().meta({ description: 'The last try' }),
    lastSucceededAt: z.iso.datetime().nullable(),
    nextFetchAt: z.iso.datetime().meta({ description: 'Not before; every four hours, less often while it fails' }),
    lastStatus: z.int().nullable().meta({ description: 'What its server answered last', example: 200 }),
    lastError: z.string().nullable().meta({ description: 'Null when the last try succeeded', example: null }),
    failures: z.int().meta({ description: 'In a row', example: 0 }),
    eventCount: z.int().meta({ example: 42 }),
    refusedCount: z.int().meta({ description: 'Events that cannot be held and stay out', example: 0 }),
  })
  .meta({ id: 'CalendarSubscription' })
export const SubscriptionPage = pageOf(Subscription).meta({ id: 'CalendarSubscriptionPage' })
