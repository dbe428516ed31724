import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { InjectOptions } from 'fastify'
import { newId } from '#core/ids.ts'
import { eventually } from './eventually.ts'
import type { Answer, Body, Caller, TestApp } from './harness.ts'

export const PASSWORD = 'correct horse battery'

export const newAddress = () => `ann.${newId().slice(-12)}@example.org`

export interface SignedUp extends Caller {
  email: string
  refreshToken: string
}

/** A person of their own for one test, through the front door: with a password, a session and an address to verify. */
export async function signUp(app: TestApp, email = newAddress()): Promise<SignedUp> {
  const { body, status } = await auth(app, 'signup', { email, password: PASSWORD })
  if (status !== 201) throw new Error(`sign-up answered ${status}: ${JSON.stringify(body)}`)
  return { ...(await app.as(body.accessToken)), userId: body.user.id, email, refreshToken: body.refreshToken }
}

/** A POST under /api/auth, without signing in. */
export function auth(app: TestApp, verb: string, payload: Body, headers: object = {}): Promise<Answer> {
  return app.call({ method: 'POST', url: `/api/auth/${verb}`, payload, headers } as InjectOptions)
}

export const logIn = (app: TestApp, email: string, password = PASSWORD, more: object = {}) =>
  auth(app, 'login', { email, password, ...more })

export interface Letter {
  text: string
  /** The six digits in it, and the token of its link. */
  code: string
  token: string
}

/** The newest mail to this address that contains `what`, once it is there. The app must be working. */
export function letterTo(app: TestApp, email: string, what: RegExp): Promise<Letter> {
  return eventually(async () => {
    const letter = (await lettersTo(app, email)).findLast(({ text }) => what.test(text))
    if (!letter) throw new Error(`no mail to ${email} that says ${what}`)
    return letter
  })
}

/** Every mail to this address so far, oldest first. */
export async function lettersTo(app: TestApp, email: string): Promise<Letter[]> {
  const folder = path.join(app.dataDir, 'mail')
  const names = (await readdir(folder).catch(() => [])).filter((name) => /^[^.].*\.eml$/.test(name)).sort()
  const texts = await Promise.all(names.map(async (name) => decoded(await readFile(path.join(folder, name), 'latin1'))))
  return texts.filter((text) => text.includes(`To: ${email}`)).map(read)
}

function read(text: string): Letter {
  return {
    text,
    code: /^(\d{6})\r?$/m.exec(text)?.[1] ?? '',
    token: /#([\w-]{20,})/.exec(text)?.[1] ?? '',
  }
}

/** Quoted-printable (RFC 2045 §6.7), which is how the mails are written down. */
function decoded(source: string): string {
  const bytes = source
    .replaceAll(/=\r?\n/g, '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString()
}
