import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import sharp from 'sharp'
import { actingAs } from '#core/ctx.ts'
import { startApp, type TestApp } from '#test/harness.ts'
import { type MediaServer, openMediaServer } from '#test/media-server.ts'
import { drawImage } from './drawing.ts'
import { landscape } from './embedded/drawing.ts'

let app: TestApp
let server: MediaServer

before(async () => {
  server = await openMediaServer()
  app = await startApp({ env: { OPENAI_API_KEY: 'key', OPENAI_BASE_URL: server.url, AI_TIMEOUT_SECONDS: '0.5' } })
})
after(async () => {
  await app.close()
  server.close()
})

const PAYER = { zone: 'UTC', allowsModels: true }

async function draw(prompt: string, size = { width: 320, height: 200 }, payer = PAYER) {
  const { userId } = await app.as()
  const ctx = actingAs({ ...app.platform.base, actor: null }, userId, 'test')
  return drawImage(ctx, app.platform.reach.ai, payer, { prompt, ...size }, new AbortController().signal)
}

const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#884422' } })
    .jpeg()
    .toBuffer()

function reply(...replies: MediaServer['replies']) {
  server.asked.length = 0
  server.replies.splice(0, Infinity, ...replies)
}

test('an image model draws what was asked for, in the asked size, and as PNG whatever it answers', async () => {
  reply({ json: { created: 1, data: [{ b64_json: (await picture(1536, 1024)).toString('base64') }] } })
  const drawn = await draw('a house by the sea')
  const { format, width, height } = await sharp(drawn.bytes).metadata()
  assert.deepEqual([format, width, height], ['png', 320, 200])
  assert.deepEqual([drawn.provider, drawn.model, drawn.isProcedural], ['openai', 'gpt-image-1', false])
  const { fields } = server.asked[0] ?? {}
  assert.deepEqual([fields?.prompt, fields?.size, fields?.n], ['a house by the sea', '1536x1024', 1])
})

test('whatever an image model fails with, and for whoever allows none, a procedure draws and says so', async () => {
  const notImage = { json: { data: [{ b64_json: Buffer.from('no picture').toString('base64') }] } }
  for (const [at, failure] of ([{ status: 500 }, { status: 401 }, 'stall', 'garbage', notImage] as const).entries()) {
    app.setNow(new Date(Date.UTC(2027, 2, 1, 1 + at)).toISOString())
    reply(failure)
    const { provider, isProcedural, bytes } = await draw('a house by the sea')
    assert.deepEqual([provider, isProcedural, server.asked.length], ['embedded', true, 1], JSON.stringify(failure))
    const { format, exif } = await sharp(bytes).metadata()
    assert.equal(format, 'png')
    assert.match(exif?.toString('latin1') ?? '', /not made by a generative model/)
  }
  reply({ status: 500 })
  assert.equal(
    (await draw('a secret', { width: 64, height: 64 }, { ...PAYER, allowsModels: false })).isProcedural,
    true,
  )
  assert.equal(server.asked.length, 0)
})

test('a procedure draws the same for the same words, another picture for others, and none of the words themselves', async () => {
  const size = { width: 300, height: 200 }
  const prompt = 'calm </svg><script>alert(1)</script> & "quotes"'
  assert.equal(landscape(prompt, size), landscape(prompt, size))
  assert.notEqual(landscape(prompt, size), landscape('calm', size))
  assert.notEqual(landscape('a night by the sea', size), landscape('a morning by the sea', size))
  assert.doesNotMatch(landscape(prompt, size), /script|quotes|calm/)
})

test('no size is too large or too small to be drawn', async () => {
  app.setNow('2027-03-05T00:00:00.000Z')
  reply({ status: 500 })
  const { width, height } = await draw('x', { width: 90_000, height: 1 })
  assert.deepEqual([width, height], [2_048, 16])
})
