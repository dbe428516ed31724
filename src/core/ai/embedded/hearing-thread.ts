import decode, { type AudioData } from 'audio-decode'
import { HEARD_RATE, type HearingResult, type HearingTask, MAX_AUDIO_SECONDS } from './hearing.ts'
import { resampled } from './resampling.ts'
import { serve, type Work } from './thread-inside.ts'
import { speechIn } from './voice-activity.ts'

// The inside of the thread behind `hear`.

/** So little at a time that nobody can hide hours of silence in it. */
const CHUNK = 4_096
/** Frames of a file whose table of contents stands at its end, which are decoded all at once: five minutes have 14,000. */
const MOST_FRAMES = 30_000

serve<HearingTask, never, HearingResult>(
  async (task, work) => {
    if (framesAtOnce(task) > MOST_FRAMES) return 'too_long'
    const mono = await decodeMono(task, work).catch(() => 'unreadable' as const)
    if (typeof mono === 'string') return mono
    const durationSeconds = mono.samples.length / mono.sampleRate
    const samples = resampled(mono.samples, mono.sampleRate, HEARD_RATE)
    return { durationSeconds, samples, speech: speechIn(samples, HEARD_RATE) }
  },
  (result) => (typeof result === 'string' ? [] : [result.samples.buffer]),
)

interface Mono {
  samples: Float32Array
  sampleRate: number
}

async function decodeMono({ bytes, codec }: HearingTask, work: Work<never>): Promise<Mono | 'too_long' | 'unreadable'> {
  const parts: Float32Array[] = []
  let sampleRate = 0
  let length = 0
  const add = (decoded: AudioData) => {
    if (decoded.channelData.length === 0) return
    sampleRate ||= decoded.sampleRate
    const part = mixed(decoded.channelData)
    length += part.length
    parts.push(part)
  }
  const decoder = await decode[codec]()
  try {
    for (let at = 0; at < bytes.length; at += CHUNK) {
      add(await decoder(bytes.subarray(at, at + CHUNK)))
      if (length > MAX_AUDIO_SECONDS * sampleRate) return 'too_long'
      if (at % (CHUNK * 16) === 0) await work.breathe()
    }
    add(await decoder())
  } finally {
    decoder.free()
  }
  if (length === 0) return 'unreadable'
  if (length > MAX_AUDIO_SECONDS * sampleRate) return 'too_long'
  return { samples: joined(parts, length), sampleRate }
}

/** The mean of all channels. */
function mixed(channels: Float32Array[]): Float32Array {
  const [first = new Float32Array(), ...others] = channels
  if (others.length === 0) return first
  return first.map((sample, at) => others.reduce((sum, other) => sum + (other[at] ?? 0), sample) / channels.length)
}

function joined(parts: Float32Array[], length: number): Float32Array {
  const whole = new Float32Array(length)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** How many frames an MP4 file's table (ISO/IEC 14496-12, `stsz`) speaks of; 0 for others. */
function framesAtOnce({ bytes, codec }: HearingTask): number {
  if (codec !== 'm4a') return 0
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  let most = 0
  for (let at = view.indexOf('stsz'); at >= 0 && at + 16 <= view.length; at = view.indexOf('stsz', at + 4))
    most = Math.max(most, view.readUInt32BE(at + 12))
  return most
}
