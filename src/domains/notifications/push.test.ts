import assert from 'node:assert/strict'
import { createDecipheriv, createECDH, generateKeyPairSync, hkdfSync, randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import tls from 'node:tls'
import { importJWK, jwtVerify } from 'jose'
import { newId } from '#core/ids.ts'
import { selfSigned } from '#test/certificate.ts'
import { eventually } from '#test/eventually.ts'
import { type Body, type Caller, startApp, type TestApp } from '#test/harness.ts'
import { notify } from './notify.service.ts'
import { outletsOf } from './outlets.ts'
import { added, contextOf, type Heard, hurry, logOf, notice, openSink, type Sink } from './sinks.fixture.ts'
import { pruneByReceipts } from './upkeep.service.ts'

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 })

let app: TestApp
let google: Sink
let expo: Sink
let pushService: Sink
before(async () => {
  const certificate = selfSigned('localhost')
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), certificate.cert])
  ;[google, expo, pushService] = await Promise.all([openSink(), openSink(), openSink({ tls: certificate })])
  google.answer = ({ url }) =>
    url === '/token'
      ? { body: { access_token: 'ya29.token', expires_in: 3_600, token_type: 'Bearer' } }
      : { body: { name: 'projects/almanac-test/messages/m1' } }
  expo.answer = () => ({ body: { data: { status: 'ok', id: newId() } } })
  app = await startApp({
    env: {
      FCM_SERVICE_ACCOUNT: JSON.stringify({
        project_id: 'almanac-test',
        client_email: 'push@almanac-test.example.org',
        private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
        token_uri: `${google.url}/token`,
      }),
      FCM_URL: google.url,
      EXPO_URL: expo.url,
      EXPO_ACCESS_TOKEN: 'expo-access',
    },
  })
  await app.work()
})
after(async () => {
  for (const sink of [google, expo, pushService]) sink.close()
  await app.close()
})

const send = (by: Caller, values: object) => notify(contextOf(app, by), notice({ key: 'pill:monday', ...values }))
const state = (by: Caller, { id }: Body, wanted: string) =>
  eventually(async () => {
    const [first] = await logOf(by, `/devices/${id}`)
    assert.equal(first?.state, wanted)
    return first
  })
const sentTo = (sink: Sink, token: string) => sink.heard.filter(({ body }) => body.includes(token))
const json = ({ body }: Heard): Body => JSON.parse(body.toString())

test('FCM gets the notification with a token bought by the service account, once an hour', async () => {
  const ann = await app.as()
  const token = newId()
  const device = await added(ann, '/devices', { kind: 'fcm', token, platform: 'android' })
  await send(ann, { channels: ['fcm'], body: 'Two of them' })
  await state(ann, device, 'delivered')
  const [heard] = sentTo(google, token) as [Heard]
  assert.deepEqual(
    [heard.url, heard.headers.authorization],
    ['/v1/projects/almanac-test/messages:send', 'Bearer ya29.token'],
  )
  const { message } = json(heard)
  assert.deepEqual([message.token, message.notification], [token, { title: 'Take the pill', body: 'Two of them' }])
  assert.equal(message.data.deliveryKey, 'pill:monday:fcm')
  assert.match(message.android.collapse_key, /^[0-9a-f]{32}$/)
  await send(ann, { channels: ['fcm'], key: 'pill:tuesday' })
  await eventually(() => assert.equal(sentTo(google, token).length, 2))
  const asked = google.heard.filter(({ url }) => url === '/token')
  assert.equal(asked.length, 1)
  const assertion = new URLSearchParams(asked[0]?.body.toString()).get('assertion') ?? ''
  const { payload } = await jwtVerify(assertion, publicKey, { audience: `${google.url}/token` })
  assert.deepEqual(
    [payload.iss, payload.scope],
    ['push@almanac-test.example.org', 'https://www.googleapis.com/auth/firebase.messaging'],
  )
})

