import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { artifactsOf, DESCRIBED_AS } from '../bin/lib/artifacts.ts'
import { startApp, type TestApp } from './harness.ts'

let app: TestApp
before(async () => {
  app = await startApp({ env: DESCRIBED_AS })
})
after(() => app.close())

test('what is made from the API is committed as it is made, and is made the same every time', async () => {
  const artifacts = await artifactsOf(app.http)
  assert.deepEqual(await artifactsOf(app.http), artifacts)
  for (const [file, wanted] of Object.entries(artifacts)) {
    const committed = await readFile(path.join(import.meta.dirname, '..', file), 'utf8')
    assert.ok(committed === wanted, `${file} is not what the code makes of it. Run \`npm run openapi\` and commit it.`)
  }
})

test('nothing in it names a machine or an address that is not everywhere the same', async () => {
  const texts = Object.entries(await artifactsOf(app.http))
  for (const [file, text] of texts) {
    const addresses = (text.match(/https?:\/\/[^/\s"'\\)]+/g) ?? []).filter((one) => !/example\.(org|com)$/.test(one))
    assert.deepEqual(
      [...new Set(addresses)].filter((one) => !KNOWN.includes(one)),
      [],
      file,
    )
  }
})

const KNOWN = [
  'http://127.0.0.1:3000',
  'https://schema.getpostman.com',
  'https://ntfy.sh',
  'https://findahelpline.com',
  'https://accounts.google.com',
  'https://www.languagetransfer.org',
  'https://www.ticketmaster.at',
  'https://checkout.stripe.com',
  'https://billing.stripe.com',
  'https://invoice.stripe.com',
  'https://pay.stripe.com',
]
