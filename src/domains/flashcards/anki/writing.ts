import { createThread } from '#core/ai/embedded/thread.ts'

/** A deck as Anki names it; `settings` are ours and mean nothing to it. */
export interface WrittenDeck {
  id: number
  name: string
  settings: object
}

/** A card and its note, in Anki's terms. */
export interface WrittenCard {
  id: number
  guid: string
  deck: number
  fields: string[]
  tags: string
  type: number
  queue: number
  due: number
  ivl: number
  reps: number
  lapses: number
  left: number
  data: string
  /** When in ms, ease, interval, interval before, ms it took, kind. */
  reviews: [number, number, number, number, number, number][]
}

export type WritingTask =
  | { kind: 'begin'; file: string; began: number; decks: WrittenDeck[] }
  | { kind: 'add'; file: string; cards: WrittenCard[] }

const thread = createThread<WritingTask, never, null>({
  file: new URL('./writing-thread.ts', import.meta.url),
  idleMs: 20_000,
  most: 20,
  limitMs: 120_000,
})

/** Makes the file of a collection without cards. `began` is in seconds since 1970. */
export const beginCollection = (file: string, began: number, decks: WrittenDeck[]): Promise<null> =>
  thread.ask({ kind: 'begin', file, began, decks })

export const addToCollection = (file: string, cards: WrittenCard[]): Promise<null> =>
  thread.ask({ kind: 'add', file, cards })
