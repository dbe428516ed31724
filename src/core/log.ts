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
    serializers: { err: pino.stdSerializers.errWithCause },
  }
  return pino(options, destination ?? pino.destination({ fd: 1, sync: false, minLength: 4_096, periodicFlush: 500 }))
}
