import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { cosine, type Embedder, embeddedModel } from '#core/ai/embeddings.ts'
import { actingAs, type Ctx, inTransaction, lockFor, type Reach, type UserCtx } from '#core/ctx.ts'
import { newId } from '#core/ids.ts'
import { enqueue } from '#core/messages.ts'
import { addDays } from '#core/time/zones.ts'
import { getPreferences } from '#domains/accounts/preferences.service.ts'
import { userZone } from '#domains/accounts/users.service.ts'
import { selectBusyUsers, selectDeeds, selectKnown } from './detection.queries.ts'
import { normalised, type Pattern, patternsOf, SIMILAR } from './detection.ts'
import { livingHabits } from './habits.queries.ts'
import { type HabitSuggestionRow, habitSuggestions } from './habits.tables.ts'

export const DETECT = 'habits_detect_one'
export const DetectOne = z.object({ userId: z.uuid() })

/** Has everybody's last eight weeks looked through, each in a job of its own. */
export async function detectForAll(ctx: Ctx): Promise<void> {
  for (let last: string | null = null; ; ) {
    const ids: string[] = await selectBusyUsers(ctx, last, PAGE)
    for (const userId of ids) await enqueue(ctx, DETECT, { userId }, { singletonKey: userId })
    last = ids.at(-1) ?? null
    if (ids.length < PAGE) return
  }
}

export async function detectInJob(ctx: Ctx, _: Reach, { userId }: z.infer<typeof DetectOne>): Promise<void> {
  await detectHabits(actingAs(ctx, userId, `job:${DETECT}`), embeddedModel)
}

/**
 * Looks for habits that the user seems to have already and suggests each once. What was suggested before, whatever became of it, and
 * what is a habit already does not come (again); safe to run twice. Nothing happens for somebody who wants no AI.
 */
export async function detectHabits(ctx: UserCtx, by: Embedder): Promise<void> {
  if (!(await getPreferences(ctx)).ai.enabled) return
  const { timezone: zone } = await userZone(ctx)
  const deeds = await selectDeeds(ctx, { zone, since: since(ctx), until: ctx.now().toISOString(), limit: MAX_DEEDS })
  if (deeds.length < MIN_DEEDS) return
  const titles = [...new Set(deeds.map(({ title }) => normalised(title)))].filter((title) => title !== '')
  const habits = await livingHabits(ctx, MAX_DEEDS)
  const names = habits.map(({ name }) => normalised(name))
  const vectors = await by.embed([...titles, ...names])
  const patterns = patternsOf(deeds, new Map(titles.map((title, at) => [title, vectors[at] ?? []])), zone)
  const kept = vectors.slice(titles.length)
  const fresh = patterns.filter(({ embedding }) => !kept.some((vector) => cosine(vector, embedding) >= SIMILAR))
  if (fresh.length > 0) await suggest(ctx, fresh, by.model)
}

const PAGE = 500
const WEEKS = 8
const MIN_DEEDS = 3
/** Of reminders and of tasks each. Comparing all with all grows with the square. */
const MAX_DEEDS = 300

const since = (ctx: Ctx) => `${addDays(ctx.now().toISOString().slice(0, 10), -7 * WEEKS)}T00:00:00.000Z`

function suggest(ctx: UserCtx, patterns: Pattern[], model: string): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    await lockFor(ctx, 'habit suggestions')
    const known = await selectKnown(ctx)
    for (const pattern of patterns) {
      const before = known.find((row) => isAlike(row, pattern, model))
      if (before === undefined) {
        await ctx.db.insert(habitSuggestions).values({ ...pattern, id: newId(), userId: ctx.actor.id, model })
      } else if (before.status === 'open' && before.deletedAt === null) await refresh(ctx, before, pattern)
    }
  })
}

/** Near in meaning, or made of the same words where another model saw it. */
function isAlike({ model, embedding, samples }: HabitSuggestionRow, pattern: Pattern, present: string): boolean {
  if (model === present) return cosine(embedding, pattern.embedding) >= SIMILAR
  const words = new Set(samples.map(normalised))
  return pattern.samples.some((sample) => words.has(normalised(sample)))
}

async function refresh(ctx: UserCtx, { id, confidence }: HabitSuggestionRow, pattern: Pattern): Promise<void> {
  if (Math.abs(confidence - pattern.confidence) < 0.01) return
  const { embedding: _, name: __, ...values } = pattern
  await ctx.db
    .update(habitSuggestions)
    .set(values)
    .where(and(eq(habitSuggestions.userId, ctx.actor.id), eq(habitSuggestions.id, id)))
}
