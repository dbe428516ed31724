/** Every error a caller can cause, and the HTTP status it becomes. Anything else is a bug and answers 500. */
export const ERROR_STATUS = {
  invalid_input: 400,
  malformed_json: 400,
  unauthenticated: 401,
  quota_exceeded: 402,
  payment_failed: 402,
  forbidden: 403,
  subscription_limit_exceeded: 403,
  not_found: 404,
  method_not_allowed: 405,
  not_acceptable: 406,
  conflict: 409,
  gone: 410,
  precondition_failed: 412,
  too_large: 413,
  unsupported_media_type: 415,
  range_not_satisfiable: 416,
  unprocessable: 422,
  precondition_required: 428,
  rate_limited: 429,
  internal: 500,
  unavailable: 503,
} as const

export type ErrorCode = keyof typeof ERROR_STATUS

/** One field that is wrong, named by its path in the request (`successCriteria.0.text`). */
export interface FieldError {
  path: string
  message: string
}

export interface ErrorDetails {
  errors?: FieldError[]
  /** Seconds after which a repeat may succeed; becomes the `Retry-After` header. */
  retryAfterSeconds?: number
  /** Methods the path does answer; becomes the `Allow` header. */
  allow?: string[]
  /** Further members of the problem document, for clients that can act on them. */
  extra?: Record<string, unknown>
}

/** An error the caller caused or can act on. The message is shown to the person using the app: it says what to do. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly details: ErrorDetails

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message)
    this.name = 'AppError'
    this.code = code
    this.details = details
  }
}

/** Unwraps a row that must exist. Rows owned by someone else look missing too, so ids cannot be probed. */
export function found<T>(row: T | undefined, what: string): T {
  if (row === undefined) throw new AppError('not_found', `${what} not found`)
  return row
}

/** A refusal of one named field, for rules a schema cannot express. */
export function invalid(path: string, message: string): AppError {
  return new AppError('invalid_input', message, { errors: [{ path, message }] })
}

/** A reference in the request to something that is not there, or not mine. */
export const noSuch = (path: string) =>
  new AppError('not_found', `${path} names an item that was not found`, { errors: [{ path, message: 'not found' }] })
