import { eq, sql } from 'drizzle-orm'
import type { LRUCache } from 'lru-cache'
import type { UserCtx } from './ctx.ts'
import { hot } from './db.ts'
import { feeds } from './feed.ts'

/** What was worked out from a user's own data, and from which state of it. */
export interface Remembered<T extends object> {
  stamp: string
  answer: T
}

/**
 * The answer of before, as long as nothing has changed in the user's feed and `also` is the same: whatever else it depends on, such as
 * the day. One statement then. A transaction may have written already what its feed will only tell at its end: it asks anew.
 */
export async function remembered<T extends object>(
  ctx: UserCtx,
  answers: LRUCache<string, Remembered<T>>,
  also: string,
  read: () => Promise<T>,
): Promise<T> {
  if ('rollback' in ctx.db) return read()
  const { id } = ctx.actor
  // Read before anything else, an answer is never taken for newer than it is.
  const [row] = await headOf(ctx.db, { id })
  return recalled(answers, id, `${row?.head ?? 0} ${also}`, read)
}

/** The answer of before under this key, as long as the stamp is the same; otherwise a new one, which is remembered if it is worth it. */
export async function recalled<T extends object>(
  answers: LRUCache<string, Remembered<T>>,
  key: string,
  stamp: string,
  read: () => Promise<T>,
  isWorthIt: (answer: T) => boolean = () => true,
): Promise<T> {
  const kept = answers.get(key)
  if (kept?.stamp === stamp) return kept.answer
  const answer = await read()
  if (isWorthIt(answer)) answers.set(key, { stamp, answer })
  return answer
}

const headOf = hot<{ id: string }, { head: number }[]>((db) =>
  db
    .select({ head: feeds.seq })
    .from(feeds)
    .where(eq(feeds.userId, sql.placeholder('id')))
    .prepare('feed_head'),
)
