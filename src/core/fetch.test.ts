import assert from 'node:assert/strict'
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { type AddressInfo, isIPv4, type LookupFunction } from 'node:net'
import { after, test } from 'node:test'
import tls from 'node:tls'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { selfSigned } from '#test/certificate.ts'
import { AppError } from './errors.ts'
import { createFetch, type FetchFailure } from './fetch.ts'

const servers: Server[] = []
after(() => {
  for (const server of servers) server.close().closeAllConnections()
})

/** A loopback server; `seen` lists the requests that reached it. */
async function serve(answer: RequestListener, host = '127.0.0.1', server = createServer()) {
  const seen: { method: string; headers: NodeJS.Dict<string | string[]>; body: string }[] = []
  server.on('request', async (req, res) => {
    let body = ''
    for await (const chunk of req) body += chunk
    seen.push({ method: req.method ?? '', headers: req.headers, body })
    answer(req, res)
  })
  servers.push(server)
  await new Promise<void>((listening) => server.listen(0, host, listening))
  // A server that listens on a port has an AddressInfo.
  const { port } = server.address() as AddressInfo
  return { port, seen, server, url: `http://${host}:${port}` }
}

const open = createFetch({ allow: ['127.0.0.0/8'] })
const closed = createFetch({ allow: [] })

/** The promise fails as `reason`, says what to do, and does not name an address. */
async function refused(fetching: Promise<unknown>, reason: FetchFailure, about?: string): Promise<void> {
  await assert.rejects(fetching, (error) => {
    assert.ok(error instanceof AppError, `${about}: ${error}`)
    assert.equal(error.code, 'unprocessable')
    assert.deepEqual(error.details.extra, { reason }, about)
    assert.doesNotMatch(JSON.stringify([error.message, error.details]), /\d+\.\d+\.\d+\.\d+|::|localhost/)
    return true
  })
}

test('a page comes with its status, headers, decoded body and final address', async () => {
  const site = await serve((_, res) => {
    res.writeHead(203, { etag: '"7"', 'content-encoding': 'gzip' }).end(gzipSync('BEGIN:VCALENDAR'))
  })
  const { status, headers, body, url } = await open(`${site.url}/feed.ics`, { headers: { 'if-none-match': '"6"' } })
  assert.deepEqual([status, headers.etag, body.toString()], [203, '"7"', 'BEGIN:VCALENDAR'])
  assert.equal(url, `${site.url}/feed.ics`)
  assert.equal(site.seen[0]?.headers['if-none-match'], '"6"')
})

test('a loopback or private host is refused in every spelling, before a byte reaches it', async () => {
  const inside = await serve((_, res) => res.end('secret'), '0.0.0.0')
  let connections = 0
  inside.server.on('connection', () => connections++)
  const hosts = [
    '127.0.0.1 2130706433 0x7f000001 0x7f.1 0177.0.0.1 127.1 0 0.0.0.0 localhost localhost. LOCALHOST %6cocalhost',
    '[::1] [::] [::ffff:127.0.0.1] [::ffff:7f00:1] [::127.0.0.1] [64:ff9b::127.0.0.1] [2002:7f00:1::] [fd00::2]',
    '169.254.169.254 192.168.0.1 10.0.0.1 100.64.0.1 １２７.0.0.1 127。0。0。1',
  ].flatMap((line) => line.split(' '))
  for (const host of hosts) await refused(closed(`http://${host}:${inside.port}/`), 'address', host)
  assert.equal(connections, 0)
})

test('a name that leads to a private address opens by its name, its name and port, or the range', async () => {
  const inside = await serve((_, res) => res.end('ok'))
  const url = `http://localhost:${inside.port}/`
  for (const entry of ['localhost', `localhost:${inside.port}`, '127.0.0.1', '127.0.0.0/8']) {
    assert.equal((await createFetch({ allow: [entry] })(url)).body.toString(), 'ok', entry)
  }
  await refused(createFetch({ allow: [`localhost:${inside.port + 1}`, '127.0.0.2'] })(url), 'address')
})

