import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hash } from '@node-rs/bcrypt'
import { hashPassword, verifyPassword } from './passwords.ts'

async function refuses(password: string, message: RegExp, path?: string) {
  await assert.rejects(hashPassword(password, path), (error: Error & { details: { errors: object[] } }) => {
    assert.match(error.message, message)
    assert.deepEqual(error.details.errors, [{ path: path ?? 'password', message: error.message }])
    return true
  })
}

test('a password is kept as a salted bcrypt hash of cost 12 and opens with itself alone', async () => {
  const [one, two] = await Promise.all([hashPassword('correct horse'), hashPassword('correct horse')])
  assert.match(one, /^\$2b\$12\$/)
  assert.notEqual(one, two)
  assert.equal(await verifyPassword('correct horse', one), true)
  assert.equal(await verifyPassword('correct Horse', one), false)
  assert.equal(await verifyPassword('', one), false)
})

test('eight to seventy-two bytes of UTF-8 are taken; more is refused, not cut off', async () => {
  await refuses('seven77', /too short/)
  await refuses('😀x', /too short/)
  await refuses(`${'ab'.repeat(36)}c`, /longer than 72 bytes/)
  await refuses(`${'😀é'.repeat(12)}x`, /longer than 72 bytes/, 'newPassword')
  const longest = '😀é'.repeat(12)
  const stored = await hashPassword(longest)
  assert.equal(await verifyPassword(longest, stored), true)
  assert.equal(await verifyPassword(`${longest}x`, stored), false)
  await hashPassword('éáíó')
})

test('the passwords everybody tries first are refused, in any case', async () => {
  for (const password of ['password', 'PassWord', '12345678', 'QWERTYUIOP', 'iloveyou', 'zzzzzzzz', '😀😀😀']) {
    await refuses(password, /first that anybody would guess/)
  }
})

test('one character typed in two ways is one password', async () => {
  const stored = await hashPassword('caf\u00e9 au lait')
  assert.equal(await verifyPassword('cafe\u0301 au lait', stored), true)
})

test('hashes brought from elsewhere open, damaged ones do not', async () => {
  const own = await hash('brought along', 4)
  for (const version of ['2a', '2y'])
    assert.equal(await verifyPassword('brought along', own.replace('2b', version)), true)
  for (const damaged of ['', 'x', '$2b$12$short']) assert.equal(await verifyPassword('anything', damaged), false)
})

test('an unknown person costs as much time as a known one', async () => {
  const stored = await hashPassword('correct horse')
  const timed = async (passwordHash: string | null) => {
    const started = performance.now()
    assert.equal(await verifyPassword('wrong horse', passwordHash), false)
    return performance.now() - started
  }
  const [known, unknown] = [await timed(stored), await timed(null)]
  assert.ok(unknown > known / 4 && known > unknown / 4, `${known} ms known, ${unknown} ms unknown`)
})

test('hashing leaves the event loop free', async () => {
  let turns = 0
  const hashing = hashPassword('correct horse').then(() => 'hashed')
  const turn = () => new Promise<string>((next) => setImmediate(next, 'turn'))
  while ((await Promise.race([hashing, turn()])) === 'turn') turns++
  assert.ok(turns > 50, `${turns} turns of the loop during one hash`)
})
