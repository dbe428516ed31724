import type { Database } from '#core/db.ts'
import { newId } from '#core/ids.ts'
import { signingKeysOf } from '#domains/accounts/keys.ts'
import { createTokens } from '#domains/accounts/tokens.ts'

export interface Person {
  userId: string
  taskIds: string[]
}

/** Users are numbered from 1, so that a pgbench script can compute their ids. */
export const userId = (number: number) => `00000000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`

/** Users with tasks of ordinary variety, written with all triggers: their feeds are filled as if they had typed everything. */
export async function seedPeople(database: Database, people: number, tasksEach: number): Promise<Person[]> {
  const made = Array.from({ length: people }, (_, index) => ({
    userId: userId(index + 1),
    taskIds: Array.from({ length: tasksEach }, newId),
  }))
  await database.query(`insert into users (id, email) select id, id || '@example.org' from unnest($1::uuid[]) id`, [
    made.map((person) => person.userId),
  ])
  for (const person of made) await seedTasks(database, 'tasks', person)
  await database.script('vacuum analyze')
  return made
}

/** The same tasks in the named table, as far as it has the columns (the peer's has fewer, but all of these). */
export async function seedTasks(database: Database, table: 'tasks' | 'peer_tasks', { userId, taskIds }: Person) {
  await database.query(
    `insert into ${table} (user_id, id, title, description, area, priority, estimate_minutes, due_date)
     select $1, id, 'Task number ' || n || ' of an ordinary day',
       case when n % 2 = 0 then repeat('Remember the milk, the bread and the paint. ', 1 + n::int % 4) end,
       case n % 3 when 0 then 'health' when 1 then 'love' end, 'p' || 1 + n % 4,
       case when n % 2 = 1 then 15 * (1 + n % 6) end, case when n % 4 = 0 then date '2027-01-01' + n::int end
     from unnest($2::uuid[]) with ordinality as given (id, n)`,
    [userId, taskIds],
  )
}

/** An access token for each, as signing in would give; good for a quarter of an hour. */
export async function tokensFor(database: Database, publicUrl: string, people: Person[]): Promise<string[]> {
  const tokens = await createTokens(publicUrl, await signingKeysOf(database.db))
  const now = Math.floor(Date.now() / 1_000)
  return Promise.all(people.map(({ userId }) => tokens.sign({ userId, sessionId: newId(), role: 'user' }, now)))
}
