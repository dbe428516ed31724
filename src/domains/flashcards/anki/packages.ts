import { createThread } from '#core/ai/embedded/thread.ts'
import type { PackedCard } from './cards.ts'
import type { PackedDeck } from './collection.ts'
import { PackageProblem } from './problem.ts'

/** Each works on a folder that holds `package.zip`, and leaves there what the next one needs. */
export type Task =
  | { kind: 'open'; folder: string }
  | { kind: 'page'; folder: string; after: number; most: number }
  | { kind: 'media'; folder: string; names: string[] }

export interface Opened {
  /** Seconds since 1970 from which the collection counts its days. */
  began: number
  /** Cards. */
  total: number
  decks: PackedDeck[]
}

export interface Page {
  cards: PackedCard[]
  /** After which card the next page begins; null when there is none. */
  last: number | null
}

/** A medium that lies in the folder now, or why it does not. */
export type Medium = { name: string } & ({ path: string; size: number; sha256: string } | { problem: string })

export type TaskResult = Opened | Page | { media: Medium[] } | { problem: string }

const thread = createThread<Task, never, TaskResult>({
  file: new URL('./package-thread.ts', import.meta.url),
  idleMs: 20_000,
  most: 20,
  limitMs: 300_000,
})

/** Unpacks the collection and looks through it once; `PackageProblem` says what is wrong with it. */
export const openPackage = (folder: string): Promise<Opened> => ask<Opened>({ kind: 'open', folder })

export const readPage = (folder: string, after: number, most: number): Promise<Page> =>
  ask<Page>({ kind: 'page', folder, after, most })

/** The media of these names that the package has, extracted; the next call writes over them. */
export const readMedia = async (folder: string, names: string[]): Promise<Medium[]> =>
  (await ask<{ media: Medium[] }>({ kind: 'media', folder, names })).media

async function ask<T extends TaskResult>(task: Task): Promise<T> {
  const result = await thread.ask(task)
  if ('problem' in result) throw new PackageProblem(result.problem)
  return result as T // each kind of task has one kind of result
}
