import { z } from 'zod'
import { UploadField } from '#core/files/form.ts'
import { FILE_KINDS } from '#core/files/kinds.ts'
import { PageQuery, pageOf } from '#core/page.ts'

export const File = z
  .object({
    id: z.uuid(),
    version: z.int(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    name: z.string().meta({ example: 'garden.jpg' }),
    contentType: z.string().describe('As its bytes say, whatever it is called').meta({ example: 'image/jpeg' }),
    kind: z.enum(FILE_KINDS).meta({ example: 'image' }),
    size: z.int().describe('Bytes').meta({ example: 184_223 }),
    thumbnailSize: z
      .int()
      .describe('Bytes of the small picture made of it; 0 where there is none')
      .meta({ example: 9_120 }),
    sha256: z
      .string()
      .describe('Of the bytes as they are kept')
      .meta({ example: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08' }),
    width: z.int().nullable().describe('Of an image, in pixels').meta({ example: 1600 }),
    height: z.int().nullable().meta({ example: 1200 }),
    keep: z.boolean().describe('Stays although nothing refers to it'),
    missingAt: z.iso.datetime().nullable().describe('Since when the storage has not had its bytes'),
  })
  .meta({ id: 'File' })

const Name = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^[^/\\\p{Cc}]+$/u, 'may not hold slashes, line breaks or other control characters')

export const FileForm = z
  .strictObject({
    file: UploadField.describe('At most 25 MB'),
    name: Name.optional().describe('What it is called, if not as the form says'),
    keep: z.stringbool().optional().describe('true: stays although nothing refers to it'),
  })
  .meta({ id: 'FileForm' })
export type FileForm = z.infer<typeof FileForm>

export const FilePatch = z
  .strictObject({ name: Name, keep: z.boolean() })
  .partial()
  .meta({ id: 'FilePatch', example: { name: 'the garden in May.jpg' } })
export type FilePatch = z.infer<typeof FilePatch>

export const FileQuery = PageQuery.extend({
  kind: z.enum(FILE_KINDS).optional(),
  q: z.string().trim().min(1).max(200).optional().meta({ description: 'Text in the name' }),
})
export type FileQuery = z.infer<typeof FileQuery>
export const FilePage = pageOf(File).meta({ id: 'FilePage' })

export const FileUsage = z
  .object({
    bytes: z.int().describe('Of all your files').meta({ example: 193_343 }),
    files: z.int().meta({ example: 1 }),
    quotaBytes: z.int().describe('What you may have').meta({ example: 1_000_000_000 }),
  })
  .meta({ id: 'FileUsage' })

export const VARIANTS = ['original', 'thumbnail'] as const
export type Variant = (typeof VARIANTS)[number]

export const UrlQuery = z.strictObject({ variant: z.enum(VARIANTS).default('original') })
export const FileUrl = z
  .object({
    url: z.string().meta({
      example:
        'https://almanac.example.org/files/0198f3a1-7c00-7000-8000-000000000001/0198f3a1-7c00-7000-8000-000000000002?variant=original&expires=1803895800&signature=Xq3yv0mJ4m2b8m7kq2o0c8Q1vYw3n5s7t9u1w3y5A7C',
    }),
    expiresAt: z.iso.datetime(),
  })
  .meta({ id: 'FileUrl' })

export const DownloadParams = z.strictObject({ owner: z.uuid(), id: z.uuid() })
export const DownloadQuery = z.strictObject({
  variant: z.enum(VARIANTS).meta({ example: 'original' }),
  expires: z.coerce
    .number()
    .int()
    .min(0)
    .max(9_999_999_999)
    .meta({ description: 'Seconds since 1970', example: 1803895800 }),
  signature: z.string().max(100).meta({ example: 'Xq3yv0mJ4m2b8m7kq2o0c8Q1vYw3n5s7t9u1w3y5A7C' }),
})
export type DownloadQuery = z.infer<typeof DownloadQuery>
