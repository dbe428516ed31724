import { newId } from '#core/ids.ts'
import type { Body, Caller, TestApp } from '#test/harness.ts'
import { logIn, signUp } from '#test/people.ts'

/** Somebody who runs this server. */
export async function aCurator(app: TestApp): Promise<Caller> {
  const { email, userId } = await signUp(app)
  await app.platform.database.query(`update users set role = 'admin' where id = $1`, [userId])
  return app.as((await logIn(app, email)).body.accessToken)
}

export async function anEntry(by: Caller, fields: object = {}): Promise<Body> {
  const url = `https://example.org/${newId()}`
  return (await by.post('/admin/resources', { title: 'Soil', type: 'website', url, ...fields })).body
}

export const save = async (by: Caller, { id }: Body): Promise<Body> =>
  (await by.post(`/resources/catalogue/${id}/save`)).body
