import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { createMail, type Mail } from './mail.ts'

const from = 'Almanac <almanac@example.org>'
const dataDir = await mkdtemp(path.join(tmpdir(), 'almanac-mail-'))
const opened: { close: () => unknown }[] = []
after(async () => {
  for (const each of opened) each.close()
  await rm(dataDir, { recursive: true })
})

function mailTo(smtpUrl: string | null, directory = dataDir, timeoutMs?: number): Mail {
  const mail = createMail({ smtpUrl, dataDir: directory, from, ...(timeoutMs !== undefined && { timeoutMs }) })
  opened.push(mail)
  return mail
}

async function listening(server: Server): Promise<number> {
  if (!server.listening) await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  // A server that listens on a port has an AddressInfo.
  return (server.address() as AddressInfo).port
}

/** A real SMTP server that keeps what it was given. */
async function sink(options: SMTPServerOptions = {}) {
  const received: { to: string[]; source: string }[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    async onData(stream, session, done) {
      let source = ''
      for await (const chunk of stream) source += chunk
      received.push({ to: session.envelope.rcptTo.map((recipient) => recipient.address), source })
      done()
    },
    ...options,
  })
  opened.push(server)
  return { received, url: `smtp://127.0.0.1:${await listening(server.server)}` }
}

/** Unfolded headers (RFC 5322) by lower-case name. */
function headersOf(source: string): Map<string, string> {
  const [head = ''] = source.split('\r\n\r\n')
  const lines = head.replaceAll(/\r\n[ \t]+/g, ' ').split('\r\n')
  return new Map(lines.map((line) => [line.split(':', 1).join().toLowerCase(), line.slice(line.indexOf(':') + 2)]))
}

