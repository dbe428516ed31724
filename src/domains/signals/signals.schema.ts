import { z } from 'zod'
import { PageQuery, pageOf } from '#core/page.ts'
import { Instant } from '#core/wire.ts'
import { typeOf } from './types.ts'

export const MAX_SIGNALS = 1_000
/** Older ones are let go of, and not taken in. */
export const KEPT_DAYS = 400
/** A span is not longer. */
const MAX_SPAN_MS = 7 * 86_400_000

const NOT_STORABLE = 'may not contain the character U+0000, nor half of one'
const Text = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .refine((text) => text.isWellFormed() && !text.includes('\u0000'), NOT_STORABLE)
export const Name = z.string().regex(/^[\w.:/-]{1,100}$/, 'letters, digits and _ . : / - , 100 at most')
export const Unit = z.string().regex(/^[^\s<>"'`;{}]{1,20}$/, 'a unit such as kg, km or mmol/L')

const Fields = z.strictObject({
  type: Name.transform(typeOf).meta({
    description:
      'What it is about. The names of Apple Health and Health Connect become their common one, such as `steps`',
    example: 'steps',
  }),
  source: Name.default('unknown').meta({ description: 'Where it comes from', example: 'apple_health' }),
  value: z
    .union([z.number().min(-1e15).max(1e15), z.boolean(), Text(500)])
    .nullish()
    .meta({ description: 'A number, a switch, or words; words that are a number are one', example: 8412 }),
  unit: Unit.nullish().meta({ example: 'count' }),
  at: Instant.optional().meta({ description: 'Now unless said', example: '2026-03-01T18:30:00.000Z' }),
  endAt: Instant.nullish().meta({
    description: 'Of a span, such as sleep: it belongs to the day on which it ended',
    example: '2026-03-01T18:45:00.000Z',
  }),
  externalId: Text(200)
    .min(1)
    .nullish()
    .meta({ description: 'What its source calls it: sending it again changes it', example: '5F0C-77' }),
  deleted: z.boolean().optional().meta({ description: 'Its source has deleted it; needs its externalId' }),
})
export type GivenSignal = z.infer<typeof Fields>

const { $schema: _, ...described } = z.toJSONSchema(Fields, { io: 'input', unrepresentable: 'any' })

/** A row that is not a signal keeps its place in the list, with what is wrong about it. */
const Row = z
  .unknown()
  .transform((row): GivenSignal | { refused: string } => {
    const { data, error } = Fields.safeParse(row)
    if (data) return problemOf(data) ?? data
    const [issue] = error.issues
    const path = issue?.path.join('.') ?? ''
    return { refused: `${path === '' ? '' : `${path}: `}${issue?.message ?? 'not a signal'}` }
  })
  .meta(described)
export type GivenRow = z.infer<typeof Row>

export const SignalIngest = Fields.partial()
  .extend({
    signals: z
      .array(Row)
      .min(1)
      .max(MAX_SIGNALS)
      .optional()
      .meta({
        description: `Up to ${MAX_SIGNALS} at once, instead of one. Each is judged by itself.`,
        example: [{ type: 'steps', value: 8412, unit: 'count' }],
      }),
  })
  .refine(({ type, signals }) => (type === undefined) !== (signals === undefined), {
    path: ['type'],
    message: 'give one signal, or a list of signals',
  })
  .meta({ id: 'SignalIngest', example: { type: 'steps', source: 'apple_health', value: 8412, unit: 'count' } })
export type SignalIngest = z.infer<typeof SignalIngest>

export const SIGNAL_STATUSES = ['created', 'updated', 'unchanged', 'deleted', 'superseded', 'refused'] as const
export const SignalResults = z
  .object({
    results: z
      .array(
        z
          .object({
            status: z.enum(SIGNAL_STATUSES).meta({
              description: '`superseded`: a later row of this call is the same signal and wins',
              example: 'created',
            }),
            id: z.uuid().nullable().describe('Null when it was refused'),
            error: z.string().nullable().meta({ example: null }),
          })
          .meta({ id: 'SignalResult' }),
      )
      .describe('One for each signal, in the order given'),
    pending: z
      .int()
      .meta({ description: 'Days of rules that are still to be judged, in a moment, by a worker', example: 0 }),
  })
  .meta({ id: 'SignalResults' })
export type SignalResults = z.infer<typeof SignalResults>

export const Signal = z
  .object({
    id: z.uuid(),
    type: z.string().meta({ example: 'steps' }),
    source: z.string().meta({ example: 'apple_health' }),
    externalId: z.string().nullable(),
    value: z.number().nullable().meta({ description: 'Its number; a switch is 1 or 0', example: 8412 }),
    text: z.string().nullable().meta({ description: 'Its words, where it has no number' }),
    unit: z.string().nullable().meta({ example: 'count' }),
    at: z.iso.datetime(),
    endAt: z.iso.datetime().nullable(),
    day: z.iso.date().meta({ description: 'Your day on which it ended, where you were when it came' }),
    receivedAt: z.iso.datetime(),
  })
  .meta({ id: 'Signal' })
export const SignalPage = pageOf(Signal).meta({ id: 'SignalPage' })
export const SignalQuery = PageQuery.extend({
  type: Name.transform(typeOf).optional(),
  source: Name.optional(),
  from: z.iso.date().optional().meta({ description: 'On this day of yours or later' }),
  to: z.iso.date().optional().meta({ description: 'On this day of yours or earlier' }),
})
export type SignalQuery = z.infer<typeof SignalQuery>

/** What a schema of single fields cannot say; null when it is right. */
export function problemOf({ at, endAt, externalId, deleted, value }: GivenSignal): { refused: string } | null {
  if (deleted && externalId == null) return { refused: 'externalId: is needed to delete it' }
  if (!deleted && value == null && endAt == null) return { refused: 'value: give a value, or endAt for a span' }
  if (endAt == null) return null
  if (at === undefined) return { refused: 'at: a span needs its begin' }
  if (endAt < at) return { refused: 'endAt: lies before at' }
  return Date.parse(endAt) - Date.parse(at) > MAX_SPAN_MS ? { refused: 'endAt: is more than 7 days after at' } : null
}
