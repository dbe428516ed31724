import os from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { canRecognize } from '#core/ai/embedded/recognition.ts'
import { recordingOf, said } from '#domains/voice/voice.fixture.ts'
import { type Caller, startApp } from '#test/harness.ts'
import { watchHolds } from '#test/holds.ts'
import { median, report } from './lib/figures.ts'

// What is built in, without any key: how long a sentence of fifteen words takes to be said and written down, and for how long all of that,
// and pictures, hold the event loop. That is counted in processor time of the main thread, so that it says nothing about the machine's
// other work. node --import ./src/preload.ts bench/voice.ts

const ROUNDS = 20
const WORDS = 'You have three tasks left for today and a meeting with Ann at five today'

async function main() {
  console.log(`${os.availableParallelism()} cores, load ${os.loadavg()[0]?.toFixed(1)}, the embedded database`)
  const app = await startApp()
  const ann = await app.as()
  try {
    const [first] = await timesOf(1, () => speak(ann, 'mp3'))
    report({ what: 'voice: 15 words said for the first time, as mp3', value: first ?? Number.NaN, unit: 'ms' })
    for (const format of ['mp3', 'ogg', 'wav']) {
      const times = await timesOf(ROUNDS, () => speak(ann, format))
      tell(`voice: 15 words said as ${format}`, times, 250)
    }
    const recording = await said(WORDS)
    await timesOf(2, () => ann.post('/stt/process', recordingOf(recording)))
    await timesOf(2, () => ann.post('/intent/classify', { text: WORDS }))
    const hold = watchHolds()
    await Promise.all([
      timesOf(10, () => speak(ann, 'mp3')),
      ann.post('/tts/speak', { text: `${WORDS}. `.repeat(30) }),
      timesOf(10, () => ann.post('/stt/process', recordingOf(recording))),
      ann.post('/stt/process', recordingOf(Buffer.concat([recording, Buffer.alloc(9_000_000)]))),
      timesOf(10, () => ann.post('/intent/classify', { text: WORDS })),
    ])
    report({
      what: 'voice: longest hold of the event loop, once warm',
      value: hold(),
      unit: 'ms',
      goal: { atMost: 50 },
    })
    if (!canRecognize()) return console.log('  nothing is installed here that writes down what is said')
    const heard = await timesOf(5, () => ann.post('/stt/process', recordingOf(recording)))
    report({ what: 'voice: 15 words written down (4 s of speech)', value: median(heard), unit: 'ms' })
  } finally {
    await app.close()
  }
}

const speak = (ann: Caller, format: string) => ann.post('/tts/speak', { text: WORDS, format })

/** A machine that is too busy to be asked is asked again; only answers are timed. */
async function timesOf(count: number, work: () => Promise<{ status: number }>): Promise<number[]> {
  const times: number[] = []
  while (times.length < count) {
    const began = performance.now()
    const { status } = await work()
    if (status === 200) times.push(performance.now() - began)
    else if (status === 503) await pause(500)
    else throw new Error(`answered ${status}`)
  }
  return times
}

function tell(what: string, times: number[], atMost: number) {
  const sorted = times.toSorted((a, b) => a - b)
  report({ what: `${what}, median`, value: median(times), unit: 'ms' })
  report({
    what: `${what}, 95 %`,
    value: sorted[Math.floor(times.length * 0.95)] ?? Number.NaN,
    unit: 'ms',
    goal: { atMost },
  })
}

await main()
