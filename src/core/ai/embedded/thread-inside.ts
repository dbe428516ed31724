import { setImmediate as turn } from 'node:timers/promises'
import { parentPort, type Transferable } from 'node:worker_threads'
import type { Answer, Question } from './thread.ts'

/** How a task that goes on for long stays polite. */
export interface Work<Part> {
  part(part: Part, transfer?: Transferable[]): void
  /** Lets other tasks have their turn; throws when nobody waits for this one any more. */
  breathe(): Promise<void>
}

/** The inside of a thread: does each task and answers it. `transferOf` names what of a result need not be copied. */
export function serve<Task, Part, Result>(
  perform: (task: Task, work: Work<Part>) => Promise<Result>,
  transferOf: (result: Result) => Transferable[] = () => [],
) {
  const cancelled = new Set<number>()
  const running = new Set<number>()
  const answer = (message: Answer<Part, Result>, transfer: Transferable[] = []) =>
    parentPort?.postMessage(message, transfer)
  const workOn = (id: number): Work<Part> => ({
    part: (part, transfer) => answer({ id, part }, transfer),
    breathe: async () => {
      await turn()
      if (cancelled.has(id)) throw new Error('Nobody waits for this any more')
    },
  })
  parentPort?.on('message', (question: Question<Task>) => {
    const { id } = question
    if ('isCancelled' in question) {
      if (running.has(id)) cancelled.add(id)
      return
    }
    running.add(id)
    perform(question.task, workOn(id))
      .then(
        (result) => answer({ id, result }, transferOf(result)),
        (error: unknown) => answer({ id, error: error instanceof Error ? error.message : String(error) }),
      )
      .finally(() => {
        running.delete(id)
        cancelled.delete(id)
      })
  })
}
