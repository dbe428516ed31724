import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { speakEmbedded } from '#core/ai/embedded/speech.ts'
import { formOf, JPEG, silence } from '#test/forms.ts'
import { type Body, type Caller, startApp, type TestApp } from '#test/harness.ts'
import { type MediaServer, openMediaServer } from '#test/media-server.ts'

/** The built-in voice. */
async function said(text: string): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const part of speakEmbedded({ text, voice: 'rms', format: 'wav', speed: 1 })) parts.push(part)
  return Buffer.concat(parts)
}

let app: TestApp
let deaf: TestApp
let server: MediaServer
before(async () => {
  server = await openMediaServer()
  const heard = { AI_TRANSCRIPTION: 'openai', OPENAI_API_KEY: 'k', OPENAI_BASE_URL: server.url }
  app = await startApp({ env: heard })
  deaf = await startApp({ env: { AI_TRANSCRIPTION: 'none' } })
})
after(async () => {
  await Promise.all([app.close(), deaf.close()])
  server.close()
})

const speak = (by: Caller, bytes: Buffer, more: object = {}) =>
  by.post('/notes/voice', formOf({ audio: new File([new Uint8Array(bytes)], 'memo.wav'), ...more }))

test('a recording in which nobody speaks is kept as a note that says so, and can be put into words by hand', async () => {
  const ann = await app.as()
  const { status, body } = await speak(ann, silence(2), { tags: 'walk, ideas,walk', now: '2027-03-01T09:00:00.000Z' })
  assert.equal(status, 400, 'a time is no field of a form')
  const spoken = await speak(ann, silence(2), { tags: 'walk, ideas,walk' })
  assert.equal(spoken.status, 201, JSON.stringify(body))
  const note = spoken.body
  assert.deepEqual(
    [note.transcriptStatus, note.transcript, note.content, note.audioSeconds, note.tags],
    ['no_speech', null, '', 2, ['walk', 'ideas']],
  )
  assert.match(note.title, /^Voice note of \d{4}-\d\d-\d\d \d\d:\d\d$/)
  assert.equal(spoken.headers.location, `/api/notes/${note.id}`)
  const { body: file } = await ann.get(`/files/${note.audioFileId}`)
  assert.deepEqual([file.kind, file.contentType, file.name], ['audio', 'audio/wav', 'memo.wav'])
  const { body: corrected } = await ann.patch(`/notes/${note.id}`, { transcript: 'I only breathed.' })
  assert.equal(corrected.transcript, 'I only breathed.')
  assert.deepEqual(
    (await ann.get('/notes?voice=true&q=breathed')).body.items.map(({ id }: Body) => id),
    [note.id],
  )
})

test('what is no audio is refused and not kept', async () => {
  const ann = await app.as()
  assert.equal((await speak(ann, JPEG)).status, 415)
  assert.equal((await speak(ann, silence(1).subarray(0, 44))).status, 422)
  assert.equal((await ann.get('/files/usage')).body.files, 0)
  assert.deepEqual((await ann.get('/notes')).body.items, [])
})

test('a recording whose file is deleted leaves its words, and cannot be listened to again', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  const { body: note } = await speak(ann, silence(1), { title: 'Silence' })
  assert.equal((await bob.post(`/notes/${note.id}/transcribe`)).status, 404)
  assert.equal((await ann.post(`/notes/${note.id}/transcribe`)).body.transcriptStatus, 'no_speech')
  await ann.delete(`/files/${note.audioFileId}`)
  assert.equal((await ann.get(`/notes/${note.id}`)).body.audioFileId, null)
  assert.equal((await ann.post(`/notes/${note.id}/transcribe`)).status, 409)
})

test('what is said becomes the note: its title is how it begins, and a correction stands beside what was heard', async () => {
  server.replies.splice(0, Infinity, {
    json: { text: 'The tomatoes need loose soil. And water.', language: 'english' },
  })
  const ann = await app.as()
  const { status, body: note } = await speak(ann, await said('The tomatoes need loose soil. And water.'))
  assert.equal(status, 201, JSON.stringify(note))
  assert.deepEqual(
    [note.transcriptStatus, note.title, note.content],
    ['done', 'The tomatoes need loose soil', 'The tomatoes need loose soil. And water.'],
  )
  await ann.patch(`/notes/${note.id}`, { transcript: 'Potatoes.', content: 'Mine.' })
  const { body: again } = await ann.post(`/notes/${note.id}/transcribe`)
  assert.deepEqual([again.transcript, again.content], ['The tomatoes need loose soil. And water.', 'Mine.'])
})

test('where nobody can listen the recording is kept all the same, and the note says so', async () => {
  const ann = await deaf.as()
  const { status, body: note } = await speak(ann, await said('The tomatoes need loose soil.'))
  assert.deepEqual([status, note.transcriptStatus, note.transcript], [201, 'unavailable', null])
  assert.equal((await ann.get(`/files/${note.audioFileId}`)).status, 200)
  const again = await ann.post(`/notes/${note.id}/transcribe`)
  assert.deepEqual([again.status, again.headers['retry-after']], [503, '60'])
})
