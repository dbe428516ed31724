import { Gauge, Histogram, type Registry } from 'prom-client'
import type { Platform } from '#core/platform.ts'
import { backlog } from './dispatch.service.ts'
import type { Backlog } from './reminders.queries.ts'

const late = new WeakMap<Platform, Histogram>()

/** How late this process has taken what was due. */
export function latenessOf(platform: Platform): Histogram {
  const known = late.get(platform)
  if (known) return known
  const made = new Histogram({
    name: 'reminder_late_seconds',
    help: 'From the time a reminder was due to the time a worker took it',
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2, 4, 10, 30, 120, 600],
    registers: [],
  })
  late.set(platform, made)
  return made
}

/** What is due and has not been taken, its age, and how late this process takes it: the quantiles come from the buckets. */
export function measureReminders(platform: Platform, registry: Registry) {
  registry.registerMetric(latenessOf(platform))
  const gauge = (name: string, help: string, read: (waiting: Backlog) => number) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        // Without a database there are no counts, and all other numbers are wanted the more.
        const waiting = await backlog({ ...platform.base, actor: null }).catch(() => null)
        if (waiting) this.set(read(waiting))
        else this.reset()
      },
    })
  gauge('reminders_due', 'Reminders that are due and have not been taken', ({ due }) => due)
  gauge('reminders_oldest_seconds', 'How long the oldest due reminder waits', ({ oldestSeconds }) => oldestSeconds)
}