test('a phone whose app is gone leaves the list, and gets nothing more', async () => {
  const ann = await app.as()
  const [fcm, expoToken] = [newId(), `ExponentPushToken[${newId()}]`]
  await added(ann, '/devices', { kind: 'fcm', token: fcm })
  await added(ann, '/devices', { kind: 'expo', token: expoToken })
  google.says.push({ status: 404, body: { error: { status: 'NOT_FOUND', details: [{ errorCode: 'UNREGISTERED' }] } } })
  expo.says.push({ body: { data: { status: 'error', message: 'gone', details: { error: 'DeviceNotRegistered' } } } })
  await send(ann, { channels: ['fcm', 'expo'] })
  await eventually(async () => assert.deepEqual((await ann.get('/devices')).body.items, []))
  await send(ann, { channels: ['fcm', 'expo'], key: 'pill:tuesday' })
  assert.deepEqual([sentTo(google, fcm).length, sentTo(expo, expoToken).length], [1, 1])
})

test('Expo gets the notification, and a rate limit is waited for', async () => {
  const ann = await app.as()
  const token = `ExponentPushToken[${newId()}]`
  const device = await added(ann, '/devices', { kind: 'expo', token, platform: 'ios' })
  expo.says.push({ status: 429, headers: { 'retry-after': '30' } })
  await send(ann, { channels: ['mobile_push'] })
  await eventually(async () => assert.equal((await logOf(ann, `/devices/${device.id}`))[0]?.status, 429))
  await hurry(app, ann)
  await state(ann, device, 'delivered')
  const [first, second] = sentTo(expo, token) as [Heard, Heard]
  assert.equal(first.headers.authorization, 'Bearer expo-access')
  const { to, title, data } = json(second)
  assert.deepEqual([to, title, data.deliveryKey], [token, 'Take the pill', 'pill:monday:expo'])
  assert.deepEqual(json(first), json(second))
})

test('a phone that Expo finds gone only later leaves the list by its receipt', async () => {
  const ann = await app.as()
  const [one, two] = [newId(), newId()]
  const gone = await added(ann, '/devices', { kind: 'expo', token: `ExponentPushToken[${one}]` })
  const well = await added(ann, '/devices', { kind: 'expo', token: `ExponentPushToken[${two}]` })
  await send(ann, { channels: ['expo'] })
  for (const device of [gone, well]) await state(ann, device, 'delivered')
  const { query } = app.platform.database
  await query(
    `update deliveries set delivered_at = now() - interval '20 minutes', receipt = target_id::text where user_id = $1`,
    [ann.userId],
  )
  expo.says.push({
    body: {
      data: { [gone.id]: { status: 'error', details: { error: 'DeviceNotRegistered' } }, [well.id]: { status: 'ok' } },
    },
  })
  await pruneByReceipts({ ...app.platform.base, actor: null }, outletsOf(app.platform))
  const { items } = (await ann.get('/devices')).body
  assert.deepEqual(
    items.map(({ id }: Body) => id),
    [well.id],
  )
  const asked = expo.heard.filter(({ url }) => url === '/--/api/v2/push/getReceipts')
  assert.deepEqual(json(asked.at(-1) as Heard).ids.sort(), [gone.id, well.id].sort())
  await pruneByReceipts({ ...app.platform.base, actor: null }, outletsOf(app.platform))
  assert.equal(expo.heard.filter(({ url }) => url.endsWith('getReceipts')).length, asked.length)
})

interface Browser {
  subscription: { endpoint: string; keys: { p256dh: string; auth: string } }
  read(heard: Heard): Body
}

/** A browser's side of RFC 8291, written from the RFC. */
function browser(endpoint: string): Browser {
  const ecdh = createECDH('prime256v1')
  const [own, auth] = [ecdh.generateKeys(), randomBytes(16)]
  const derive = (salt: Buffer, secret: Buffer, info: Buffer, bytes: number) =>
    Buffer.from(hkdfSync('sha256', secret, salt, info, bytes))
  return {
    subscription: { endpoint, keys: { p256dh: own.toString('base64url'), auth: auth.toString('base64url') } },
    read: ({ body }) => {
      const [salt, sender] = [body.subarray(0, 16), body.subarray(21, 21 + body.readUInt8(20))]
      const info = Buffer.concat([Buffer.from('WebPush: info\0'), own, sender])
      const secret = derive(auth, ecdh.computeSecret(sender), info, 32)
      const key = derive(salt, secret, Buffer.from('Content-Encoding: aes128gcm\0'), 16)
      const nonce = derive(salt, secret, Buffer.from('Content-Encoding: nonce\0'), 12)
      const sealed = body.subarray(21 + sender.length)
      const decipher = createDecipheriv('aes-128-gcm', key, nonce).setAuthTag(sealed.subarray(-16))
      const plain = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()])
      return JSON.parse(plain.subarray(0, plain.lastIndexOf(2)).toString())
    },
  }
}

