import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { eventually } from '#test/eventually.ts'
import { startApp, type TestApp } from '#test/harness.ts'
import { auth, lettersTo, letterTo, logIn, newAddress, PASSWORD, type SignedUp, signUp } from '#test/people.ts'

let app: TestApp
before(async () => {
  app = await startApp()
  await app.work()
})
after(() => app.close())

const NEW = 'a different long password'
const VERIFY = /confirms that the address/
const RESET = /choose a new password/
const CHANGE = /your new address/

const isVerified = async (ann: SignedUp) => (await ann.get('/auth/me')).body.emailVerifiedAt !== null
const reset = (body: object) => auth(app, 'reset-password', { newPassword: NEW, ...body })

async function forgotten(email: string) {
  assert.equal((await auth(app, 'forgot-password', { email })).status, 204)
  return letterTo(app, email, RESET)
}

test('the mail after sign-up verifies the address, once, by its six digits or by its link', async () => {
  const [ann, bob] = [await signUp(app), await signUp(app)]
  const { code } = await letterTo(app, ann.email, VERIFY)
  assert.equal(await isVerified(ann), false)
  assert.equal((await auth(app, 'verify-email', { email: ann.email, code })).status, 204)
  assert.equal(await isVerified(ann), true)
  assert.equal((await auth(app, 'verify-email', { email: ann.email, code })).status, 400)
  const { token } = await letterTo(app, bob.email, VERIFY)
  assert.equal((await auth(app, 'verify-email', { token })).status, 204)
  assert.equal(await isVerified(bob), true)
  assert.equal((await auth(app, 'verify-email', { token })).status, 400)
})

test('a new mail replaces the code of the one before', async () => {
  const ann = await signUp(app)
  const first = await letterTo(app, ann.email, VERIFY)
  assert.equal((await auth(app, 'resend-verification', { email: ann.email })).status, 204)
  const second = await eventually(async () => {
    const letters = await lettersTo(app, ann.email)
    assert.equal(letters.length, 2)
    return letters[1]
  })
  assert.equal((await auth(app, 'verify-email', { token: first.token })).status, 400)
  assert.equal((await auth(app, 'verify-email', { token: second?.token })).status, 204)
})

test('a code is worn out after five tries, also when they all come at once', async () => {
  const ann = await signUp(app)
  const { code, token } = await letterTo(app, ann.email, VERIFY)
  const wrong = code === '000000' ? '000001' : '000000'
  const tries = Array.from({ length: 8 }, () => auth(app, 'verify-email', { email: ann.email, code: wrong }))
  assert.ok((await Promise.all(tries)).every(({ status }) => status === 400))
  assert.equal((await auth(app, 'verify-email', { email: ann.email, code })).status, 400)
  assert.equal((await auth(app, 'verify-email', { token })).status, 204, 'the link cannot be guessed and stays good')
})

test('a code is good for 15 minutes', async () => {
  const ann = await signUp(app)
  const { code, token } = await letterTo(app, ann.email, VERIFY)
  app.setNow(new Date(Date.now() + 16 * 60_000).toISOString())
  assert.equal((await auth(app, 'verify-email', { email: ann.email, code })).status, 400)
  assert.equal((await auth(app, 'verify-email', { token })).status, 400)
  app.setNow(null)
})

test('who forgot the password sets a new one by mail, and every session ends', async () => {
  const ann = await signUp(app)
  const { code } = await forgotten(ann.email)
  assert.equal((await reset({ email: ann.email, code })).status, 204)
  assert.equal((await ann.get('/auth/me')).status, 401)
  assert.equal((await auth(app, 'refresh', { refreshToken: ann.refreshToken })).status, 401)
  assert.equal((await logIn(app, ann.email)).status, 401)
  const { status, body } = await logIn(app, ann.email, NEW)
  assert.equal(status, 200)
  assert.notEqual(body.user.emailVerifiedAt, null, 'reading the mail has proved the address')
  assert.equal((await reset({ email: ann.email, code })).status, 400)
  await letterTo(app, ann.email, /has just been changed/)
})

test('a code for one purpose opens nothing else', async () => {
  const ann = await signUp(app)
  const { code, token } = await letterTo(app, ann.email, VERIFY)
  assert.equal((await reset({ email: ann.email, code })).status, 400)
  assert.equal((await reset({ token })).status, 400)
})

