import { Worker } from 'node:worker_threads'

/** Turns texts into vectors of unit length, near to each other where the texts mean the same. */
export interface Embedder {
  /** Stored beside every vector: those of different models say nothing about each other. */
  readonly model: string
  readonly dims: number
  /** One vector a text, in their order. */
  embed(texts: string[]): Promise<number[][]>
}

/**
 * Universal Sentence Encoder lite, whose weights come with the package: no key, no network, English only, and blind to opposites. It
 * computes in a thread of its own, which starts with the first question and ends after a minute without one, so that the 200 MB it
 * takes are only there while they are used. A thread that dies fails what it was asked and is replaced at the next question.
 */
export const embeddedModel: Embedder = { model: 'use-lite-en', dims: 512, embed }

/** The cosine of two vectors of unit length. */
export function cosine(a: readonly number[], b: readonly number[]): number {
  let sum = 0
  for (let at = 0; at < a.length; at++) sum += (a[at] ?? 0) * (b[at] ?? 0)
  return sum
}

const IDLE_MS = 60_000

export interface Question {
  id: number
  texts: string[]
}
export type Answered = { id: number; vectors: number[][] } | { id: number; error: string }

interface Waiting {
  resolve: (vectors: number[][]) => void
  reject: (error: Error) => void
}

let thread: Worker | null = null
let idle: NodeJS.Timeout | undefined
let asked = 0
const waiting = new Map<number, Waiting>()

function embed(texts: string[]): Promise<number[][]> {
  if (texts.length === 0) return Promise.resolve([])
  clearTimeout(idle)
  thread ??= start()
  thread.ref()
  const question: Question = { id: ++asked, texts }
  return new Promise((resolve, reject) => {
    waiting.set(question.id, { resolve, reject })
    thread?.postMessage(question)
  })
}

function start(): Worker {
  const worker = new Worker(new URL('./embeddings-thread.ts', import.meta.url))
  worker.on('message', (answer: Answered) => {
    const asker = waiting.get(answer.id)
    waiting.delete(answer.id)
    if ('vectors' in answer) asker?.resolve(answer.vectors)
    else asker?.reject(new Error(answer.error))
    if (waiting.size > 0) return
    // A process that is done with everything else need not wait for the next question.
    worker.unref()
    idle = setTimeout(() => stop(worker), IDLE_MS).unref()
  })
  worker.on('error', (error) => fail(worker, error instanceof Error ? error : new Error(String(error))))
  worker.on('exit', () => fail(worker, new Error('The embedding thread has ended')))
  return worker
}

function stop(worker: Worker) {
  if (thread === worker) thread = null
  void worker.terminate()
}

function fail(worker: Worker, error: Error) {
  if (thread !== worker) return
  thread = null
  for (const { reject } of waiting.values()) reject(error)
  waiting.clear()
}