test('a name that changes its answer after the first request does not lead inside', async () => {
  const outside = await serve((_, res) => res.setHeader('connection', 'close').end('outside'), '127.0.0.2')
  const inside = createServer((_, res) => res.end('secret'))
  servers.push(inside)
  await new Promise<void>((listening) => inside.listen(outside.port, '127.0.0.1', listening))
  const answers = ['127.0.0.2', '127.0.0.1']
  const rebinding: LookupFunction = (_name, _options, callback) => {
    const address = answers.shift() ?? ''
    callback(null, [{ address, family: 4 }])
  }
  const get = createFetch({ allow: ['127.0.0.2/32'], lookup: rebinding })
  assert.equal((await get(`http://rebind.test:${outside.port}/`)).body.toString(), 'outside')
  await refused(get(`http://rebind.test:${outside.port}/`), 'address')
})

test('of a name with public and private addresses only the permitted one is ever connected to', async () => {
  const outside = await serve((_, res) => res.end('outside'), '127.0.0.2')
  const mixed: LookupFunction = (_name, _options, callback) => {
    callback(
      null,
      ['127.0.0.1', '::1', '127.0.0.2'].map((address) => ({ address, family: isIPv4(address) ? 4 : 6 })),
    )
  }
  const get = createFetch({ allow: ['127.0.0.2/32'], lookup: mixed })
  assert.equal((await get(`http://mixed.test:${outside.port}/`)).body.toString(), 'outside')
})

test('an unknown name and a private one get the same answer, so inner names cannot be listed', async () => {
  const unknown: LookupFunction = (name, _options, callback) => {
    callback(Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), { code: 'ENOTFOUND' }), [])
  }
  await refused(createFetch({ allow: [], lookup: unknown })('http://db.internal/'), 'address')
  await refused(closed('http://localhost/'), 'address')
})

test('only http and https without a password in the address are fetched', async () => {
  const urls = [
    'file:///etc/passwd',
    'ftp://a.test/',
    'data:text/plain,x',
    'javascript:1',
    'gopher://a.test',
    'a.test',
    '',
  ]
  for (const url of [...urls, 'http://ann:pw@a.test/', 'https://ann@a.test/', 'http://:pw@a.test', 'http://'])
    await refused(open(url), 'url', url)
})

test('ports of mail and chat servers are refused', async () => {
  for (const port of [25, 6667]) await refused(open(`http://127.0.0.1:${port}/`), 'port')
})

test('a redirect into private space is refused and the inner server hears nothing', async () => {
  const inside = await serve((_, res) => res.end('secret'))
  for (const target of [inside.url, `http://localhost:${inside.port}/`, `//0x7f.1:${inside.port}/x`]) {
    const site = await serve((_, res) => res.writeHead(302, { location: target }).end(), '127.0.0.2')
    await refused(createFetch({ allow: ['127.0.0.2'] })(site.url), 'address', target)
  }
  assert.deepEqual(inside.seen, [])
})

test('a redirect to another scheme, or to a password, is refused', async () => {
  for (const location of ['file:///etc/passwd', 'http://ann:pw@a.test/', 'http://[']) {
    const site = await serve((_, res) => res.writeHead(301, { location }).end())
    await refused(open(site.url), 'url', location)
  }
})

test('five redirects are followed, a sixth is not', async () => {
  const site = await serve((req, res) => {
    const left = Number(req.url?.slice(1))
    if (left === 0) res.end('there')
    else res.writeHead(302, { location: `/${left - 1}` }).end()
  })
  assert.deepEqual((await open(`${site.url}/5`)).url, `${site.url}/0`)
  await refused(open(`${site.url}/6`), 'redirect')
})

test('credentials stay within their origin', async () => {
  const other = await serve((_, res) => res.end())
  const site = await serve((req, res) => {
    res.writeHead(307, { location: req.url === '/' ? '/next' : `${other.url}/` }).end()
  })
  const headers = { Authorization: 'Bearer x', cookie: 'a=b', 'x-kept': 'yes' }
  await open(`${site.url}/`, { method: 'POST', body: 'hello', headers })
  assert.deepEqual(
    site.seen.map((request) => request.headers.authorization),
    ['Bearer x', 'Bearer x'],
  )
  const [last] = other.seen
  assert.deepEqual([last?.method, last?.body, last?.headers['x-kept']], ['POST', 'hello', 'yes'])
  assert.deepEqual([last?.headers.authorization, last?.headers.cookie], [undefined, undefined])
})

