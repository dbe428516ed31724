import type { FastifyInstance } from 'fastify'
import pino from 'pino'
import type { Log } from './log.ts'

const { chindingsSym } = pino.symbols

/**
 * The logger of one request: what `log.child({ reqId })` gives, at a tenth of its price, because every request gets one and hardly
 * any is written to. The id is our own UUID, so it needs neither escaping nor redacting.
 */
export function childOf(log: Log, reqId: string): Log {
  const child: Log = Object.create(log)
  // As pino keeps them: bindings are JSON text, each with a comma before it.
  Reflect.set(child, chindingsSym, `${Reflect.get(log, chindingsSym)},"reqId":"${reqId}"`)
  return child
}

/** One line for every answer: by route pattern and without any text of the user's, so there is nothing to search for secrets. */
export function logRequests(app: FastifyInstance, log: Log) {
  const lines = log.child({}, { redact: { paths: [] } })
  app.addHook('onResponse', (request, reply, done) => {
    const { statusCode: status, elapsedTime } = reply
    const level = status >= 500 ? 'error' : 'info'
    // Probes are too many to be told; their routes ask for warnings only.
    if (!(request.log as Log).isLevelEnabled(level)) return done()
    const line = {
      reqId: request.id,
      method: request.method,
      route: request.routeOptions.url,
      status,
      ms: Math.round(elapsedTime * 10) / 10,
      user: request.ctx?.actor?.id,
    }
    lines[level](line, 'request')
    done()
  })
}
