import type { Role } from '#core/ctx.ts'
import type { Caller, TestApp } from '#test/harness.ts'
import { logIn, type SignedUp, signUp } from '#test/people.ts'

/** Somebody who runs this server, signed in as such. */
export async function staff(app: TestApp, role: Role = 'admin'): Promise<SignedUp> {
  const person = await signUp(app)
  await app.platform.database.query('update users set role = $2 where id = $1', [person.userId, role])
  return { ...person, ...(await backIn(app, person)) }
}

/** Signed in once more. */
export async function backIn(app: TestApp, { email, userId }: SignedUp): Promise<Caller> {
  const { body } = await logIn(app, email)
  return { ...(await app.as(body.accessToken)), userId }
}
