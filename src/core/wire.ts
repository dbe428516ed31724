import { z } from 'zod'

/** An instant as clients send it: ISO-8601 in UTC. Kept to the millisecond, so that what is read equals what is stored. */
export const Instant = z.iso
  .datetime()
  .transform((text) => new Date(text).toISOString())
  .meta({ example: '2027-03-01T09:00:00.000Z' })
