import assert from 'node:assert/strict'
import { test } from 'node:test'
import { identityFrom } from './identity.ts'

const issuer = 'https://issuer.example'

test('a claim of a wrong shape or size counts as absent', () => {
  const absent = { issuer, subject: 's', email: null, emailVerified: false, name: null, picture: null }
  const claims = [
    {},
    { email: 'nobody', name: '  ', picture: 'javascript:alert(1)', email_verified: 'yes' },
    { email: 7, name: {}, picture: ['https://x'], email_verified: 1 },
    { email: `a@${'x'.repeat(254)}`, name: 'x'.repeat(201), picture: `https://${'x'.repeat(2_000)}` },
    { email: 'a@b.c\r\nBcc: eve@b.c', name: 'Ann\u0000', picture: 'http://plain.example/a.png' },
  ]
  for (const each of claims) assert.deepEqual(identityFrom(issuer, { sub: 's', ...each }), absent)
})

test('an address counts as verified by the claim true, also as the text some issuers send', () => {
  const verified = (claim: unknown) => identityFrom(issuer, { sub: 's', email_verified: claim })?.emailVerified
  assert.deepEqual([true, 'true', false, 'false', null].map(verified), [true, true, false, false, false])
})
