import assert from 'node:assert/strict'
import { sql } from 'drizzle-orm'
import { eventually } from '#test/eventually.ts'
import type { Body, Caller, TestApp } from '#test/harness.ts'

export interface Person extends Caller {
  email: string
}

/** Somebody whose address is proved, with a name. */
export async function person(app: TestApp, name: string): Promise<Person> {
  const caller = await app.as()
  await app.platform.database.db.execute(
    sql`update users set name = ${name}, email_verified_at = now() where id = ${caller.userId}`,
  )
  return { ...caller, email: `${caller.userId}@example.org` }
}

/** Two people who are friends, by a link. The first one has made it. */
export async function friends(app: TestApp, names = ['Ann', 'Bob']): Promise<[Person, Person]> {
  const [ann, bob] = [await person(app, names[0] ?? 'Ann'), await person(app, names[1] ?? 'Bob')]
  await befriend(ann, bob)
  return [ann, bob]
}

export async function befriend(ann: Caller, bob: Caller): Promise<void> {
  const { body: link } = await ann.post('/friends/links', {})
  const { status, body } = await bob.post('/friends/links/use', { token: link.token })
  assert.equal(status, 200, JSON.stringify(body))
}

/** What somebody thinks of another one. */
export async function about(who: Caller, other: Caller): Promise<Body> {
  return (await who.get('/friends')).body.items.find(({ friendId }: Body) => friendId === other.userId)
}

/** The invitation that has come, once it has. The app must be working. */
export const invitationFrom = (who: Caller, other: Caller): Promise<Body> =>
  eventually(async () => {
    const found = await about(who, other)
    assert.equal(found?.state, 'pending_received')
    return found
  })
