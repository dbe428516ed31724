import { actingAs, type Ctx } from '#core/ctx.ts'
import { AppError } from '#core/errors.ts'
import { getPreferences } from '#domains/accounts/preferences.service.ts'
import { type Refitting, refittingAfter } from './histories.queries.ts'
import { LEAST_REVIEWS, startOptimization } from './optimizations.service.ts'

export const REFIT_JOB = 'flashcards.refit'

const EVERY_MS = 30 * 86_400_000
/** Fewer reviews than these since the last time change nothing worth a change. */
const LEAST_FRESH = 100
const BATCH = 200

/**
 * Begins to fit parameters anew for everybody for whom that is due and who has not switched it off: one thing for each, taken over only
 * where it foretells better. What cannot be fitted now is tried again at the next run.
 */
export async function refitAll(ctx: Ctx): Promise<void> {
  const before = new Date(ctx.now().getTime() - EVERY_MS).toISOString()
  for (let last: string | null = null; ; ) {
    const page: Refitting[] = await refittingAfter(ctx.db, last, {
      ...{ least: LEAST_REVIEWS, fresh: LEAST_FRESH },
      ...{ before, most: BATCH },
    })
    for (const one of page) if (one.isDue) await refit(ctx, one)
    last = page.at(-1)?.userId ?? null
    if (page.length < BATCH) return
  }
}

async function refit(base: Ctx, { userId, deckId }: Refitting): Promise<void> {
  const ctx = actingAs(base, userId, `job:${REFIT_JOB}`)
  try {
    const { study } = await getPreferences(ctx)
    if (study.refitsFlashcards) await startOptimization(ctx, { deckId, autoAccept: true, reschedule: false })
  } catch (error) {
    // Too few of its reviews are of living decks, or something is being fitted already.
    if (!(error instanceof AppError)) throw error
  }
}
