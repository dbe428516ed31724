import type { UserCtx } from '#core/ctx.ts'
import type { Database } from '#core/db.ts'
import { median } from './figures.ts'

export type Action = (repeat: number) => Promise<unknown>

/** Median milliseconds of both, in turn, so that whatever else the machine does meets both alike. */
export async function timesOf(a: Action, b: Action, repeats: number): Promise<[number, number]> {
  const times: [number[], number[]] = [[], []]
  for (let repeat = 0; repeat < repeats; repeat++) {
    for (const [at, action] of [a, b].entries()) {
      const started = performance.now()
      await action(repeat)
      times[at]?.push(performance.now() - started)
    }
  }
  return [median(times[0]), median(times[1])]
}

/** A user in person, whose news nobody hears. */
export const quietCtx = (database: Database, id: string): UserCtx => ({
  db: database.db,
  now: () => new Date(),
  actor: { id, role: 'user', via: null, sessionId: null, scopes: null },
  deliver: { published: async () => {}, enqueue: async () => {} },
})

/** In SQL: UUIDv7s in the order of n, a millisecond apart, after all that were made before. */
export const MADE_ID = `(lpad(to_hex((extract(epoch from clock_timestamp()) * 1000)::bigint), 12, '0') || '7' ||
  lpad(to_hex(n % 4096), 3, '0') || '8' || substr(md5(n::text || random()::text), 1, 15))::uuid`
