import { logIn, signUp } from '#test/people.ts'
import type { Scene, Setups } from '../scene.ts'

/** Somebody who runs this server. */
async function asAdministrator({ app }: Scene) {
  const { email, userId } = await signUp(app)
  await app.platform.database.query(`update users set role = 'admin' where id = $1`, [userId])
  return { caller: await app.as((await logIn(app, email)).body.accessToken) }
}

export const setups: Setups = {
  listJobQueues: asAdministrator,
  listBillingEvents: asAdministrator,
  listDeadLetters: asAdministrator,
  redriveDeadLetters: asAdministrator,
}
