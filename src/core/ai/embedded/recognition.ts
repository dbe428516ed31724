import { existsSync } from 'node:fs'
import path from 'node:path'
import { HEARD_RATE, type Heard, type Stretch } from './hearing.ts'
import { createThread } from './thread.ts'

/** Where Debian's packages put the model, and where the libraries of a Linux may lie. */
const MODEL = '/usr/share/pocketsphinx/model/en-us'
const ARCHITECTURES: Record<string, string> = { x64: 'x86_64', arm64: 'aarch64' }
const FOLDERS = [
  `/usr/lib/${ARCHITECTURES[process.arch] ?? process.arch}-linux-gnu`,
  '/usr/lib64',
  '/usr/lib',
  '/usr/local/lib',
]

export const POCKETSPHINX_PACKAGES = 'libpocketsphinx3 libsphinxbase3 pocketsphinx-en-us'

export interface Utterance extends Stretch {
  text: string
}

export interface RecognitionTask {
  /** Mono, 16 bits, `HEARD_RATE`. */
  samples: Int16Array
  speech: Stretch[]
}

const thread = createThread<RecognitionTask, never, Utterance[]>({
  file: new URL('./recognition-thread.ts', import.meta.url),
  idleMs: 300_000,
  most: 8,
  limitMs: 300_000,
})

export interface Pocketsphinx {
  model: string
  decoder: string
  base: string
}

let installed: Pocketsphinx | null | undefined

/** Where the libraries and the model of this machine are; null when one is missing. Loaded by the thread alone. */
export function findPocketsphinx(): Pocketsphinx | null {
  if (installed === undefined) {
    const place = (name: string) => FOLDERS.map((folder) => path.join(folder, name)).find((file) => existsSync(file))
    const [decoder, base] = [place('libpocketsphinx.so.3'), place('libsphinxbase.so.3')]
    const isComplete = existsSync(path.join(MODEL, 'en-us.lm.bin'))
    installed = decoder && base && isComplete ? { model: MODEL, decoder, base } : null
  }
  return installed
}

/** Whether this machine can write down what is said without anybody else. */
export const canRecognize = (): boolean => findPocketsphinx() !== null

/**
 * Writes down what is said, with pocketsphinx and its US English model: small letters, no punctuation, and wrong in every tenth word of
 * clear speech or more. For a draft that somebody looks over, or for commands. Only where `canRecognize`.
 */
export function recognize({ samples, speech }: Heard, signal?: AbortSignal): Promise<Utterance[]> {
  return thread.ask({ samples, speech: speech.flatMap(shortened) }, signal ? { signal } : {})
}

const LONGEST = 20

/** Longer ones are cut, so that others have their turn in between. */
function shortened({ from, to }: Stretch): Stretch[] {
  const count = Math.ceil((to - from) / LONGEST)
  const length = (to - from) / count
  return Array.from({ length: count }, (_, at) => ({ from: from + at * length, to: from + (at + 1) * length }))
}

/** The samples of a stretch. */
export const samplesIn = (samples: Int16Array, { from, to }: Stretch): Int16Array =>
  samples.subarray(Math.floor(from * HEARD_RATE), Math.ceil(to * HEARD_RATE))
