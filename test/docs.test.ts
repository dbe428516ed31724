import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Browser, chromium, type Page } from 'playwright-core'
import { ERROR_STATUS } from '#core/errors.ts'
import { type Answer, startApp, type TestApp } from './harness.ts'

let app: TestApp
let url: string
before(async () => {
  app = await startApp()
  url = (await app.listen()).url
})
after(() => app.close())

const page = (path: string): Promise<Answer> => app.call({ method: 'GET', url: path })

describe('in a browser that reaches this machine alone', () => {
  /** Chromium's own traffic is turned off, so that every request is the page's. */
  const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync']
  const SILENT = ['--disable-background-networking', '--disable-component-update']
  let browser: Browser
  before(async () => {
    const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'
    browser = await chromium.launch({ executablePath, args: [...QUIET, ...SILENT] })
  })
  after(() => browser.close())

  /** A page, with every address it asked beyond this machine and every complaint of the browser about it. */
  async function watched(): Promise<{ tab: Page; strangers: string[]; complaints: string[] }> {
    const tab = await browser.newPage()
    const [strangers, complaints]: [string[], string[]] = [[], []]
    await tab.route('**/*', (route) => {
      const asked = new URL(route.request().url())
      if (asked.hostname === '127.0.0.1' || asked.protocol === 'data:') return route.continue()
      strangers.push(asked.href)
      return route.abort()
    })
    tab.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
    tab.on('pageerror', (error) => complaints.push(error.message))
    return { tab, strangers, complaints }
  }

  test('the reference shows every operation and sends a real request, asking nobody else', async () => {
    const { tab, strangers, complaints } = await watched()
    await tab.goto(`${url}/docs#tag/auth/POST/api/auth/signup`)
    await tab.getByRole('heading', { name: 'Almanac' }).waitFor()
    for (const { name } of app.http.openapi().tags) await tab.getByText(name, { exact: true }).first().waitFor()
    await tab.getByRole('button', { name: /Test Request.*\/api\/auth\/signup\)/ }).click()
    await tab.getByRole('button', { name: /^Send/ }).first().click()
    await tab.getByText('201 Created').first().waitFor()
    await tab.getByText('accessToken').first().waitFor()
    assert.deepEqual([strangers, complaints], [[], []])
    await tab.close()
  })

  test('the pages about errors and realtime are drawn with their style and nothing else', async () => {
    const { tab, strangers, complaints } = await watched()
    for (const path of ['/docs/errors', '/docs/errors/conflict', '/docs/realtime']) {
      await tab.goto(url + path)
      const width = await tab.evaluate('getComputedStyle(document.body).maxWidth')
      assert.notEqual(width, 'none', `${path} has no style`)
    }
    await tab.getByRole('link', { name: 'Errors' }).click()
    await tab.getByRole('link', { name: 'rate_limited' }).click()
    await tab.getByRole('heading', { name: '429 rate_limited' }).waitFor()
    await tab.getByRole('link', { name: 'API reference' }).click()
    await tab.waitForURL(`${url}/docs/`)
    assert.deepEqual([strangers, complaints], [[], []])
    await tab.close()
  })
})

test('a policy that allows this server alone goes with every page, and no script that the page does not name', async () => {
  for (const path of ['/docs/', '/docs/errors', '/docs/errors/internal', '/docs/realtime']) {
    const { headers, status } = await page(path)
    const policy = headers['content-security-policy'] ?? ''
    assert.equal(status, 200, path)
    assert.match(policy, /^default-src 'none'; /)
    assert.doesNotMatch(policy, /https?:|\*|unsafe-eval|script-src[^;]*unsafe-inline/, path)
    assert.equal(headers['x-content-type-options'], 'nosniff')
  }
})

test('every code has a page that says what it means and what to do, and shows one', async () => {
  const { body: index } = await page('/docs/errors')
  for (const [code, status] of Object.entries(ERROR_STATUS)) {
    const { body, status: answered } = await page(`/docs/errors/${code}`)
    assert.equal(answered, 200, code)
    for (const part of ['What it means', 'What to do', `${status} ${code}`, `&quot;code&quot;: &quot;${code}&quot;`])
      assert.ok(body.includes(part), `${code}: ${part}`)
    assert.ok(index.includes(`href="errors/${code}"`), code)
  }
  assert.equal((await page('/docs/errors/no_such_code')).status, 404)
})

test('the address that the start prints leads to the reference', async () => {
  const { status, headers } = await app.call({ url: '/' })
  assert.deepEqual([status, new URL(headers.location ?? '', 'http://almanac.test/').pathname], [302, '/docs/'])
})

test('the type of a problem leads to its page', async () => {
  const { body } = await page('/api/nothing-here')
  const { status, body: text } = await page(new URL(body.type).pathname)
  assert.equal(status, 200)
  assert.match(text, /404 not_found/)
})

test('the page about realtime shows every frame that the description for programs has', async () => {
  const { body: asyncApi } = await page('/asyncapi.json')
  const { body: text } = await page('/docs/realtime')
  const messages = Object.values(asyncApi.components.messages) as { name: string; examples: unknown[] }[]
  assert.ok(messages.length >= 9)
  for (const { name, examples } of messages) {
    assert.ok(text.includes(`<h4><code>${name}</code></h4>`), name)
    assert.equal(examples.length, 1, name)
  }
})
