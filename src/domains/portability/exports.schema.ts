import { z } from 'zod'
import { EXPORT_STATES } from './portability.tables.ts'

export const Export = z
  .object({
    id: z.uuid(),
    createdAt: z.iso.datetime(),
    state: z.enum(EXPORT_STATES).meta({ example: 'done' }),
    totalRows: z
      .int()
      .describe('How many rows it is going to hold; 0 before they are counted')
      .meta({ example: 2_810 }),
    rows: z.int().describe('How many of them are written').meta({ example: 2_810 }),
    bytes: z.int().nullable().describe('Of the zip').meta({ example: 1_204_511 }),
    sha256: z
      .string()
      .nullable()
      .describe('Of the zip')
      .meta({ example: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08' }),
    finishedAt: z.iso.datetime().nullable(),
    expiresAt: z.iso.datetime().nullable().describe('When the zip is deleted'),
    url: z
      .string()
      .nullable()
      .describe(
        'Whoever has it can download the zip, without signing in, until `urlExpiresAt`; reading again makes another',
      )
      .meta({
        example:
          'https://almanac.example.org/exports/0198f3a1-7c00-7000-8000-000000000001/0198f3a1-7c00-7000-8000-000000000002?expires=1803895800&signature=Xq3yv0mJ4m2b8m7kq2o0c8Q1vYw3n5s7t9u1w3y5A7C',
      }),
    urlExpiresAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Export' })
export type Export = z.infer<typeof Export>

export const ExportParams = z.strictObject({ owner: z.uuid(), id: z.uuid() })
export const ExportQuery = z.strictObject({
  expires: z.coerce
    .number()
    .int()
    .min(0)
    .max(9_999_999_999)
    .meta({ description: 'Seconds since 1970', example: 1803895800 }),
  signature: z.string().max(100).meta({ example: 'Xq3yv0mJ4m2b8m7kq2o0c8Q1vYw3n5s7t9u1w3y5A7C' }),
})
export type ExportQuery = z.infer<typeof ExportQuery>
