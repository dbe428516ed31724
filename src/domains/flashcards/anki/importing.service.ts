import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { inTransaction, type Reach, type UserCtx } from '#core/ctx.ts'
import { AppError } from '#core/errors.ts'
import { userZone } from '#domains/accounts/users.service.ts'
import { openBytes } from '#domains/files/downloads.service.ts'
import { rewriteReviews } from '../reviews.queries.ts'
import { withEasyDays } from '../scheduling.ts'
import type { PackedCard } from './cards.ts'
import { type DeckShelf, deckFor, openDeckShelf } from './imported-decks.service.ts'
import { claimImport, setImport } from './imports.service.ts'
import { type ImportCounts, type ImportProblem, type ImportRow, NOTHING_YET } from './imports.tables.ts'
import { mediaIn } from './markup.ts'
import { type MediaShelf, takeMedia } from './media.service.ts'
import { ankiKeyOf, type Incoming, type Merged, merge, type Terms } from './merging.ts'
import { openPackage, readPage } from './packages.ts'
import { PackageProblem } from './problem.ts'
import { insertCards, insertReviews, lockKnown, reviewsOfCards, rewriteCards } from './taken.queries.ts'

type Outside = Pick<Reach, 'files'>

const MOST_CARDS = 100_000
const MOST_ATTEMPTS = 3
const MOST_PROBLEMS = 200
const MOST_WARNINGS = 50
/** Cards that are looked at together: others have their turn between two pages. */
const PAGE = 200

/**
 * Reads a package to its end, page by page, each whole or not at all. Safe to run twice: cards and reviews that came in before are
 * found again. What is wrong with the package ends the import and says so; whatever else fails is tried three times.
 */
