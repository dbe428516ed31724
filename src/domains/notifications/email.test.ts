import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { SMTPServer } from 'smtp-server'
import { eventually } from '#test/eventually.ts'
import { type Caller, startApp, type TestApp } from '#test/harness.ts'
import { notify } from './notify.service.ts'
import { added, contextOf, hurry, logOf, notice } from './sinks.fixture.ts'

interface Mail {
  to: string
  headers: Map<string, string>
  source: string
}

let app: TestApp
const received: Mail[] = []
/** What the server says to the next mails instead of taking them. */
const refusals: number[] = []
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  async onData(stream, session, done) {
    let source = ''
    for await (const chunk of stream) source += chunk
    const code = refusals.shift()
    if (code !== undefined) return done(Object.assign(new Error('not now'), { responseCode: code }))
    const [head = ''] = source.split('\r\n\r\n')
    const lines = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n')
    const headers = new Map(
      lines.map((line) => [line.split(':', 1)[0]?.toLowerCase() ?? '', line.replace(/^[^:]+: ?/, '')]),
    )
    received.push({ to: session.envelope.rcptTo[0]?.address ?? '', headers, source })
    done()
  },
})
before(async () => {
  await new Promise<void>((go) => server.listen(0, '127.0.0.1', go))
  const { port } = server.server.address() as AddressInfo // it listens on TCP
  app = await startApp({ env: { SMTP_URL: `smtp://127.0.0.1:${port}`, PUBLIC_URL: 'https://almanac.example.org' } })
  await app.work()
})
after(async () => {
  await app.close()
  await new Promise<void>((go) => server.close(go))
})

/** Somebody with an e-mail channel and, unless told, a confirmed address. */
async function mailed(confirmed = true, locale = 'en') {
  const ann = await app.as()
  await app.platform.database.query(
    `update users set email_verified_at = case when $2 then now() end, locale = $3, name = 'Ann <b>' where id = $1`,
    [ann.userId, confirmed, locale],
  )
  const { id } = await added(ann, '/channels', { kind: 'email' })
  return { ann, url: `/channels/${id}`, address: `${ann.userId}@example.org` }
}

const send = (by: Caller, key: string, values: object = {}) =>
  notify(contextOf(app, by), notice({ channels: ['email'], key, ...values }))
const mailTo = (address: string) =>
  eventually(() => {
    const mail = received.findLast(({ to }) => to === address)
    assert.ok(mail)
    return mail
  })
const settled = (by: Caller, url: string, state: string) =>
  eventually(async () => {
    const [first] = await logOf(by, url)
    assert.equal(first?.state, state)
    return first
  })
const linkOf = ({ headers }: Mail) => /^<(https:[^>]+)>$/.exec(headers.get('list-unsubscribe') ?? '')?.[1] ?? ''
const pathOf = (link: string) => link.replace('https://almanac.example.org', '')

test('a mail goes to the confirmed address, as text and HTML, and nothing in it is taken for markup', async () => {
  const { ann, url, address } = await mailed()
  await send(ann, 'pill:monday', { title: 'Pill & <script>', body: 'One\nTwo' })
  const { source, headers } = await mailTo(address)
  await settled(ann, url, 'delivered')
  assert.equal(headers.get('subject'), 'Pill & <script>')
  assert.match(source, /text\/plain/)
  assert.match(source, /text\/html/)
  const [, html = ''] = source.replaceAll('=\r\n', '').split('text/html')
  assert.match(html, /Pill &#38; &#60;script&#62;/)
  assert.doesNotMatch(html, /<script>|<b>/)
})

test('a mail that is tried again has the same Message-ID, so that a mailbox can tell', async () => {
  const { ann, url, address } = await mailed()
  await send(ann, 'pill:monday')
  const first = await mailTo(address)
  await settled(ann, url, 'delivered')
  await app.platform.database.query(`update deliveries set state = 'waiting' where user_id = $1`, [ann.userId])
  await hurry(app, ann)
  const second = await eventually(() => {
    const both = received.filter(({ to }) => to === address)
    assert.equal(both.length, 2)
    return both[1] as Mail
  })
  assert.match(first.headers.get('message-id') ?? '', /^<[0-9a-f]{40}@almanac\.example\.org>$/)
  assert.equal(second.headers.get('message-id'), first.headers.get('message-id'))
})

test('a mail that the server will not take now is tried again, one that it refuses is not', async () => {
  const { ann, url } = await mailed()
  refusals.push(451)
  await send(ann, 'one')
  await eventually(async () => assert.match((await logOf(ann, url))[0]?.error ?? '', /not now/))
  await hurry(app, ann)
  assert.equal((await settled(ann, url, 'delivered')).attempts, 2)
  refusals.push(550)
  await send(ann, 'two')
  assert.deepEqual([(await settled(ann, url, 'failed')).status], [550])
})

test('an address that nobody has confirmed gets no mails', async () => {
  const { ann, url, address } = await mailed(false)
  await send(ann, 'pill:monday')
  assert.match((await settled(ann, url, 'failed')).error, /not confirmed/)
  assert.equal(received.filter(({ to }) => to === address).length, 0)
})

test('one click ends the mails, without signing in; looking at the link does not', async () => {
  const { ann, url, address } = await mailed()
  await send(ann, 'pill:monday')
  const mail = await mailTo(address)
  assert.equal(mail.headers.get('list-unsubscribe-post'), 'List-Unsubscribe=One-Click')
  const link = pathOf(linkOf(mail))
  const page = await app.call({ url: link })
  assert.equal(page.status, 200)
  assert.match(String(page.headers['content-type']), /text\/html/)
  assert.equal((await ann.get(url)).body.enabled, true)
  const click = {
    method: 'POST' as const,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: 'List-Unsubscribe=One-Click',
  }
  for (const _ of ['first', 'again']) assert.equal((await app.call({ url: link, ...click })).status, 200)
  const { body } = await ann.get(url)
  assert.deepEqual([body.enabled, body.disabledReason], [false, 'unsubscribed'])
  const forged = link.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))
  for (const wrong of [forged, '/api/unsubscribe?token=nonsense'])
    assert.equal((await app.call({ url: wrong, ...click })).status, 404)
  await send(ann, 'pill:tuesday')
  assert.equal((await logOf(ann, url)).length, 1)
})

test('mails are in German for those who read German', async () => {
  const { ann, address } = await mailed(true, 'de-AT')
  await send(ann, 'pill:monday')
  assert.match((await mailTo(address)).source, /Hallo Ann[\s\S]*abbestellen/i)
})

test('there is one e-mail channel, and it has no address of its own', async () => {
  const { ann, url } = await mailed()
  assert.equal((await ann.post('/channels', { kind: 'email' })).status, 409)
  assert.equal((await ann.post('/channels', { kind: 'email', url: 'https://example.org' })).status, 400)
  assert.equal((await ann.patch(url, { url: 'https://example.org' })).status, 400)
})
