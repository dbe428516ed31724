import { z } from 'zod'

export const owned = {
  id: z.uuid(),
  version: z.int(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
}

export const Health = z
  .object({
    lastSuccessAt: z.iso.datetime().nullable(),
    lastFailureAt: z.iso.datetime().nullable(),
    lastError: z.string().nullable(),
    consecutiveFailures: z.int(),
  })
  .meta({
    id: 'TargetHealth',
    example: {
      lastSuccessAt: '2027-03-01T08:00:00.000Z',
      lastFailureAt: null,
      lastError: null,
      consecutiveFailures: 0,
    },
  })
export type Health = z.infer<typeof Health>

/** What every device and channel says about whether it works. */
export const working = {
  enabled: z.boolean(),
  disabledReason: z.string().nullable().describe('gone, failing, unsubscribed or turned_off'),
  health: Health,
}

/** Addresses that a user gives are fetched through the guarded fetch alone. */
export const WebAddress = z.url({ protocol: /^https?$/ }).max(2_000)

export const TestResult = z
  .object({
    delivered: z.boolean(),
    status: z.int().nullable().describe('What the other side answered, where it answers in numbers'),
    error: z.string().nullable(),
    durationMs: z.int(),
  })
  .meta({ id: 'TestResult', example: { delivered: true, status: 204, error: null, durationMs: 83 } })