test('a redirect that asks for a GET drops the body and what described it', async () => {
  for (const status of [301, 302, 303]) {
    const site = await serve((req, res) => {
      if (req.method === 'POST') res.writeHead(status, { location: '/done' }).end()
      else res.end()
    })
    await open(site.url, { method: 'POST', body: '{}', headers: { 'Content-Type': 'application/json' } })
    const last = site.seen[1]
    assert.deepEqual([last?.method, last?.body, last?.headers['content-type']], ['GET', '', undefined])
  }
})

test('neither credentials nor a body go on from https to http; a plain page does', async () => {
  const certificate = selfSigned('localhost')
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), certificate.cert])
  const plain = await serve((_, res) => res.end('plain'))
  const answer: RequestListener = (_, res) => res.writeHead(307, { location: plain.url }).end()
  const { port } = await serve(answer, '127.0.0.1', createTlsServer(certificate))
  const url = `https://localhost:${port}/`
  await refused(open(url, { headers: { authorization: 'Bearer x' } }), 'redirect')
  await refused(open(url, { method: 'POST', body: 'private' }), 'redirect')
  assert.deepEqual(plain.seen, [])
  assert.equal((await open(url)).body.toString(), 'plain')
})

test('a certificate for another name is refused', async () => {
  const certificate = selfSigned('elsewhere.test')
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), certificate.cert])
  const site = await serve((_, res) => res.end(), '127.0.0.1', createTlsServer(certificate))
  await refused(open(`https://localhost:${site.port}/`), 'certificate')
})

test('an answer that drips, never comes, or redirects for ever ends at the time limit', async () => {
  const hasty = createFetch({ allow: ['127.0.0.0/8'], timeoutMs: 150 })
  const drip = await serve((_, res) => {
    const timer = setInterval(() => res.write('.'), 10)
    res.on('close', () => clearInterval(timer))
  })
  const silent = await serve(() => {})
  const loop = await serve((_, res) => setTimeout(() => res.writeHead(302, { location: '/' }).end(), 60))
  await refused(hasty(drip.url), 'timeout')
  await refused(hasty(silent.url, { signal: new AbortController().signal }), 'timeout')
  await refused(hasty(loop.url), 'timeout')
  await refused(createFetch({ allow: [], timeoutMs: 50, lookup: () => {} })('http://slow.test/'), 'timeout')
})

test('five megabytes pass and more is refused while it arrives', async () => {
  const site = await serve((req, res) => res.end(Buffer.alloc(Number(req.url?.slice(1)))))
  assert.equal((await open(`${site.url}/5000000`)).body.length, 5_000_000)
  await refused(open(`${site.url}/5000001`), 'too_large')
  await refused(open(`${site.url}/6000000`), 'too_large')
})

test('a compressed bomb is refused after five megabytes, not unpacked', async () => {
  const zeros = Buffer.alloc(60_000_000)
  const brotli = brotliCompressSync(zeros, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } })
  const bombs = { gzip: gzipSync(zeros), br: brotli, 'gzip, gzip': gzipSync(gzipSync(zeros)) }
  for (const [encoding, bomb] of Object.entries(bombs)) {
    const site = await serve((_, res) => res.writeHead(200, { 'content-encoding': encoding }).end(bomb))
    const before = process.memoryUsage().arrayBuffers
    await refused(open(site.url), 'too_large', encoding)
    assert.ok(process.memoryUsage().arrayBuffers - before < 20_000_000, `${encoding} was unpacked`)
  }
})

test('a damaged body, a broken connection and a dead server are told apart from a bug', async () => {
  const damaged = await serve((_, res) => res.writeHead(200, { 'content-encoding': 'gzip' }).end('not gzip'))
  await refused(open(damaged.url), 'encoding')
  const broken = await serve((_, res) => res.writeHead(200, { 'content-length': '10' }).write('x', () => res.destroy()))
  await refused(open(broken.url), 'unreachable')
  const dead = await serve(() => {})
  dead.server.close().closeAllConnections()
  await refused(open(dead.url), 'unreachable')
  await assert.rejects(open(damaged.url, { method: 'BAD METHOD' }), TypeError)
})

test("the caller's own abort comes back as it was given", async () => {
  const silent = await serve(() => {})
  const reason = new Error('shutting down')
  const controller = new AbortController()
  const fetching = open(silent.url, { signal: controller.signal })
  controller.abort(reason)
  await assert.rejects(fetching, reason)
})
