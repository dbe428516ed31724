import { newId } from '#core/ids.ts'
import type { Body, Caller, TestApp } from './harness.ts'

export const PASSWORD = 'correct horse battery'

export const newAddress = () => `ann.${newId().slice(-12)}@example.org`

export interface SignedUp extends Caller {
  email: string
  refreshToken: string
}

/** A person of their own for one test, through the front door. */
export async function signUp(app: TestApp, email = newAddress()): Promise<SignedUp> {
  const payload = { email, password: PASSWORD }
  const { body, status } = await app.call({ method: 'POST', url: '/api/auth/signup', payload })
  if (status !== 201) throw new Error(`sign-up answered ${status}: ${JSON.stringify(body)}`)
  return signedIn(app, email, body)
}

export async function signedIn(app: TestApp, email: string, body: Body): Promise<SignedUp> {
  return { ...(await app.as(body.accessToken)), userId: body.user.id, email, refreshToken: body.refreshToken }
}
