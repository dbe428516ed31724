import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { sqlState } from './ctx.ts'
import { AppError, ERROR_STATUS, type ErrorCode, type ErrorDetails, type FieldError } from './errors.ts'
import { newId } from './ids.ts'

/** RFC 9457, as every failing answer carries it. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.enum(Object.keys(ERROR_STATUS) as [ErrorCode, ...ErrorCode[]]), // the record is never empty
    detail: z.string(),
    instance: z.string(),
    traceId: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem', description: 'What went wrong and what to change (RFC 9457)' })

export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply) {
  const known = asAppError(error)
  if (known.code === 'internal') request.log.error({ err: error }, 'unhandled')
  return sendProblem(request, reply, known)
}

/** What is not HTTP, or has headers without end, never becomes a request: it is told so in the same form, and hung up on. */
export function answerClientError(error: Error & { code?: string }, socket: Socket, publicUrl: string) {
  if (error.code === 'ECONNRESET' || !socket.writable) return socket.destroy()
  const code = error.code === 'HPE_HEADER_OVERFLOW' ? 'too_large' : 'invalid_input'
  const detail = code === 'too_large' ? 'The headers are too large.' : 'This is not a complete HTTP/1.1 request.'
  const status = ERROR_STATUS[code]
  const title = STATUS_CODES[status]
  const type = `${publicUrl}/docs/errors/${code}`
  const body = JSON.stringify({ type, title, status, code, detail, instance: '/', traceId: newId() })
  const head = [
    `HTTP/1.1 ${status} ${title}`,
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ]
  return socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}

export function sendProblem(request: FastifyRequest, reply: FastifyReply, error: AppError) {
  const status = ERROR_STATUS[error.code]
  const { errors, retryAfterSeconds, allow, extra }: ErrorDetails = error.details
  if (retryAfterSeconds !== undefined) reply.header('retry-after', Math.max(1, Math.ceil(retryAfterSeconds)))
  if (allow) reply.header('allow', allow.join(', '))
  if (status === 401 && !reply.hasHeader('www-authenticate')) reply.header('www-authenticate', 'Bearer')
  const body = {
    type: `${request.server.platform.config.publicUrl}/docs/errors/${error.code}`,
    title: STATUS_CODES[status],
    status,
    code: error.code,
    detail: error.message,
    instance: request.url.split('?', 1)[0],
    traceId: request.id,
    ...(errors && { errors }),
    ...extra,
  }
  // A string passes the response schema untouched, so that a problem looks the same on every route.
  return reply.code(status).type('application/problem+json').serializer(String).send(JSON.stringify(body))
}

/** Every failure as one the caller understands; what nobody foresaw becomes `internal` and hides its text. */
export function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error
  return (
    fromFramework(error) ??
    fromDatabase(error) ??
    new AppError('internal', 'Something went wrong on our side. The trace id finds it in the log.')
  )
}

const FRAMEWORK: Record<string, [ErrorCode, string]> = {
  FST_ERR_CTP_EMPTY_JSON_BODY: ['malformed_json', 'The body is empty. Send a JSON object, or no Content-Type.'],
  FST_ERR_CTP_INVALID_JSON_BODY: [
    'malformed_json',
    'The body is not valid JSON, or has a key named __proto__ or constructor.',
  ],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ['unsupported_media_type', 'Send the body as application/json.'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: ['malformed_json', 'Content-Length does not match the body.'],
  FST_ERR_CTP_BODY_TOO_LARGE: ['too_large', 'The body is too large. Send less at once.'],
  FST_ERR_BAD_URL: ['invalid_input', 'The URL is not valid.'],
  FST_REQ_FILE_TOO_LARGE: ['too_large', 'The file is too large.'],
}

function fromFramework(error: unknown): AppError | null {
  const { code, statusCode, validation, retryAfter } = (error ?? {}) as {
    code?: string
    statusCode?: number
    validation?: { path: string; message: string }[]
    retryAfter?: number
  }
  if (validation) return new AppError('invalid_input', summary(validation), { errors: validation })
  const known = code === undefined ? undefined : FRAMEWORK[code]
  if (known) return new AppError(known[0], known[1])
  if (code === 'FST_UNDER_PRESSURE' || statusCode === 503) {
    return new AppError('unavailable', 'The server is busy. Try again shortly.', { retryAfterSeconds: retryAfter ?? 5 })
  }
  if (statusCode === 413) return new AppError('too_large', 'The request is too large.')
  if (statusCode === 415) return new AppError('unsupported_media_type', 'Send the body as application/json.')
  if (statusCode === 400) return new AppError('malformed_json', 'The request could not be read as JSON.')
  return null
}

const summary = (errors: FieldError[]) =>
  errors.length === 1 && errors[0]
    ? `${errors[0].path || 'The request'}: ${errors[0].message}`
    : `${errors.length} fields are not valid`

const LOST =
  /ECONNREFUSED|ECONNRESET|ENOTFOUND|EPIPE|Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/

function fromDatabase(error: unknown): AppError | null {
  const state = sqlState(error)
  if (state === undefined) {
    return LOST.test(deepMessage(error)) ? lost() : null
  }
  if (/^(08|57P|53)/.test(state) || state === '57014') return lost()
  if (state === '23503') return missingReference(constraintOf(error))
  if (state === '23505') return new AppError('conflict', 'This already exists.')
  if (state === '22P05' || state === '22021')
    return new AppError('invalid_input', 'Text may not contain the character U+0000.')
  if (state === '22003' || state === '22008' || state === '22P02' || state === '22007')
    return new AppError('invalid_input', 'A number, date or id is not one, or is out of range.')
  if (state === '40001' || state === '40P01')
    return new AppError('conflict', 'Somebody changed the same thing at once. Try again.')
  return null
}

export const isDatabaseLost = (error: unknown) => fromDatabase(error)?.code === 'unavailable'

const lost = () =>
  new AppError('unavailable', 'The database cannot be reached right now. Nothing was lost; try again.', {
    retryAfterSeconds: 2,
  })

/** Constraints on references are named `<table>__<field>`; a row that is not mine is one that does not exist. */
function missingReference(constraint: string | undefined): AppError {
  const path = constraint?.split('__')[1]
  if (!path) return new AppError('not_found', 'An item that this request refers to was not found')
  return new AppError('not_found', `${path} names an item that was not found`, {
    errors: [{ path, message: 'not found' }],
  })
}

function constraintOf(error: unknown): string | undefined {
  const { constraint, cause } = (error ?? {}) as { constraint?: string; cause?: unknown }
  return constraint ?? (cause === undefined ? undefined : constraintOf(cause))
}

function deepMessage(error: unknown): string {
  const { code, message, cause, errors } = (error ?? {}) as {
    code?: string
    message?: string
    cause?: unknown
    errors?: unknown[]
  }
  return [code, message, cause && deepMessage(cause), ...(errors ?? []).map(deepMessage)].filter(Boolean).join(' ')
}
