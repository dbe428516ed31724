import { Gauge, type Registry } from 'prom-client'
import type { Platform } from '#core/platform.ts'
import { type Backlog, selectBacklog } from './deliveries.queries.ts'
import { outletsOf } from './outlets.ts'

/** Depth and age of what is to be sent, and how late this process takes it: the quantiles come from the buckets. */
export function measureDeliveries(platform: Platform, registry: Registry) {
  registry.registerMetric(outletsOf(platform).late)
  const ctx = { ...platform.base, actor: null }
  const gauge = (name: string, help: string, read: (backlog: Backlog) => number) =>
    new Gauge({
      name,
      help,
      labelNames: ['channel'],
      registers: [registry],
      async collect() {
        // Without a database there are no counts, and all other numbers are wanted the more.
        const backlogs = await selectBacklog(ctx).catch(() => [])
        this.reset()
        for (const backlog of backlogs) this.set({ channel: backlog.channel }, read(backlog))
      },
    })
  gauge('deliveries_waiting', 'Deliveries that are due', ({ waiting }) => waiting)
  gauge('deliveries_oldest_seconds', 'How long the oldest due delivery waits', ({ oldestSeconds }) => oldestSeconds)
}
