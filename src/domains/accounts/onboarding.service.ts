import { and, eq, isNull } from 'drizzle-orm'
import { mine } from '#core/columns.ts'
import { inTransaction, type UserCtx } from '#core/ctx.ts'
import { AppError, found, invalid } from '#core/errors.ts'
import { dayOf } from '#core/time/zones.ts'
import { type OnboardingRow, onboardings, users } from './accounts.tables.ts'
import { type Onboarding, QUESTIONS, REQUIRED_STEPS, STEPS, type StepAnswers } from './onboarding.schema.ts'
import { updatePreferences } from './preferences.service.ts'
import { userZone } from './users.service.ts'

/** How far this person has come, what they said, and what there is to ask. */
export async function getOnboarding(ctx: UserCtx): Promise<Onboarding> {
  const [row] = await ctx.db.select().from(onboardings).where(mine(ctx, onboardings))
  return present(row)
}

/** Everything this person said about themselves, by question; what the assistant's persona is made of. */
export async function onboardingAnswers(ctx: UserCtx): Promise<Record<string, unknown>> {
  const [row] = await ctx.db.select().from(onboardings).where(mine(ctx, onboardings))
  return row?.answers ?? {}
}

/** Answers one step. Steps are taken in order; a step that was answered may be answered anew at any time. */
export async function answerStep(ctx: UserCtx, step: number, body: StepAnswers): Promise<Onboarding> {
  const answers = parseStep(step, body)
  await refuseFutureBirthday(ctx, answers)
  return inTransaction(ctx, async (ctx) => {
    const row = await startedOnboarding(ctx)
    const missing = firstMissing(row.completedSteps)
    if (missing !== null && step > missing) throw new AppError('conflict', `Answer step ${missing} first.`)
    const kept = Object.fromEntries(Object.entries(row.answers).filter(([key]) => !(key in shapeOf(step))))
    const completedSteps = [...new Set([...row.completedSteps, step])].sort((a, b) => a - b)
    const [changed] = await ctx.db
      .update(onboardings)
      .set({ answers: { ...kept, ...answers }, completedSteps })
      .where(mine(ctx, onboardings))
      .returning()
    await carryOver(ctx, answers)
    return present(found(changed, 'Onboarding'))
  })
}

/** Closes onboarding once the five required steps are answered; closing it again changes nothing. */
export function completeOnboarding(ctx: UserCtx): Promise<Onboarding> {
  return inTransaction(ctx, async (ctx) => {
    const row = await startedOnboarding(ctx)
    const missing = REQUIRED_STEPS.find((step) => !row.completedSteps.includes(step))
    if (missing !== undefined) throw new AppError('conflict', `Answer step ${missing} first.`)
    if (row.completedAt !== null) return present(row)
    const completedAt = ctx.now().toISOString()
    const [changed] = await ctx.db.update(onboardings).set({ completedAt }).where(mine(ctx, onboardings)).returning()
    return present(found(changed, 'Onboarding'))
  })
}

function parseStep(step: number, body: StepAnswers): StepAnswers {
  const parsed = found(STEPS[step - 1], 'Step').safeParse(body)
  if (parsed.success) return Object.fromEntries(Object.entries(parsed.data).filter(([, value]) => value != null))
  const errors = parsed.error.issues.map((issue) => ({
    path: issue.code === 'unrecognized_keys' ? (issue.keys[0] ?? 'body') : issue.path.join('.'),
    message: issue.code === 'unrecognized_keys' ? `does not belong to step ${step}` : issue.message,
  }))
  throw new AppError('invalid_input', `Step ${step} needs other answers; each is named under errors`, { errors })
}

async function refuseFutureBirthday(ctx: UserCtx, { birthday }: StepAnswers) {
  if (typeof birthday !== 'string') return
  const { timezone } = await userZone(ctx)
  if (birthday > dayOf(ctx.now().toISOString(), timezone)) throw invalid('birthday', 'A birthday lies in the past.')
}

/** One row a person, under their own id; locked, so that two devices do not answer over each other. */
async function startedOnboarding(ctx: UserCtx): Promise<OnboardingRow> {
  const { id } = ctx.actor
  await ctx.db.insert(onboardings).values({ userId: id, id }).onConflictDoNothing()
  const [row] = await ctx.db.select().from(onboardings).where(mine(ctx, onboardings)).for('update')
  return found(row, 'Onboarding')
}

/** What was said here is not asked again elsewhere: the name, and how the assistant should write. */
async function carryOver(ctx: UserCtx, { name, messageLengthPreference, messageFrequency }: StepAnswers) {
  if (typeof name === 'string') {
    await ctx.db
      .update(users)
      .set({ name })
      .where(and(eq(users.id, ctx.actor.id), isNull(users.name)))
  }
  if (messageLengthPreference === undefined) return
  // parseStep has checked them against the same words.
  const personality = { messageLength: messageLengthPreference, messageFrequency } as {
    messageLength: 'short' | 'long'
    messageFrequency: 'daily' | 'weekly' | 'as_needed'
  }
  await updatePreferences(ctx, { personality })
}

function present(row: OnboardingRow | undefined): Onboarding {
  const { completedSteps = [], completedAt = null, answers = {} } = row ?? {}
  return {
    step: firstMissing(completedSteps),
    percent: Math.round((completedSteps.length / STEPS.length) * 100),
    completedSteps,
    isCompleted: completedAt !== null,
    completedAt,
    answers: Object.fromEntries(QUESTIONS.map(({ key }) => [key, answers[key] ?? null])),
    questions: QUESTIONS,
  }
}

function firstMissing(completed: number[]): number | null {
  const at = STEPS.findIndex((_, index) => !completed.includes(index + 1))
  return at < 0 ? null : at + 1
}

const shapeOf = (step: number) => found(STEPS[step - 1], 'Step').shape
