import type { z } from 'zod'
import { mine } from '#core/columns.ts'
import type { UserCtx } from '#core/ctx.ts'
import { createDeck } from '../decks.service.ts'
import { NewFlashcardDeck } from '../flashcards.schema.ts'
import { type DeckRow, flashcardDecks } from '../flashcards.tables.ts'
import type { PackedDeck } from './collection.ts'
import { PackageProblem } from './problem.ts'

/** Decks of mine by where they stand and what they are called. */
export interface DeckShelf {
  /** The deck below which all of them come; null for none. */
  under: string | null
  packed: ReadonlyMap<number, PackedDeck>
  /** What we have written of decks ourselves, or their options in Anki, by their paths. */
  settings: ReadonlyMap<string, z.infer<typeof Settings>>
  byPlace: Map<string, DeckRow>
  madeIds: string[]
}

const MOST_DECKS = 2_000
const DEEPEST = 20
const Settings = NewFlashcardDeck.omit({ parentDeckId: true })

export async function openDeckShelf(
  ctx: UserCtx,
  packed: readonly PackedDeck[],
  under: string | null,
): Promise<DeckShelf> {
  const rows = await ctx.db.select().from(flashcardDecks).where(mine(ctx, flashcardDecks)).orderBy(flashcardDecks.id)
  const byPlace = new Map(
    rows.map((row) => [placeOf(row.parentDeckId, row.name), row]).reverse() as [string, DeckRow][],
  )
  return {
    under,
    packed: new Map(packed.map((deck) => [deck.id, deck])),
    settings: settingsOf(packed),
    byPlace,
    madeIds: [],
  }
}

/**
 * The deck of this id of Anki's, as a deck of mine: the one of the same name at the same place, or else a new one with those around it.
 * Trying out makes none; its cards then count as those of a deck with the usual settings.
 */
export async function deckFor(ctx: UserCtx, shelf: DeckShelf, ankiId: number, isDryRun: boolean): Promise<DeckRow> {
  const packed = shelf.packed.get(ankiId)
  const path = (packed?.path ?? ['Imported']).slice(0, DEEPEST).map(nameOf)
  let parent = shelf.under
  let deck: DeckRow | undefined
  for (const [at, segment] of path.entries()) {
    const own = shelf.settings.get(packed?.path.slice(0, at + 1).join('::') ?? '')
    const name = own?.name ?? segment
    const place = placeOf(parent, name)
    deck =
      shelf.byPlace.get(place) ??
      (isDryRun ? triedOut(place, name) : await made(ctx, shelf, { ...own, name, parentDeckId: parent }))
    shelf.byPlace.set(place, deck)
    parent = deck.id
  }
  if (deck === undefined) throw new PackageProblem('A deck of this package has no name.')
  return deck
}

const settingsOf = (packed: readonly PackedDeck[]) =>
  new Map(
    packed.flatMap(({ path, settings, preset }) => {
      const { data } = Settings.safeParse(settings ?? { ...preset, name: nameOf(path.at(-1)) })
      return data === undefined ? [] : [[path.join('::'), data]]
    }),
  )

const nameOf = (name = '') => name.trim().slice(0, 200) || 'Deck'

const placeOf = (parentId: string | null, name: string) => `${parentId ?? ''} ${name}`

async function made(ctx: UserCtx, shelf: DeckShelf, deck: NewFlashcardDeck): Promise<DeckRow> {
  if (shelf.madeIds.length >= MOST_DECKS) throw new PackageProblem(`This package has more than ${MOST_DECKS} decks.`)
  const row = await createDeck(ctx, deck)
  shelf.madeIds.push(row.id)
  return row
}

const WITHOUT = {
  ...{ userId: '', version: 1, createdAt: '', updatedAt: '', deletedAt: null, description: null, area: null, tags: [] },
  ...{ parentDeckId: null, position: 0, desiredRetention: 0.9, newPerDay: 20, reviewsPerDay: 200, parameters: null },
  ...{ maximumIntervalDays: 36_500, learningSteps: ['1m', '10m'], relearningSteps: ['10m'], leechLapses: 8 },
  ...{ leechAction: 'suspend' as const, weekdayWeights: null, balancesLoad: false },
}

const triedOut = (place: string, name: string): DeckRow => ({ ...WITHOUT, id: `new ${place}`, name })
