import { type FeatureAnswer, runFeature } from '#core/ai/run.ts'
import { actingAs, type Ctx, type Reach, type UserCtx } from '#core/ctx.ts'
import { AppError } from '#core/errors.ts'
import type { DailyMessageDue } from '#domains/affirmations/messages.events.ts'
import { deliverMessage, isDelivered } from '#domains/affirmations/messages.service.ts'
import { affirmationOfToday } from '#domains/affirmations/picks.service.ts'
import { personOf } from '../person.service.ts'
import { DailyWords, writeDailyWords } from './daily.ai.ts'

const WITHIN_MS = 60_000

/** Writes the message of a slot and delivers it, once however often this runs. With the budget used up the rules write it. */
export async function writeDueMessage(base: Ctx, { ai }: Pick<Reach, 'ai'>, due: DailyMessageDue): Promise<void> {
  const ctx = actingAs(base, due.userId, 'job:daily_messages')
  if (await isDelivered(ctx, due)) return
  const { result, meta } = await wordsFor(ctx, ai, due)
  const { text, question } = DailyWords.parse(result)
  const affirmationId = due.kind === 'affirmation' ? await idOfToday(ctx, text) : null
  await deliverMessage(ctx, due, { text, question, source: meta.source, affirmationId })
}

async function wordsFor(ctx: UserCtx, ai: Reach['ai'], { kind }: DailyMessageDue): Promise<FeatureAnswer> {
  const person = await personOf(ctx)
  const ask = (allowsModels: boolean) =>
    runFeature(ctx, ai, { ...person, allowsModels }, writeDailyWords, { kind }, AbortSignal.timeout(WITHIN_MS))
  try {
    return await ask(person.allowsModels)
  } catch (error) {
    const canGoOn = error instanceof AppError && (error.code === 'quota_exceeded' || error.code === 'unavailable')
    if (!canGoOn) throw error
    return ask(false)
  }
}

/** Which of theirs it was; null when it was made for the occasion. */
async function idOfToday(ctx: UserCtx, text: string): Promise<string | null> {
  const { affirmation } = await affirmationOfToday(ctx)
  return affirmation?.text === text ? affirmation.id : null
}
