import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Browser, chromium } from 'playwright-core'
import { startApp, type TestApp } from '#test/harness.ts'
import { auth, letterTo, logIn, signUp } from '#test/people.ts'

let app: TestApp
let url: string
let browser: Browser
before(async () => {
  app = await startApp()
  url = (await app.listen()).url.replace(/:0$/, '')
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  })
})
after(async () => {
  await browser.close()
  await app.close()
})

async function open(path: string) {
  const page = await browser.newPage()
  const complaints: string[] = []
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  await page.goto(`${url}${path}`)
  return { page, complaints, said: page.locator('output') }
}

test('the link in the mail verifies the address when somebody presses the button, and not by being opened', async () => {
  const ann = await signUp(app)
  const { text, token } = await letterTo(app, ann.email, /confirms that/)
  assert.match(text, /\/account\/verify-email#/)
  const { page, complaints, said } = await open(`/account/verify-email#${token}`)
  assert.equal((await ann.get('/auth/me')).body.emailVerifiedAt, null)
  await page.getByRole('button', { name: 'Confirm' }).click()
  await said.getByText('Done.').waitFor()
  assert.notEqual((await ann.get('/auth/me')).body.emailVerifiedAt, null)
  assert.deepEqual(complaints, [])
  await page.close()
})

test('the link in the mail sets a new password, and says what is wrong with a used one', async () => {
  const ann = await signUp(app)
  await auth(app, 'forgot-password', { email: ann.email })
  const { token } = await letterTo(app, ann.email, /choose a new password/)
  for (const expected of ['Done.', 'This code is wrong']) {
    const { page, said } = await open(`/account/reset-password#${token}`)
    await page.getByLabel('New password').fill('a different long password')
    await page.getByRole('button', { name: 'Set the new password' }).click()
    await said.getByText(expected).waitFor()
    await page.close()
  }
  assert.equal((await logIn(app, ann.email, 'a different long password')).status, 200)
})
