import type { UserCtx } from '#core/ctx.ts'
import { getPreferences } from '#domains/accounts/preferences.service.ts'
import type { DailyMessageDue } from '#domains/affirmations/messages.events.ts'
import { affirmationOfToday } from '#domains/affirmations/picks.service.ts'
import { dailyPrompts } from '#domains/journal/looking-back.service.ts'
import { ownThings } from '../affirmations/own.service.ts'
import { generalDrafts, ownDrafts } from '../affirmations/templates.ts'
import { type DayFacts, dayFacts } from '../day-facts.service.ts'

export interface MessageFacts {
  day: DayFacts
  /** How somebody wants to be written to. */
  style: { mode: string; length: 'short' | 'long' }
  /** For the kind that needs it; rules alone use it. */
  question: string | null
  affirmation: { id: string | null; text: string } | null
}

export async function messageFacts(ctx: UserCtx, kind: DailyMessageDue['kind'], today: string): Promise<MessageFacts> {
  const [day, { personality }] = await Promise.all([dayFacts(ctx, today), getPreferences(ctx)])
  return {
    day,
    style: { mode: personality.mode, length: personality.messageLength },
    question: kind === 'reflection' ? (await dailyPrompts(ctx, { date: today })).prompt.text : null,
    affirmation: kind === 'affirmation' ? await sayable(ctx, today) : null,
  }
}

/** Their own of the day; for whoever keeps none, one made of their own words. */
async function sayable(ctx: UserCtx, today: string): Promise<MessageFacts['affirmation']> {
  const { affirmation } = await affirmationOfToday(ctx)
  if (affirmation) return { id: affirmation.id, text: affirmation.text }
  const [first] = [...ownDrafts(await ownThings(ctx, today)), ...generalDrafts()]
  return first ? { id: null, text: first.text } : null
}
