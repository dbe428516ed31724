import { z } from 'zod'

/** An instant as clients send it: ISO-8601 in UTC. Kept to the millisecond, so that what is read equals what is stored. */
export const Instant = z.iso
  .datetime()
  .transform((text) => new Date(text).toISOString())
  .meta({ example: '2027-03-01T09:00:00.000Z' })

/**
 * A day as clients send it, from 1900 to 2999: what lies beyond has no neighbours in four digits, and no database keeps year 0. Refused
 * by name here, it never fails half-way through an answer.
 */
export const Day = z.iso
  .date({ error: 'must be a day that exists, as in 2027-03-01', abort: true })
  .refine((text) => text >= '1900-01-01' && text <= '2999-12-31', 'must be a day from 1900 to 2999')
