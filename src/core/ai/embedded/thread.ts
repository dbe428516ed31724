import { type Transferable, Worker } from 'node:worker_threads'
import { AppError } from '#core/errors.ts'

/** Work that would hold the event loop, done by a thread of its own. */
export interface Thread<Task, Part, Result> {
  /** Rejects with `signal`'s reason when that is aborted, with 503 when too many wait, and when the thread dies of it. */
  ask(task: Task, asking?: Asking<Part>): Promise<Result>
}

export interface Asking<Part> {
  /** Handed over instead of copied: gone here afterwards. */
  transfer?: Transferable[]
  /** Called for what is ready before the rest. */
  onPart?: (part: Part) => void
  signal?: AbortSignal
}

interface Options {
  file: URL
  /** How long a thread without work keeps what it has loaded. */
  idleMs: number
  /** Tasks at a time; more are turned away at once. */
  most: number
  /** A task that takes longer is stuck, and the thread with it. */
  limitMs: number
}

export type Question<Task> = { id: number; task: Task } | { id: number; isCancelled: true }
export type Answer<Part, Result> =
  | { id: number; part: Part }
  | { id: number; result: Result }
  | { id: number; error: string }

interface Waiting {
  onPart: (part: unknown) => void
  resolve: (result: unknown) => void
  reject: (error: unknown) => void
}

/**
 * A thread that starts with its first task and ends after a while without one, so that what it loads is only there while it is used.
 * One that dies fails what it was asked and is replaced at the next task.
 */
export const createThread = <Task, Part, Result>(options: Options): Thread<Task, Part, Result> =>
  new WorkerThread<Task, Part, Result>(options)

class WorkerThread<Task, Part, Result> implements Thread<Task, Part, Result> {
  readonly #options: Options
  readonly #waiting = new Map<number, Waiting>()
  #worker: Worker | null = null
  #idle: NodeJS.Timeout | undefined
  #asked = 0

  constructor(options: Options) {
    this.#options = options
  }

  async ask(task: Task, { transfer = [], onPart = () => {}, signal }: Asking<Part> = {}): Promise<Result> {
    signal?.throwIfAborted()
    if (this.#waiting.size >= this.#options.most)
      throw new AppError('unavailable', 'Too many ask for this at once. Try again shortly.', { retryAfterSeconds: 2 })
    const worker = this.#awake()
    const id = ++this.#asked
    const late = () => this.#end(worker, new Error('The thread did not answer in time'))
    const stuck = setTimeout(late, this.#options.limitMs).unref()
    const { promise, resolve, reject } = Promise.withResolvers<unknown>()
    const cancel = () => {
      worker.postMessage({ id, isCancelled: true } satisfies Question<Task>)
      reject(signal?.reason)
    }
    signal?.addEventListener('abort', cancel, { once: true })
    // What comes under an id is of the kind that was asked for under it.
    this.#waiting.set(id, { onPart: onPart as Waiting['onPart'], resolve, reject })
    worker.postMessage({ id, task } satisfies Question<Task>, transfer)
    try {
      return (await promise) as Result
    } finally {
      clearTimeout(stuck)
      signal?.removeEventListener('abort', cancel)
      this.#done(id)
    }
  }

  #awake(): Worker {
    clearTimeout(this.#idle)
    this.#worker ??= this.#start()
    this.#worker.ref()
    return this.#worker
  }

  #start(): Worker {
    const worker = new Worker(this.#options.file)
    worker.on('message', (answer: Answer<Part, Result>) => {
      const asker = this.#waiting.get(answer.id)
      if ('part' in answer) return asker?.onPart(answer.part)
      if ('result' in answer) asker?.resolve(answer.result)
      else asker?.reject(new Error(answer.error))
    })
    worker.on('error', (error) => this.#end(worker, error instanceof Error ? error : new Error(String(error))))
    worker.on('exit', () => this.#end(worker, new Error('The thread has ended')))
    return worker
  }

  #done(id: number) {
    this.#waiting.delete(id)
    const worker = this.#worker
    if (this.#waiting.size > 0 || worker === null) return
    // A process that is done with everything else need not wait for the next task.
    worker.unref()
    this.#idle = setTimeout(() => this.#end(worker, new Error('The thread rests')), this.#options.idleMs).unref()
  }

  #end(worker: Worker, error: Error) {
    if (this.#worker !== worker) return
    this.#worker = null
    for (const { reject } of this.#waiting.values()) reject(error)
    this.#waiting.clear()
    void worker.terminate()
  }
}