test('a mail reaches the server with its subject, both bodies and the list headers', async () => {
  const { received, url } = await sink()
  const unsubscribe = `<https://example.org/unsubscribe?token=${'x'.repeat(120)}>`
  await mailTo(url).send({
    to: 'ann@example.com',
    subject: 'Grüße',
    text: 'Your code is 123456',
    html: '<p>Your code is <b>123456</b></p>',
    headers: { 'List-Unsubscribe': unsubscribe, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' },
  })
  const [{ to, source } = { to: [], source: '' }] = received
  const headers = headersOf(source)
  assert.deepEqual(to, ['ann@example.com'])
  assert.equal(headers.get('from'), from)
  assert.equal(headers.get('subject'), '=?UTF-8?Q?Gr=C3=BC=C3=9Fe?=')
  assert.equal(headers.get('list-unsubscribe'), unsubscribe)
  assert.equal(headers.get('auto-submitted'), 'auto-generated')
  assert.match(
    source,
    /text\/plain[\s\S]*Your code is 123456[\s\S]*text\/html[\s\S]*<p>Your code is <b>123456<\/b><\/p>/,
  )
})

test('a user and password in the URL sign in to the server', async () => {
  const { received, url } = await sink({
    authOptional: false,
    onAuth: ({ username, password }, _session, done) => {
      if (username === 'ann' && password === 'p@ss') done(null, { user: 'ann' })
      else done(new Error('Invalid username or password'))
    },
  })
  await mailTo(url.replace('//', '//ann:p%40ss@')).send({ to: 'ann@example.com', subject: 'Hi', text: 'Hi' })
  assert.equal(received.length, 1)
  const wrong = mailTo(url.replace('//', '//ann:no@')).send({ to: 'ann@example.com', subject: 'Hi', text: 'Hi' })
  await assert.rejects(wrong, /Invalid username or password/)
})

test('line breaks in a subject become spaces and add no header', async () => {
  const { received, url } = await sink()
  const subject = 'Hi\r\nBcc: eve@example.com\r\n\r\nbody\u0000'
  await mailTo(url).send({ to: 'ann@example.com', subject, text: 'Hello' })
  const [{ to, source } = { to: [], source: '' }] = received
  assert.deepEqual(to, ['ann@example.com'])
  assert.equal(headersOf(source).get('subject'), 'Hi Bcc: eve@example.com body')
  assert.equal(headersOf(source).has('bcc'), false)
})

test('anything but one plain address is refused as a recipient', async () => {
  const mail = mailTo(null)
  const addresses = [
    'a@b.c, eve@b.c',
    'a@b.c;eve@b.c',
    'A <a@b.c>',
    'a@b.c\r\nBcc: eve@b.c',
    'a@b@c',
    'group:a@b.c;',
    '"a b"@b.c',
    '@b.c',
    'a',
    '',
  ]
  for (const to of addresses) {
    await assert.rejects(mail.send({ to, subject: 'x', text: 'x' }), { code: 'invalid_input' }, to)
  }
})

test('extra headers cannot decide sender or recipients, nor bring a second line', async () => {
  const mail = mailTo(null)
  const wrong = [{ Bcc: 'eve@b.c' }, { to: 'eve@b.c' }, { From: 'eve@b.c' }, { 'Content-Type': 'text/html' }]
  for (const headers of [...wrong, { 'X-A': 'a\r\nBcc: eve@b.c' }, { 'X-A\r\nBcc': 'eve@b.c' }]) {
    await assert.rejects(mail.send({ to: 'ann@example.com', subject: 'x', text: 'x', headers }), TypeError)
  }
})

test('without a server every mail becomes a file that only this user can read, named in sending order', async () => {
  const directory = path.join(dataDir, 'deep', 'down')
  const mail = mailTo(null, directory)
  await Promise.all(
    Array.from({ length: 20 }, (_, i) => mail.send({ to: 'ann@example.com', subject: `No ${i}`, text: 'x' })),
  )
  const names = (await readdir(path.join(directory, 'mail'))).sort()
  const sources = await Promise.all(names.map((name) => readFile(path.join(directory, 'mail', name), 'utf8')))
  const subjects = sources.map((source) => headersOf(source).get('subject'))
  assert.deepEqual(
    subjects,
    Array.from({ length: 20 }, (_, i) => `No ${i}`),
  )
  assert.match(names[0] ?? '', /^\d{4}-\d\d-\d\dT[\d-]+Z-000001-[0-9a-f]{8}\.eml$/)
  assert.equal((await stat(path.join(directory, 'mail', names[0] ?? ''))).mode & 0o777, 0o600)
})

test('two processes that write into one folder never overwrite each other', async () => {
  const directory = path.join(dataDir, 'shared')
  const mails = Array.from({ length: 10 }, () => mailTo(null, directory))
  await Promise.all(mails.map((mail) => mail.send({ to: 'ann@example.com', subject: 'x', text: 'x' })))
  assert.equal((await readdir(path.join(directory, 'mail'))).length, 10)
})

test('a refused recipient rejects with what the server said, and the next mail still goes out', async () => {
  const { received, url } = await sink({
    onRcptTo: ({ address }, _session, done) => {
      if (address.startsWith('nobody')) done(new Error('No such user here'))
      else done()
    },
  })
  const mail = mailTo(url)
  await assert.rejects(mail.send({ to: 'nobody@example.com', subject: 'x', text: 'x' }), /No such user here/)
  await mail.send({ to: 'ann@example.com', subject: 'x', text: 'x' })
  assert.equal(received.length, 1)
})

test('a server that is down, silent or trickling ends in a rejection within bounds', async () => {
  async function talking(talk: (socket: Socket) => void): Promise<string> {
    const sockets = new Set<Socket>()
    const server = createServer((socket) => talk(sockets.add(socket.on('error', () => {})) && socket))
    opened.push({ close: () => [server.close(), ...[...sockets].map((socket) => socket.destroy())] })
    return `smtp://127.0.0.1:${await listening(server)}`
  }
  const silent = await talking(() => {})
  const trickling = await talking((socket) => {
    socket.write('220 hello\r\n')
    const timer = setInterval(() => socket.write('250-still here\r\n'), 10)
    socket.on('close', () => clearInterval(timer))
  })
  const down = createServer()
  const port = await listening(down)
  down.close()
  const message = { to: 'ann@example.com', subject: 'x', text: 'x' }
  for (const url of [silent, trickling, `smtp://127.0.0.1:${port}`]) {
    const started = performance.now()
    await assert.rejects(mailTo(url, dataDir, 100).send(message), Error, url)
    assert.ok(performance.now() - started < 5_000, url)
  }
})
