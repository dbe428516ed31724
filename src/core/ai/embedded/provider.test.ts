import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  embedMany,
  generateImage,
  experimental_generateSpeech as generateSpeech,
  experimental_transcribe as transcribe,
} from 'ai'
import { cosine } from '../embeddings.ts'
import { PROCEDURAL } from './drawing.ts'
import { embedded } from './provider.ts'
import { canRecognize } from './recognition.ts'

test('what is built in embeds, speaks and draws through the usual functions of the AI SDK', async () => {
  const { embeddings } = await embedMany({
    model: embedded.embeddingModel('use-lite-en'),
    values: ['go for a run', 'go for a run in the park', 'pay the bill'],
  })
  const [run = [], park = [], bill = []] = embeddings
  assert.ok(cosine(run, park) > cosine(run, bill))

  const { audio, warnings } = await generateSpeech({
    model: embedded.speechModel('flite'),
    text: 'Remind me to call my mother tomorrow.',
    voice: 'rms',
    outputFormat: 'wav',
  })
  assert.deepEqual([audio.mediaType, warnings.length], ['audio/wav', 0])

  const { image, warnings: told } = await generateImage({
    model: embedded.imageModel(PROCEDURAL),
    prompt: 'a house by the sea',
    size: '320x200',
  })
  assert.equal(image.mediaType, 'image/png')
  assert.match(JSON.stringify(told), /not by a generative model/)

  const heard = transcribe({ model: embedded.transcriptionModel('pocketsphinx-en-us'), audio: audio.uint8Array })
  if (canRecognize()) assert.equal((await heard).text, 'remind me to call my mother tomorrow')
  else await assert.rejects(heard)
})

test('it has no models but its own, and no language model', () => {
  for (const open of [
    () => embedded.languageModel('gpt'),
    () => embedded.speechModel('tts-1'),
    () => embedded.imageModel('dall-e-3'),
  ])
    assert.throws(open, { name: 'AI_NoSuchModelError' })
})