export async function importPackage(ctx: UserCtx, outside: Outside, importId: string): Promise<void> {
  const row = await claimImport(ctx, importId)
  if (row === undefined) return
  const folder = await mkdtemp(path.join(os.tmpdir(), 'almanac-package-'))
  try {
    await fetchPackage(ctx, outside, row, folder)
    await readAll(ctx, outside, row, folder)
    await setImport(ctx, importId, { state: 'done', finishedAt: ctx.now().toISOString() })
  } catch (error) {
    const told = error instanceof PackageProblem || error instanceof AppError ? error.message : null
    if (told === null && row.attempts < MOST_ATTEMPTS) throw error
    await setImport(ctx, importId, {
      state: 'failed',
      error: told ?? 'Reading it failed for a reason that is not yours. Try again later.',
      finishedAt: ctx.now().toISOString(),
    })
    if (told === null) throw error
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function fetchPackage(ctx: UserCtx, outside: Outside, { fileId }: ImportRow, folder: string) {
  await pipeline(await openBytes(ctx, outside, fileId), createWriteStream(path.join(folder, 'package.zip')))
}

interface Progress {
  done: number
  counts: ImportCounts
  problems: ImportProblem[]
}

async function readAll(ctx: UserCtx, outside: Outside, row: ImportRow, folder: string) {
  const { began, total, decks } = await openPackage(folder)
  if (total > MOST_CARDS)
    throw new PackageProblem(`This package has more than ${MOST_CARDS} cards. Export it deck by deck.`)
  await setImport(ctx, row.id, { total })
  const { timezone, dayStartsAt } = await userZone(ctx)
  const shelf = await openDeckShelf(ctx, decks, row.deckId)
  shelf.madeIds.push(...row.madeDeckIds)
  const media: MediaShelf = { known: new Map(), warnings: [], taken: row.counts.media }
  const terms: Terms = {
    ...{ userId: ctx.actor.id, importId: row.id, withReviews: row.withReviews },
    calendar: { began, timezone, dayStartsAt, now: ctx.now() },
    fileOf: (name) => media.known.get(name) ?? null,
  }
  let progress: Progress = { done: 0, counts: NOTHING_YET, problems: [] }
  for (let after: number | null = Number.MIN_SAFE_INTEGER; after !== null; ) {
    const page: { cards: PackedCard[]; last: number | null } = await readPage(folder, after, PAGE)
    const good = page.cards.filter(({ problem }) => problem === null)
    await takeMedia(ctx, outside, { folder, isDryRun: row.isDryRun }, media, good.flatMap(mediaOf))
    const placed = await placeAll(ctx, row, shelf, good)
    const before: Progress = progress
    progress = await inTransaction(ctx, async (ctx) => {
      const next = await takePage(ctx, row, terms, page.cards, placed, before)
      next.counts = { ...next.counts, media: media.taken, decks: shelf.madeIds.length }
      await setImport(ctx, row.id, { ...next, warnings: media.warnings.slice(0, MOST_WARNINGS) })
      return next
    })
    after = page.last
  }
}

const mediaOf = ({ front, back, hint }: PackedCard) => mediaIn(`${front} ${back} ${hint ?? ''}`)

type Placed = Omit<Incoming, 'known' | 'reviews'>

/** Before the page is taken: decks that were made stay made whatever becomes of its cards. */
async function placeAll(
  ctx: UserCtx,
  row: ImportRow,
  shelf: DeckShelf,
  cards: readonly PackedCard[],
): Promise<Placed[]> {
  const made = shelf.madeIds.length
  const zone = await userZone(ctx)
  const placed: Placed[] = []
  for (const card of cards)
    placed.push({
      ...{ card, key: ankiKeyOf(card) },
      deck: withEasyDays(await deckFor(ctx, shelf, card.deck, row.isDryRun), zone),
    })
  if (shelf.madeIds.length > made) await setImport(ctx, row.id, { madeDeckIds: shelf.madeIds })
  return placed
}

async function takePage(
  ctx: UserCtx,
  { isDryRun }: ImportRow,
  terms: Terms,
  cards: readonly PackedCard[],
  placed: readonly Placed[],
  before: Progress,
): Promise<Progress> {
  const problems = cards.flatMap((card) => (card.problem === null ? [] : [problemOf(card, card.problem)]))
  const once = new Map<string, Placed>()
  for (const one of placed)
    if (once.has(one.key)) problems.push(problemOf(one.card, 'the same card stands in it twice'))
    else once.set(one.key, one)
  const incoming = await withKnown(ctx, [...once.values()])
  const merged = incoming.map((one) => merge(one, terms))
  if (!isDryRun) await write(ctx, incoming, merged)
  const { counts } = before
  const having = (outcome: Merged['outcome']) =>
    counts[outcome] + merged.filter((one) => one.outcome === outcome).length
  return {
    done: before.done + cards.length,
    counts: {
      ...counts,
      ...{ created: having('created'), updated: having('updated'), unchanged: having('unchanged') },
      refused: counts.refused + problems.length,
      reviews: counts.reviews + merged.reduce((sum, { reviews }) => sum + reviews.length, 0),
    },
    problems: [...before.problems, ...problems].slice(0, MOST_PROBLEMS),
  }
}

const problemOf = ({ guid, ord, front }: PackedCard, error: string): ImportProblem => ({
  ...{ guid: guid.slice(0, 200), ord, error },
  front: front.slice(0, 100),
})

async function withKnown(ctx: UserCtx, placed: readonly Placed[]): Promise<Incoming[]> {
  const ids = placed.flatMap(({ card }) => (card.ownId === null ? [] : [card.ownId]))
  const keys = placed.flatMap(({ card, key }) => (card.ownId === null ? [key] : []))
  const known = await lockKnown(ctx, keys, ids)
  const reviews = await reviewsOfCards(
    ctx,
    known.map(({ id }) => id),
  )
  const byCard = Map.groupBy(reviews, ({ flashcardId }) => flashcardId)
  const [byKey, byId] = [new Map(known.map((one) => [one.ankiKey, one])), new Map(known.map((one) => [one.id, one]))]
  return placed.map((one) => {
    const found = one.card.ownId === null ? byKey.get(one.key) : byId.get(one.card.ownId)
    return { ...one, known: found, reviews: byCard.get(found?.id ?? '') ?? [] }
  })
}

async function write(ctx: UserCtx, incoming: readonly Incoming[], merged: readonly Merged[]) {
  const isNew = (at: number) => incoming[at]?.known === undefined
  await insertCards(
    ctx,
    merged.filter((_, at) => isNew(at)).map(({ card }) => card),
  )
  await rewriteCards(
    ctx,
    merged.filter(({ outcome }, at) => !isNew(at) && outcome !== 'unchanged').map(({ card }) => card),
  )
  await insertReviews(
    ctx,
    merged.flatMap(({ reviews }) => reviews),
  )
  await rewriteReviews(
    ctx,
    merged.flatMap(({ rewritten }) => rewritten),
  )
}
