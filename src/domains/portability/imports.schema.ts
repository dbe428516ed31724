import { z } from 'zod'
import { UploadField } from '#core/files/form.ts'
import { CONFLICTS, IMPORT_SOURCES, IMPORT_STATES } from './portability.tables.ts'

/** Of an archive that somebody brings. */
export const MAX_ARCHIVE = 2_000_000_000

export const ImportForm = z
  .strictObject({
    file: UploadField.describe('At most 2 GB'),
    source: z
      .enum(IMPORT_SOURCES)
      .default('almanac')
      .describe(
        'Who made the file: an Almanac (zip), Todoist (CSV of a project), TickTick (CSV backup), Loop Habit Tracker (zip of CSV), Day One (zip of JSON)',
      ),
    conflicts: z
      .enum(CONFLICTS)
      .default('skip')
      .describe('What becomes of items that are here already and differ: they stay, or are written anew'),
  })
  .meta({ id: 'ImportForm' })
export type ImportForm = z.infer<typeof ImportForm>

export const Import = z
  .object({
    id: z.uuid(),
    createdAt: z.iso.datetime(),
    source: z.enum(IMPORT_SOURCES),
    name: z.string().meta({ example: 'almanac-2027-03-01.zip' }),
    bytes: z.int().meta({ example: 1_204_511 }),
    conflicts: z.enum(CONFLICTS),
    state: z
      .enum(IMPORT_STATES)
      .describe('`checked` waits to be applied; `refused` has problems, and nothing of it was taken in')
      .meta({ example: 'checked' }),
    totalRows: z.int().meta({ example: 2_810 }),
    rows: z.int().describe('How many have been looked at').meta({ example: 2_810 }),
    report: z
      .object({
        tables: z.array(
          z.object({
            name: z.string().meta({ example: 'tasks' }),
            rows: z.int().meta({ example: 120 }),
            created: z.int().meta({ example: 118 }),
            present: z.int().describe('Here already').meta({ example: 2 }),
            overwritten: z.int().describe('Of those').meta({ example: 0 }),
          }),
        ),
        leftOut: z.array(
          z.object({
            name: z.string().meta({ example: 'sessions' }),
            rows: z.int().meta({ example: 1 }),
            why: z.string().meta({ example: 'stays with the instance it was made on' }),
          }),
        ),
        files: z.int().describe('Whose bytes come along').meta({ example: 4 }),
        changes: z.int().describe('Of the history').meta({ example: 310 }),
        problems: z.array(
          z.object({
            where: z.string().meta({ example: 'tables/tasks.ndjson' }),
            line: z.int().nullable().meta({ example: 14 }),
            message: z.string().meta({ example: 'priority: Invalid option' }),
          }),
        ),
      })
      .nullable()
      .describe('Before it is applied: what would come of it. After: what came of it'),
    finishedAt: z.iso.datetime().nullable(),
    expiresAt: z.iso.datetime().describe('When the file and this are forgotten'),
  })
  .meta({ id: 'Import' })
export type Import = z.infer<typeof Import>

export const UndoneImport = z
  .object({
    removed: z.int().describe('Items that went to the trash').meta({ example: 42 }),
    kept: z.int().describe('Items that you have changed since, which stay').meta({ example: 1 }),
  })
  .meta({ id: 'UndoneImport' })
