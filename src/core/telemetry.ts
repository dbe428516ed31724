import type { FastifyInstance } from 'fastify'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Database } from './db.ts'
import type { Queue } from './queue.ts'

/** Prometheus metrics of one process. */
export interface Telemetry {
  registry: Registry
  sockets: Gauge
  framesSent: Counter
}

const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]

export function createTelemetry(database: Database, queue: Queue): Telemetry {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const { pool } = database
  new Gauge({
    name: 'database_pool_connections',
    help: 'Connections by state',
    labelNames: ['state'],
    registers,
    collect() {
      this.set({ state: 'total' }, pool?.totalCount ?? 1)
      this.set({ state: 'idle' }, pool?.idleCount ?? 0)
      this.set({ state: 'waiting' }, pool?.waitingCount ?? 0)
    },
  })
  new Gauge({
    name: 'queue_jobs',
    help: 'Jobs by queue and state; dead letters are counted as failed',
    labelNames: ['queue', 'state'],
    registers,
    async collect() {
      // Without a database there are no counts, and all other numbers are wanted the more.
      const depths = await queue.depths().catch(() => [])
      this.reset()
      for (const { queue: name, ready, active, failed } of depths) {
        this.set({ queue: name, state: 'ready' }, ready)
        this.set({ queue: name, state: 'active' }, active)
        this.set({ queue: name, state: 'failed' }, failed)
      }
    },
  })
  const sockets = new Gauge({ name: 'websocket_connections', help: 'Open sockets', registers })
  const framesSent = new Counter({ name: 'websocket_frames_total', help: 'Frames sent', registers })
  return { registry, sockets, framesSent }
}

/** Times every request by route pattern, never by raw URL, so that the number of series stays small. */
export function measureRequests(app: FastifyInstance, { registry }: Telemetry) {
  const durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from first byte in to last byte out',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS,
    registers: [registry],
  })
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unknown'
    durations.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1_000)
    done()
  })
}
