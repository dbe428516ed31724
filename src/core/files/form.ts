import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import multipart, { type Multipart } from '@fastify/multipart'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { AppError } from '#core/errors.ts'
import type { Written } from './store.ts'

/** A file that came with a form: its bytes are on disk until the request has been answered. */
export interface Upload extends Written {
  /** As the client called it, without folders. */
  name: string
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** How many bytes the file of its form may have, where that is not 25 MB. */
    maxUpload?: number
  }
}

const uploads = new WeakSet<object>()

/** The field of a form that holds a file. */
export const UploadField = z
  .custom<Upload>((value) => typeof value === 'object' && value !== null && uploads.has(value), 'must be a file')
  .meta({ type: 'string', format: 'binary', example: 'the bytes' })

export const MAX_UPLOAD = 25_000_000

/**
 * Makes a scope's routes take `multipart/form-data` as their body, read before it is checked against the route's schema: fields as text,
 * files (one, of at most 25 MB) as an `Upload`. The bytes go to the disk as they come and are never in memory together. What two
 * requests with one Idempotency-Key have in common is judged by the hash of their files.
 */
export async function takeForms(app: FastifyInstance) {
  const folder = app.platform.reach.files.uploads
  await mkdir(folder, { recursive: true })
  await clear(folder)
  await app.register(multipart)
  app.addHook('preValidation', async (request, reply) => {
    if (!request.routeOptions.schema?.consumes?.includes(FORM)) return
    const { maxUpload = MAX_UPLOAD } = request.routeOptions.config
    if (Number(request.headers['content-length']) > maxUpload + LARGEST_REST) throw tooLarge(reply, maxUpload)
    if (!request.isMultipart()) throw new AppError('unsupported_media_type', `Send the body as ${FORM}.`)
    request.body = await readForm(request, reply, { folder, maxUpload })
  })
}

const FORM = 'multipart/form-data'
const LIMITS = { files: 1, fields: 20, fieldSize: 10_000, parts: 21 }
/** Of a form, besides its file. */
const LARGEST_REST = 300_000
/** What is older was left behind by a process that died. */
const LEFT_BEHIND_MS = 3_600_000

async function clear(folder: string) {
  for (const name of await readdir(folder)) {
    const file = path.join(folder, name)
    const found = await stat(file).catch(() => null)
    if (found && Date.now() - found.mtimeMs > LEFT_BEHIND_MS) await rm(file, { force: true })
  }
}

interface Room {
  folder: string
  maxUpload: number
}

async function readForm(request: FastifyRequest, reply: FastifyReply, room: Room): Promise<object> {
  const form = new Map<string, unknown>()
  try {
    for await (const part of request.parts({ limits: { ...LIMITS, fileSize: room.maxUpload } })) {
      if (form.has(part.fieldname)) throw new AppError('invalid_input', `${part.fieldname}: given twice`)
      form.set(part.fieldname, part.type === 'field' ? part.value : await keep(part, reply, room))
    }
  } catch (error) {
    throw explained(error)
  }
  return Object.fromEntries(form)
}

type FilePart = Extract<Multipart, { type: 'file' }>

async function keep(part: FilePart, reply: FastifyReply, { folder, maxUpload }: Room): Promise<Upload> {
  const file = path.join(folder, randomUUID())
  const leave = () => Promise.all(SPUN_OFF.map((suffix) => rm(file + suffix, { force: true })))
  reply.raw.once('close', () => void leave())
  const hash = createHash('sha256')
  let size = 0
  const measure = new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk)
      size += chunk.length
      done(null, chunk)
    },
  })
  try {
    await pipeline(part.file, measure, createWriteStream(file, { mode: 0o600 }))
  } catch (error) {
    await leave()
    throw error
  }
  if (part.file.truncated) throw tooLarge(reply, maxUpload)
  // Browsers write a quote in a name as `%22` (HTML, multipart/form-data).
  const name = path
    .basename(part.filename ?? '')
    .replaceAll('%22', '"')
    .slice(-200)
  const told = { name, size, sha256: hash.digest('hex') }
  const upload: Upload = Object.defineProperty({ ...told, path: file }, 'toJSON', { value: () => told })
  uploads.add(upload)
  return upload
}

/** What is made of an upload lies beside it and goes with it. */
export const SPUN_OFF = ['', '.clean', '.small']

/** The rest of it is not waited for. */
function tooLarge(reply: FastifyReply, maxUpload: number): AppError {
  reply.header('connection', 'close')
  return new AppError('too_large', `A file may have at most ${maxUpload / 1_000_000} MB.`)
}

function explained(error: unknown): unknown {
  const { code } = (error ?? {}) as { code?: string }
  if (code?.startsWith('FST_') && code.endsWith('_LIMIT'))
    return new AppError('invalid_input', 'Send one file and its few fields.')
  if (error instanceof AppError) return error
  return new AppError('invalid_input', 'This form is not complete. Send it again.')
}
