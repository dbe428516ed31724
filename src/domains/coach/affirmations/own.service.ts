import type { UserCtx } from '#core/ctx.ts'
import { onboardingAnswers } from '#domains/accounts/onboarding.service.ts'
import { dayFacts } from '../day-facts.service.ts'
import type { Own } from './templates.ts'

/** What of somebody's own an affirmation can be made of. */
export async function ownThings(ctx: UserCtx, today: string): Promise<Own> {
  const [{ goals, streak }, answers] = await Promise.all([dayFacts(ctx, today), onboardingAnswers(ctx)])
  const said = (key: string) => {
    const answer = answers[key]
    return typeof answer === 'string' && answer.trim() !== '' ? answer.trim().slice(0, 900) : null
  }
  return {
    goals: goals.map(({ id, title }) => ({ id, title })),
    streak,
    personYouWantToBe: said('personYouWantToBe'),
    feelingToExperience: said('feelingToExperience'),
    somethingYouLike: said('somethingYouLike'),
    reminderWhenDown: said('reminderWhenDown'),
  }
}
