import pino from 'pino'

export type Log = pino.Logger

const SECRETS = [
  'password',
  'newPassword',
  'currentPassword',
  'token',
  'accessToken',
  'refreshToken',
  'secret',
  'code',
  'totp',
  'authorization',
  'cookie',
  'key',
  'hash',
]

/** JSON lines on standard output. Anything named like a secret is removed, one and two levels deep. */
export function createLog(level: string, destination?: pino.DestinationStream): Log {
  const paths = SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`])
  const options: pino.LoggerOptions = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: { paths, remove: true },
    serializers: { err: describe },
  }
  return pino(options, destination ?? pino.destination({ fd: 1, sync: false, minLength: 4_096, periodicFlush: 500 }))
}

/** What an error says without the values of the statement that failed: those are what people wrote. */
export const messageOf = (error: unknown): string =>
  error instanceof Error ? (error.message.split('\nparams:', 1)[0] ?? '') : String(error)

interface Known extends Error {
  code?: unknown
  constraint?: unknown
  table?: unknown
  errors?: unknown[]
}

/** A closed list of what is said about an error: a database's `detail` shows whole rows, a query builder's `params` everything. */
function describe(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) }
  const { name, message, stack = '', code, constraint, table, cause, errors }: Known = error
  const frames = stack.slice(message === '' ? stack.indexOf('\n') : stack.indexOf(message) + message.length)
  return {
    type: name,
    message: messageOf(error),
    stack: stack.includes(message) ? `${name}: ${messageOf(error)}${frames}` : '',
    // `code` alone would be taken for a sign-in code.
    ...(code !== undefined && { errorCode: code }),
    ...(constraint !== undefined && { constraint }),
    ...(table !== undefined && { table }),
    ...(cause !== undefined && { cause: describe(cause) }),
    ...(errors !== undefined && { errors: errors.map(describe) }),
  }
}
