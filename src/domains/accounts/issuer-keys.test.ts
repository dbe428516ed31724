import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { after, test } from 'node:test'
import tls from 'node:tls'
import { errors, exportJWK, generateKeyPair } from 'jose'
import { selfSigned } from '#test/certificate.ts'
import { issuerKeys } from './issuer-keys.ts'

const closing: (() => void)[] = []
after(() => {
  for (const close of closing) close()
})

async function listen(answer: RequestListener, server: Server = createServer()) {
  server.on('request', answer).listen(0, '127.0.0.1')
  const close = () => server.close().closeAllConnections()
  closing.push(close)
  await once(server, 'listening')
  // A server that listens on a port has an AddressInfo.
  return { port: (server.address() as AddressInfo).port, close }
}

async function key(kid: string) {
  const { publicKey } = await generateKeyPair('ES256')
  return { ...(await exportJWK(publicKey)), alg: 'ES256', kid }
}
const one = await key('one')

/** Serves `set.keys` at any path and counts the requests. */
async function serveKeys() {
  const set = { keys: [one], requests: 0 }
  const { port } = await listen((_, res) => {
    set.requests++
    res.end(JSON.stringify({ keys: set.keys }))
  })
  return { set, url: `http://127.0.0.1:${port}/jwks` }
}

const header = (kid: string) => ({ alg: 'ES256', kid })
const unavailable = { name: 'AppError', code: 'unavailable', details: { retryAfterSeconds: 30 } }

test('keys are fetched once; fifty callers with an unknown key id cause one more request', async () => {
  const { set, url } = await serveKeys()
  const keys = issuerKeys('https://issuer.example', url, 0)
  await Promise.all(Array.from({ length: 50 }, () => keys(header('one'))))
  assert.equal(set.requests, 1)
  const answers = await Promise.allSettled(Array.from({ length: 50 }, () => keys(header('unknown'))))
  assert.equal(set.requests, 2)
  for (const answer of answers)
    assert.ok(answer.status === 'rejected' && answer.reason instanceof errors.JWKSNoMatchingKey)
})

test('within the cooldown unknown key ids cause no request at all', async () => {
  const { set, url } = await serveKeys()
  const keys = issuerKeys('https://issuer.example', url, 30_000)
  for (const kid of ['a', 'b', 'c']) await assert.rejects(keys(header(kid)), errors.JWKSNoMatchingKey)
  assert.equal(set.requests, 1)
})

test('a new key is found and a withdrawn one forgotten without a restart', async () => {
  const { set, url } = await serveKeys()
  const keys = issuerKeys('https://issuer.example', url, 0)
  await keys(header('one'))
  set.keys = [await key('two')]
  await keys(header('two'))
  await assert.rejects(keys(header('one')), errors.JWKSNoMatchingKey)
})

test('keys that cannot be had are an outage that ends when the issuer is back', async () => {
  const answers: RequestListener[] = [
    (_, res) => res.writeHead(500).end(),
    (_, res) => res.end('<html>'),
    (_, res) => res.end('{"keys":1}'),
    (_, res) => res.destroy(),
    (_, res) => res.writeHead(302, { location: '/keys' }).end(),
  ]
  const { port, close } = await listen((req, res) => {
    const answer = answers.shift()
    if (answer) answer(req, res)
    else res.end(JSON.stringify({ keys: [one] }))
  })
  const url = `http://127.0.0.1:${port}/jwks`
  const keys = issuerKeys('https://issuer.example', url, 0)
  for (let left = answers.length; left > 0; left--) await assert.rejects(keys(header('one')), unavailable)
  assert.equal((await keys(header('one'))).type, 'public')
  close()
  assert.equal((await keys(header('one'))).type, 'public')
  await assert.rejects(issuerKeys('https://issuer.example', url, 0)(header('one')), unavailable)
})

test('a discovery document of somebody else, or none, is an outage and is asked for again', async () => {
  const { url } = await serveKeys()
  const answers = ['{"issuer":"https://evil.example","jwks_uri":"https://evil.example/jwks"}', 'not json', '{}']
  const site = await listen((_, res) => {
    res.end(answers.shift() ?? JSON.stringify({ issuer, jwks_uri: url }))
  })
  const issuer = `http://127.0.0.1:${site.port}`
  const keys = issuerKeys(issuer, null, 0)
  for (let left = answers.length; left > 0; left--) await assert.rejects(keys(header('one')), unavailable)
  assert.equal((await keys(header('one'))).type, 'public')
})

test('an issuer on https cannot point to keys on plain http', async () => {
  const { set, url } = await serveKeys()
  const certificate = selfSigned('localhost')
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), certificate.cert])
  let jwksUri = url
  const site = await listen((req, res) => {
    if (req.url === '/jwks') res.end(JSON.stringify({ keys: [one] }))
    else res.end(JSON.stringify({ issuer, jwks_uri: jwksUri }))
  }, createTlsServer(certificate))
  const issuer = `https://localhost:${site.port}`
  const keys = issuerKeys(issuer, null, 0)
  await assert.rejects(keys(header('one')), unavailable)
  assert.equal(set.requests, 0)
  jwksUri = `${issuer}/jwks`
  assert.equal((await keys(header('one'))).type, 'public')
})