test('a browser gets the notification encrypted for it alone, signed with the key it subscribed with', async () => {
  const ann = await app.as()
  const path = `/push/${newId()}`
  const { subscription, read } = browser(`${pushService.url}${path}`)
  pushService.says.push({ status: 201 })
  const device = await added(ann, '/devices', { kind: 'web_push', subscription, name: 'Firefox' })
  await send(ann, { channels: ['web_push'], body: 'Zwei ☕', urgent: true })
  await state(ann, device, 'delivered')
  const [heard] = pushService.heard.filter(({ url }) => url === path) as [Heard]
  const { deliveryKey, title, body } = read(heard)
  assert.deepEqual([deliveryKey, title, body], ['pill:monday:web_push', 'Take the pill', 'Zwei ☕'])
  assert.equal(heard.body.includes('pill'), false)
  const { headers } = heard
  assert.deepEqual([headers['content-encoding'], headers.urgency, headers.ttl], ['aes128gcm', 'high', '86400'])
  assert.match(String(headers.topic), /^[\w-]{32}$/)
  const { publicKey: known } = (await ann.get('/devices/web-push-key')).body
  const [, jwt = '', key] = /^vapid t=([^,]+), k=(.+)$/.exec(headers.authorization ?? '') ?? []
  assert.equal(key, known)
  const point = Buffer.from(known, 'base64url')
  const [x, y] = [point.subarray(1, 33).toString('base64url'), point.subarray(33).toString('base64url')]
  const { payload } = await jwtVerify(jwt, await importJWK({ kty: 'EC', crv: 'P-256', x, y }, 'ES256'))
  assert.equal(payload.aud, pushService.url)
})

test('a subscription that has ended leaves the list', async () => {
  const ann = await app.as()
  const { subscription } = browser(`${pushService.url}/push/${newId()}`)
  await added(ann, '/devices', { kind: 'web_push', subscription })
  pushService.says.push({ status: 410 })
  await send(ann, { channels: ['web_push'] })
  await eventually(async () => assert.deepEqual((await ann.get('/devices')).body.items, []))
})

test('a push endpoint on a private address is never called', async () => {
  const inside = await openSink({ host: '127.0.0.2' })
  const ann = await app.as()
  const { id } = await added(ann, '/devices', { kind: 'web_push', subscription: browser(inside.url).subscription })
  const { body } = await ann.post(`/devices/${id}/test`)
  assert.equal(body.delivered, false)
  assert.match(body.error, /private network addresses are not fetched/)
  assert.equal(inside.heard.length, 0)
  inside.close()
})

test('a token belongs to whoever registered it last, and registering again is the same device', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  const phone = { kind: 'fcm', token: newId(), platform: 'android' }
  const first = await added(ann, '/devices', phone)
  const again = await added(ann, '/devices', { ...phone, name: 'Phone' })
  assert.deepEqual([again.id, again.name], [first.id, 'Phone'])
  await added(bob, '/devices', phone)
  assert.deepEqual((await ann.get('/devices')).body.items, [])
  assert.equal((await ann.post(`/devices/${first.id}/restore`)).status, 409)
  await send(ann, { channels: ['fcm'] })
  await send(bob, { channels: ['fcm'], title: 'For Bob' })
  await eventually(() => assert.equal(sentTo(google, phone.token).length, 1))
  assert.equal(json(sentTo(google, phone.token)[0] as Heard).message.notification.title, 'For Bob')
})

test('neither a token nor the keys of a subscription are shown or kept in the history', async () => {
  const ann = await app.as()
  const { subscription } = browser(`${pushService.url}/push/${newId()}`)
  const { id } = await added(ann, '/devices', { kind: 'web_push', subscription })
  await ann.patch(`/devices/${id}`, { name: 'Laptop' })
  const shown = [await ann.get('/devices'), await ann.get(`/devices/${id}/history`), await ann.get('/sync?since=0')]
  for (const { body } of shown)
    for (const secret of [subscription.endpoint, subscription.keys.auth, subscription.keys.p256dh])
      assert.equal(JSON.stringify(body).includes(secret), false)
})
