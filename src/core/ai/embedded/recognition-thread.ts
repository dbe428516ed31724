import path from 'node:path'
import koffi from 'koffi'
import { findPocketsphinx, type RecognitionTask, samplesIn, type Utterance } from './recognition.ts'
import { serve } from './thread-inside.ts'

// The inside of the thread behind `recognize`. The functions are those of pocketsphinx 5prealpha, as Debian 12 has it.

const decoder = createDecoder()

serve<RecognitionTask, never, Utterance[]>(async ({ samples, speech }, work) => {
  const utterances: Utterance[] = []
  for (const stretch of speech) {
    const text = decoder.textOf(samplesIn(samples, stretch))
    if (text !== '') utterances.push({ ...stretch, text })
    await work.breathe()
  }
  return utterances
})

function createDecoder() {
  const found = findPocketsphinx()
  if (found === null) throw new Error('pocketsphinx is not installed')
  const { model } = found
  const base = koffi.load(found.base)
  const library = koffi.load(found.decoder)
  const settings = base.func('void *cmd_ln_init(void *initial, void *definitions, int strict, ...)')
  const definitions = library.func('void *ps_args()')
  const open = library.func('void *ps_init(void *settings)')
  const start = library.func('int ps_start_utt(void *decoder)')
  const process = library.func(
    'int ps_process_raw(void *decoder, int16_t *samples, size_t count, int noSearch, int isAll)',
  )
  const end = library.func('int ps_end_utt(void *decoder)')
  const hypothesis = library.func('const char *ps_get_hyp(void *decoder, void *score)')
  const given = {
    '-hmm': path.join(model, 'en-us'),
    '-lm': path.join(model, 'en-us.lm.bin'),
    '-dict': path.join(model, 'cmudict-en-us.dict'),
    '-logfn': '/dev/null',
  }
  const words = Object.entries(given).flatMap(([name, value]) => ['str', name, 'str', value])
  const opened: unknown = open(settings(null, definitions(), 1, ...words, 'void *', null))
  if (!opened) throw new Error('pocketsphinx does not take its model')
  return {
    textOf: (samples: Int16Array): string => {
      start(opened)
      process(opened, samples, samples.length, 0, 1)
      end(opened)
      // Null when nothing was understood.
      return String(hypothesis(opened, null) ?? '')
    },
  }
}
