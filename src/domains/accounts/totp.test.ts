import assert from 'node:assert/strict'
import { test } from 'node:test'
import { URI } from 'otpauth'
import { createRecoveryCodes, createTotpSecret, hashRecoveryCode, totpStep, totpUri } from './totp.ts'

/** RFC 6238, appendix B: the shared secret `12345678901234567890`, its last six digits. */
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
const VECTORS = [
  ['1970-01-01T00:00:59Z', '287082', 1],
  ['2005-03-18T01:58:29Z', '081804', 37_037_036],
  ['2005-03-18T01:58:31Z', '050471', 37_037_037],
  ['2009-02-13T23:31:30Z', '005924', 41_152_263],
  ['2033-05-18T03:33:20Z', '279037', 66_666_666],
  ['2603-10-11T11:33:20Z', '353130', 666_666_666],
] as const

test('the codes of RFC 6238 are accepted at their time, with the step they belong to', () => {
  for (const [at, code, step] of VECTORS) assert.equal(totpStep(secret, code, new Date(at)), step, at)
})

test('a code works one step early and one step late, and keeps its own step', () => {
  const at = (iso: string) => totpStep(secret, '050471', new Date(iso))
  assert.equal(at('2005-03-18T01:58:00.000Z'), 37_037_037)
  assert.equal(at('2005-03-18T01:59:29.999Z'), 37_037_037)
  assert.equal(at('2005-03-18T01:57:59.999Z'), null)
  assert.equal(at('2005-03-18T01:59:30.000Z'), null)
})

test('a code may be typed with spaces and has exactly six digits', () => {
  const now = new Date('2005-03-18T01:58:31Z')
  assert.equal(totpStep(secret, ' 050 471 ', now), 37_037_037)
  for (const code of ['50471', '0050471', '14050471', '05047x', '', '٠٥٠٤٧١', '050471\u0000']) {
    assert.equal(totpStep(secret, code, now), null, code)
  }
})

test('every secret is new and 160 bits long', () => {
  const [one, two] = [createTotpSecret(), createTotpSecret()]
  assert.match(one, /^[A-Z2-7]{32}$/)
  assert.notEqual(one, two)
})

test('an authenticator app reads issuer, account and secret from the address', () => {
  const uri = totpUri(secret, 'ann+x:y@example.org', 'Almanac: home')
  const read = URI.parse(uri)
  assert.deepEqual([read.issuer, read.label, read.secret.base32], ['Almanac  home', 'ann+x y@example.org', secret])
  assert.match(uri, /^otpauth:\/\/totp\/Almanac%20%20home:ann.*[?&]issuer=Almanac/)
  const parameters = new URL(uri).searchParams
  assert.deepEqual(
    ['algorithm', 'digits', 'period'].map((name) => parameters.get(name)),
    ['SHA1', '6', '30'],
  )
})

test('ten different recovery codes come with the hashes they are known by', () => {
  const { codes, hashes } = createRecoveryCodes()
  assert.equal(new Set([...codes, ...createRecoveryCodes().codes]).size, 20)
  for (const code of codes) assert.match(code, /^([0-9a-hjkmnp-tv-z]{4}-){3}[0-9a-hjkmnp-tv-z]{4}$/)
  assert.deepEqual(codes.map(hashRecoveryCode), hashes)
  assert.equal(hashes.join().includes(codes[0]?.slice(0, 4) ?? ''), false)
})

test('a recovery code may be typed in capitals, without dashes and with look-alike letters', () => {
  const hash = hashRecoveryCode('0123-456a-bcde-f1z0')
  for (const typed of ['0123456ABCDEF1Z0', ' o123 456a bcde flzO ', '0i23-456a-bcde-fIzo']) {
    assert.equal(hashRecoveryCode(typed), hash, typed)
  }
  assert.notEqual(hashRecoveryCode('0123-456a-bcde-f1z1'), hash)
})
