import type { UserCtx } from '#core/ctx.ts'
import { type AskedWord, type HeldWord, isSpelt } from './question.ts'
import { selectAlike, selectHeld } from './search.queries.ts'
import { slipsAllowed, slipsBetween, slipsOf } from './spelling.ts'

const MOST = 3

/**
 * What may have been meant by words that none of my documents holds: those of my own words that are few slips away. One slip is looked
 * up directly; only where that finds nothing are all of my words compared.
 */
export async function spellingsOf(ctx: UserCtx, asked: readonly AskedWord[]): Promise<Map<string, HeldWord[]>> {
  const unknown = asked.filter(({ word, stems, documents }) => documents === null && stems.length > 0 && isSpelt(word))
  const found = new Map<string, HeldWord[]>()
  for (const { word } of unknown) {
    const near = await selectHeld(ctx, slipsOf(word))
    const held = near.length > 0 || slipsAllowed(word) < 2 ? near : await farther(ctx, word)
    const best = held.toSorted((a, b) => slips(word, a) - slips(word, b) || b.documents - a.documents).slice(0, MOST)
    if (best.length > 0) found.set(word, best)
  }
  return found
}

const slips = (word: string, held: HeldWord) => slipsBetween(word, held.word)

const farther = async (ctx: UserCtx, word: string) =>
  (await selectAlike(ctx, word)).filter((held) => slips(word, held) <= slipsAllowed(word))
