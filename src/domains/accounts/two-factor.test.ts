import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { TOTP } from 'otpauth'
import { startApp, type TestApp } from '#test/harness.ts'
import { auth, letterTo, logIn, newAddress, PASSWORD, type SignedUp, signUp } from '#test/people.ts'

let app: TestApp
let clock = Date.parse('2027-03-01T09:00:00.000Z')
before(async () => {
  app = await startApp()
  app.setNow(new Date(clock).toISOString())
  await app.work()
})
after(() => app.close())

/** The code of the app at the present time; every call moves the time on by one step, so that no code comes twice. */
function codeOf(secret: string): string {
  clock += 30_000
  app.setNow(new Date(clock).toISOString())
  return new TOTP({ secret }).generate({ timestamp: clock })
}

async function withTwoFactors(): Promise<{ ann: SignedUp; secret: string; recoveryCodes: string[] }> {
  const ann = await signUp(app)
  const { secret, otpauthUrl } = (await ann.post('/auth/two-factor/setup')).body
  assert.match(otpauthUrl, /^otpauth:\/\/totp\/Almanac:/)
  const { status, body } = await ann.post('/auth/two-factor/enable', { code: codeOf(secret) })
  assert.equal(status, 200)
  return { ann, secret, recoveryCodes: body.recoveryCodes }
}

test('with two factors the password alone is not enough, and only who knows it is asked for the code', async () => {
  const { ann, secret } = await withTwoFactors()
  const asked = await logIn(app, ann.email)
  assert.deepEqual([asked.status, asked.body.totpRequired], [401, true])
  const guessed = await logIn(app, ann.email, 'not the password')
  assert.deepEqual([guessed.status, guessed.body.totpRequired], [401, undefined])
  const wrong = await logIn(app, ann.email, PASSWORD, { totp: '000000' })
  assert.deepEqual([wrong.status, wrong.body.totpRequired], [401, true])
  assert.equal((await logIn(app, ann.email, PASSWORD, { totp: codeOf(secret) })).status, 200)
})

test('whoever reads the account’s mail learns that it was turned on, and that it was turned off', async () => {
  const { ann, secret } = await withTwoFactors()
  await letterTo(app, ann.email, /now takes a code of an authenticator app/)
  const off = { password: PASSWORD, code: codeOf(secret) }
  assert.equal((await ann.post('/auth/two-factor/disable', off)).status, 204)
  await letterTo(app, ann.email, /takes no code any more/)
})

test('a code signs in once, also when it comes twice at the same moment', async () => {
  const { ann, secret } = await withTwoFactors()
  const totp = codeOf(secret)
  const answers = await Promise.all([1, 2].map(() => logIn(app, ann.email, PASSWORD, { totp })))
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 401])
  assert.equal((await logIn(app, ann.email, PASSWORD, { totp })).status, 401)
})

test('the code that turned it on does not sign in', async () => {
  const ann = await signUp(app)
  const { secret } = (await ann.post('/auth/two-factor/setup')).body
  const code = codeOf(secret)
  assert.equal((await ann.post('/auth/two-factor/enable', { code })).status, 200)
  assert.equal((await logIn(app, ann.email, PASSWORD, { totp: code })).status, 401)
})

test('each of the ten recovery codes signs in once, however it is typed', async () => {
  const { ann, recoveryCodes } = await withTwoFactors()
  assert.equal(new Set(recoveryCodes).size, 10)
  const [first = '', second = ''] = recoveryCodes
  assert.equal((await logIn(app, ann.email, PASSWORD, { totp: first.toUpperCase() })).status, 200)
  assert.equal((await logIn(app, ann.email, PASSWORD, { totp: first })).status, 401)
  const answers = await Promise.all([1, 2].map(() => logIn(app, ann.email, PASSWORD, { totp: second })))
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 401])
  assert.equal((await ann.get('/auth/two-factor')).body.recoveryCodesLeft, 8)
})

test('new recovery codes and turning it off ask for both factors', async () => {
  const { ann, secret, recoveryCodes } = await withTwoFactors()
  const post = (verb: string, password: string, code: string) =>
    ann.post(`/auth/two-factor/${verb}`, { password, code })
  assert.equal((await post('recovery-codes', 'not the password', codeOf(secret))).status, 403)
  assert.equal((await post('recovery-codes', PASSWORD, '000000')).status, 400)
  const renewed = await post('recovery-codes', PASSWORD, codeOf(secret))
  assert.equal(renewed.status, 200)
  assert.equal((await logIn(app, ann.email, PASSWORD, { totp: recoveryCodes[0] })).status, 401)
  assert.equal((await post('disable', PASSWORD, '000000')).status, 400)
  assert.equal((await post('disable', PASSWORD, renewed.body.recoveryCodes[0])).status, 204)
  assert.equal((await logIn(app, ann.email)).status, 200)
  assert.deepEqual((await ann.get('/auth/two-factor')).body, { enabled: false, enabledAt: null, recoveryCodesLeft: 0 })
})

test('while it is on, its secret cannot be replaced', async () => {
  const { ann, secret } = await withTwoFactors()
  assert.equal((await ann.post('/auth/two-factor/setup')).status, 409)
  assert.equal((await ann.post('/auth/two-factor/enable', { code: codeOf(secret) })).status, 409)
})

test('a repeated request does not hear the secrets again, and none of them is stored in clear', async () => {
  const ann = await signUp(app)
  const key = { 'idempotency-key': newAddress() }
  const first = await ann.post('/auth/two-factor/setup', undefined, key)
  const again = await ann.post('/auth/two-factor/setup', undefined, key)
  assert.equal(again.headers['idempotent-replayed'], 'true')
  assert.deepEqual(again.body, { secret: null, otpauthUrl: null })
  const code = codeOf(first.body.secret)
  const { recoveryCodes } = (await ann.post('/auth/two-factor/enable', { code }, key)).body
  const stored = await app.platform.database.query('select * from credentials, idempotency_keys')
  assert.ok(recoveryCodes.every((one: string) => !JSON.stringify(stored).includes(one)))
})

test('a reset password still asks for the code', async () => {
  const { ann, secret } = await withTwoFactors()
  const verified = await letterTo(app, ann.email, /confirms that/)
  // The clock of the app stands still, so the mailed code is not older than 15 minutes for it.
  assert.equal((await auth(app, 'verify-email', { token: verified.token })).status, 204)
  await auth(app, 'forgot-password', { email: ann.email })
  const { token } = await letterTo(app, ann.email, /new password:/)
  const newPassword = 'a different long password'
  assert.equal((await auth(app, 'reset-password', { token, newPassword })).status, 204)
  assert.equal((await logIn(app, ann.email, newPassword)).body.totpRequired, true)
  assert.equal((await logIn(app, ann.email, newPassword, { totp: codeOf(secret) })).status, 200)
})
