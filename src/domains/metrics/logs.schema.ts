import { z } from 'zod'
import { IdParams } from '#core/http.ts'
import { PageQuery, pageOf } from '#core/page.ts'
import { Day, Instant } from '#core/wire.ts'
import { Value } from './metrics.schema.ts'

export const MAX_LOGS = 1_000
export const MAX_CSV_ROWS = 10_000
/** No measurement of anybody alive is older. */
const EARLIEST = '1900-01-01T00:00:00.000Z'

export const MetricLog = z
  .object({
    id: z.uuid(),
    version: z.int(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    metricId: z.uuid(),
    value: z.number().meta({ example: 72.4 }),
    loggedAt: z.iso.datetime(),
    note: z.string().nullable().meta({ example: 'before breakfast' }),
    externalId: z.string().nullable().meta({ example: 'scale-2027-03-01' }),
  })
  .meta({ id: 'MetricLog' })

/** PostgreSQL keeps no such text, and one row of many must not keep the others out. */
const isStorable = (text: string) => !text.includes('\u0000')
const NOT_STORABLE = 'may not contain the character U+0000'

const Fields = z.strictObject({
  value: Value,
  loggedAt: Instant.refine((at) => at >= EARLIEST, 'must be 1900 or later')
    .optional()
    .meta({
      description: 'When it was measured; now unless said, and not after today',
      example: '2025-03-01T07:00:00.000Z',
    }),
  note: z.string().max(2_000).refine(isStorable, NOT_STORABLE).nullish().meta({ example: 'before breakfast' }),
  externalId: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .refine(isStorable, NOT_STORABLE)
    .nullish()
    .meta({ description: 'What you call it: sending it again changes the log', example: 'scale-2025-03-01' }),
})
export const MetricLogFields = Fields
export type MetricLogFields = z.infer<typeof Fields>

/** As offline devices create one. */
export const NewMetricLog = Fields.extend({ metricId: z.uuid() }).meta({ id: 'NewMetricLog' })
export type NewMetricLog = z.infer<typeof NewMetricLog>

export const MetricLogPatch = Fields.partial().meta({ id: 'MetricLogPatch', example: { value: 72.6 } })
export type MetricLogPatch = z.infer<typeof MetricLogPatch>

const { $schema: _, ...described } = z.toJSONSchema(Fields, { io: 'input', unrepresentable: 'any' })

/** A row that is not a log keeps its place in the list, with what is wrong about it. The description shows what is right. */
const Row = z
  .unknown()
  .transform((row): MetricLogFields | { refused: string } => {
    const { data, error } = Fields.safeParse(row)
    if (data) return data
    const [issue] = error.issues
    const path = issue?.path.join('.') ?? ''
    return { refused: `${path === '' ? '' : `${path}: `}${issue?.message ?? 'not a log'}` }
  })
  .meta(described)
export type GivenRow = z.infer<typeof Row>

export const MetricLogging = Fields.partial()
  .extend({
    logs: z
      .array(Row)
      .min(1)
      .max(MAX_LOGS)
      .optional()
      .meta({ description: 'Many at once, instead of one. Each is judged by itself.', example: [{ value: 72.4 }] }),
  })
  .refine(({ value, logs }) => (value === undefined) !== (logs === undefined), {
    path: ['value'],
    message: 'give one value, or a list of logs',
  })
  .refine(({ logs, value: _, ...rest }) => logs === undefined || Object.keys(rest).length === 0, {
    path: ['logs'],
    message: 'stands alone',
  })
  .meta({ id: 'MetricLogging', example: { value: 72.4, note: 'before breakfast' } })

export const ROW_STATUSES = ['created', 'updated', 'superseded', 'refused'] as const
export const LoggedRow = z
  .object({
    status: z.enum(ROW_STATUSES).meta({
      description: '`superseded`: a later row of this call has the same externalId and wins',
      example: 'created',
    }),
    id: z.uuid().nullable().describe('Null when it was refused'),
    error: z.string().nullable().meta({ example: null }),
  })
  .meta({ id: 'LoggedRow' })
export type LoggedRow = z.infer<typeof LoggedRow>
export const LoggedRows = z
  .object({ results: z.array(LoggedRow).describe('One for each row, in the order given') })
  .meta({ id: 'LoggedRows' })

const isKept = (at: string) => at >= EARLIEST && at < '3000-01-01'
const Edge = z.union([Day, Instant.refine(isKept, 'must be an instant from 1900 to 2999')])
export const MetricLogQuery = PageQuery.extend({
  from: Edge.optional().meta({ description: 'From this instant, or the begin of this day of yours' }),
  to: Edge.optional().meta({ description: 'Before this instant, or to the end of this day of yours' }),
  order: z.enum(['newest', 'oldest']).default('newest'),
})
export type MetricLogQuery = z.infer<typeof MetricLogQuery>
export const MetricLogPage = pageOf(MetricLog).meta({ id: 'MetricLogPage' })
export const LogParams = IdParams.extend({ logId: z.uuid() })

export const MetricCsv = z.strictObject({ csv: z.string().min(1).max(2_000_000) }).meta({
  id: 'MetricCsv',
  description: 'A CSV text of at most 2 MB and 10,000 rows with a header; send it as text/csv, or within JSON',
  example: { csv: 'loggedAt,value,note\n2025-03-01T07:00:00Z,72.4,before breakfast\n2025-03-02,72.1,\n' },
})
const flag = z.enum(['true', 'false']).transform((text) => text === 'true')
export const CsvQuery = z.strictObject({
  dryRun: flag.default(false).meta({ description: '`true`: say what would happen, and change nothing' }),
})
export const CsvRange = MetricLogQuery.pick({ from: true, to: true })
export const ImportedCsv = z
  .object({
    dryRun: z.boolean(),
    created: z.int().meta({ example: 2 }),
    updated: z.int().meta({ example: 0 }),
    superseded: z.int().meta({ example: 0 }),
    refused: z.int().meta({ example: 0 }),
    results: z.array(LoggedRow.extend({ line: z.int().meta({ description: 'Of the file, from 1', example: 2 }) })),
  })
  .meta({ id: 'ImportedCsv' })
