import { sql } from 'drizzle-orm'
import { Gauge, type Registry } from 'prom-client'
import type { Ctx } from '#core/ctx.ts'
import { rowsOf } from '#core/db.ts'
import type { Log } from '#core/log.ts'
import type { Loop } from '#core/loops.ts'
import type { Platform } from '#core/platform.ts'

/** Where the audit log ends. Whoever keeps it elsewhere can show later that entries before it were changed or cut off. */
interface Head {
  entries: number
  hash: string
}

async function readHead({ db }: Pick<Ctx, 'db'>): Promise<Head | null> {
  const [head] = await rowsOf<Head>(
    db,
    sql`select seq::int as entries, hash from audit_entries order by seq desc limit 1`,
  )
  return head ?? null
}

/** Tells the server's own log, which leaves this machine in most installations, where the audit log ends: at most once a minute, and when it moved. */
export function tellingHead(log: Pick<Log, 'info'>): Loop {
  let told = ''
  return {
    name: 'audit',
    everyMs: 60_000,
    turn: async (ctx) => {
      const head = await readHead(ctx)
      if (head === null || head.hash === told) return false
      told = head.hash
      // A field named like a secret would be taken out of the line.
      log.info({ audit: { entries: head.entries, newest: head.hash } }, 'the audit log ends here')
      return false
    },
  }
}

/** Only ever rises; where it falls, entries were cut off. */
export function measureHead({ base }: Platform, registry: Registry) {
  new Gauge({
    name: 'audit_entries',
    help: 'Entries of the audit log, which is only ever added to',
    registers: [registry],
    async collect() {
      // Without a database nothing is told, and all other numbers are wanted the more.
      const head = await readHead(base).catch(() => null)
      if (head === null) this.reset()
      else this.set(head.entries)
    },
  })
}
