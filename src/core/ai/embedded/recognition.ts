import { existsSync } from 'node:fs'
import path from 'node:path'
import koffi from 'koffi'
import { HEARD_RATE, type Heard, type Stretch } from './hearing.ts'
import { createThread } from './thread.ts'

/** As Debian's packages libpocketsphinx3, libsphinxbase3 and pocketsphinx-en-us put them. */
export const POCKETSPHINX = {
  model: '/usr/share/pocketsphinx/model/en-us',
  decoder: 'libpocketsphinx.so.3',
  base: 'libsphinxbase.so.3',
}
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

let installed: boolean | undefined

/** Whether this machine can write down what is said without anybody else: library and model must be there. */
export function canRecognize(): boolean {
  installed ??= existsSync(path.join(POCKETSPHINX.model, 'en-us.lm.bin')) && loads(POCKETSPHINX.decoder)
  return installed
}

function loads(library: string): boolean {
  try {
    koffi.load(library)
    return true
  } catch {
    return false
  }
}

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