test('asking for a code tells nothing: the answer is the same whether or not anybody has the address', async () => {
  const [ann, nobody] = [await signUp(app), newAddress()]
  for (const verb of ['forgot-password', 'resend-verification']) {
    const known = await auth(app, verb, { email: ann.email })
    const unknown = await auth(app, verb, { email: nobody })
    assert.deepEqual([unknown.status, unknown.body], [known.status, known.body])
  }
  const guesses = [ann.email, nobody].map((email) => reset({ email, code: '123456' }))
  const [known, unknown] = (await Promise.all(guesses)).map(({ status, body }) => [status, body.code, body.detail])
  assert.deepEqual(unknown, known)
  await letterTo(app, ann.email, RESET)
  assert.deepEqual(await lettersTo(app, nobody), [])
})

test('whoever proves an address first owns the account: what a stranger left in it is gone', async () => {
  const email = newAddress()
  const stranger = await signUp(app, email)
  const key = (await stranger.post('/api-keys', { name: 'Back door', scopes: ['*'] })).body.key
  const owner = await forgotten(email)
  assert.equal((await reset({ token: owner.token })).status, 204)
  const behind = await app.as(key)
  assert.equal((await behind.get('/users/me')).status, 401)
  assert.equal((await stranger.get('/users/me')).status, 401)
  assert.equal((await logIn(app, email)).status, 401)
})

test('changing the password asks for the old one, keeps this session and ends the others', async () => {
  const ann = await signUp(app)
  const phone = await app.as((await logIn(app, ann.email)).body.accessToken)
  const change = (currentPassword: string) => ann.post('/auth/change-password', { currentPassword, newPassword: NEW })
  assert.equal((await change('not the password')).status, 403)
  assert.equal((await change(PASSWORD)).status, 204)
  assert.equal((await ann.get('/auth/me')).status, 200)
  assert.equal((await phone.get('/auth/me')).status, 401)
  assert.equal((await logIn(app, ann.email, NEW)).status, 200)
})

test('a new address counts when its owner has confirmed it, and never if it belongs to somebody', async () => {
  const [ann, bob, wanted] = [await signUp(app), await signUp(app), newAddress()]
  const change = (email: string, password = PASSWORD) => ann.post('/auth/change-email', { email, password })
  assert.equal((await change(wanted, 'not the password')).status, 403)
  assert.equal((await change(bob.email)).status, 204)
  assert.equal((await change(wanted)).status, 204)
  const { code } = await letterTo(app, wanted, CHANGE)
  assert.equal((await ann.get('/auth/me')).body.email, ann.email)
  assert.equal((await auth(app, 'verify-email', { email: wanted, code })).status, 204)
  assert.equal((await logIn(app, wanted)).status, 200)
  assert.equal((await logIn(app, ann.email)).status, 401)
  await letterTo(app, ann.email, /moved to another e-mail address/)
  assert.ok((await lettersTo(app, bob.email)).every(({ text }) => !CHANGE.test(text)))
})

test('mails speak German to those who do', async () => {
  const email = newAddress()
  await auth(app, 'signup', { email, password: PASSWORD, name: 'Jörg', locale: 'de-AT' })
  const { text } = await letterTo(app, email, /bestätigt die E-Mail-Adresse/)
  assert.match(text, /Hallo Jörg,/)
})

test('names cannot carry headers or markup into a mail', async () => {
  const email = newAddress()
  const name = '<img src=x onerror=alert(1)> Bcc: eve@example.org'
  assert.equal((await auth(app, 'signup', { email, password: PASSWORD, name })).status, 201)
  const { text } = await letterTo(app, email, VERIFY)
  assert.ok(!text.includes('<img'.concat(' src=x onerror=alert(1)></p>')))
  assert.match(text, /&lt;img src=x/)
  assert.doesNotMatch(text, /^Bcc:/m)
})

test('a proof is either a token, or an address and its code', async () => {
  for (const body of [{}, { email: newAddress() }, { code: '123456' }, { token: 'x'.repeat(40), code: '123456' }]) {
    assert.equal((await auth(app, 'verify-email', body)).status, 400)
  }
})
