import assert from 'node:assert/strict'
import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { parseConfig, SETTING_NAMES } from './config.ts'

const example = async () => {
  const text = await readFile('.env.example', 'utf8')
  return Object.fromEntries(
    [...text.matchAll(/^([A-Z][A-Z0-9_]*)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]),
  )
}

test('.env.example names every setting and no other, with the defaults', async () => {
  const settings = await example()
  assert.deepEqual(Object.keys(settings).sort(), [...SETTING_NAMES].sort())
  assert.deepEqual(parseConfig(settings), parseConfig({}))
})

test('a wrong value stops with a message that names its setting', () => {
  const wrong: Record<string, string> = {
    PORT: 'http',
    STAGE: 'prod',
    ROLE: 'both',
    DATABASE_URL: 'mysql://localhost/x',
    REDIS_URL: 'localhost',
    LOG_LEVEL: 'loud',
    RATE_LIMIT_SCALE: '0',
    ADMIN_EMAIL: 'me',
    ADMIN_PASSWORD: 'short',
    SMTP_URL: 'mail.example.org',
    PUBLIC_URL: 'example',
    CORS_ORIGINS: 'https://app.example.org/',
    TRUSTED_PROXIES: '10.0.0.0/8,nginx',
    MAIL_FROM: 'Almanac',
    OIDC_ISSUER: 'http://id.example.org',
    OLLAMA_BASE_URL: 'localhost:11434',
    S3_ENDPOINT: 'ftp://files.example.org',
    EXPO_URL: 'javascript:alert(1)',
    TRUSTED_ISSUERS: '[{"issuer":"x"}]',
    AI_PROVIDERS: 'openai,nobody',
    AI_PRICES: '{"mine":{"input":1}}',
  }
  for (const [name, value] of Object.entries(wrong)) {
    assert.throws(() => parseConfig({ [name]: value }), new RegExp(`configuration is wrong:\\s+${name}:`), name)
  }
})

test('what clients are told as the own address is one that they can open', () => {
  for (const PUBLIC_URL of ['ftp://x', 'javascript:alert(1)', 'https://x.org/?a', 'https://a:b@x.org'])
    assert.throws(() => parseConfig({ PUBLIC_URL }), /PUBLIC_URL: must/, PUBLIC_URL)
  assert.equal(parseConfig({ PUBLIC_URL: 'https://x.org/almanac/' }).publicUrl, 'https://x.org/almanac')
})

test('apps in a shell, every origin, and named ranges of proxies are understood; what is blank is not set', () => {
  const CORS_ORIGINS = 'https://app.example.org, capacitor://localhost, http://localhost:5173'
  assert.equal(parseConfig({ CORS_ORIGINS }).CORS_ORIGINS.length, 3)
  assert.deepEqual(parseConfig({ CORS_ORIGINS: '*' }).CORS_ORIGINS, ['*'])
  assert.equal(parseConfig({ TRUSTED_PROXIES: 'loopback,10.0.0.0/8,fd00::/8,192.0.2.7' }).TRUSTED_PROXIES.length, 4)
  assert.deepEqual(parseConfig({ PORT: ' ', PUBLIC_URL: '\t', OPENAI_API_KEY: ' ' }), parseConfig({}))
})

test('settings that belong together are asked for together', () => {
  assert.throws(() => parseConfig({ GOOGLE_CLIENT_ID: 'x' }), /GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET/)
  assert.throws(() => parseConfig({ OIDC_CLIENT_SECRET: 'x' }), /OIDC_CLIENT_SECRET and OIDC_ISSUER/)
  assert.throws(() => parseConfig({ COGNITO_ISSUER: 'https://x.example' }), /COGNITO_ISSUER and COGNITO_CLIENT_ID/)
})

test('a secret may come from a file, and a missing file is named', async () => {
  const file = path.join(await mkdtemp(path.join(os.tmpdir(), 'almanac-config-')), 'url')
  await writeFile(file, 'postgres://a:b@db/almanac\n')
  assert.equal(parseConfig({ DATABASE_URL_FILE: file }).DATABASE_URL, 'postgres://a:b@db/almanac')
  assert.throws(() => parseConfig({ DATABASE_URL_FILE: '/nowhere' }), /DATABASE_URL_FILE: cannot read/)
})
