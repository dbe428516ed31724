import { and, eq } from 'drizzle-orm'
import { writeAs } from '#core/attribution.ts'
import { actingAs, type Ctx, inTransaction, type UserCtx } from '#core/ctx.ts'
import { AppError } from '#core/errors.ts'
import { newId } from '#core/ids.ts'
import { bring, KEPT, type Made, type Wanted } from './actions.service.ts'
import { judge, type Verdict } from './judging.ts'
import { loadRules } from './rules.service.ts'
import {
  type DayTally,
  dropMark,
  holdMark,
  leftMarks,
  type Mark,
  marksOf,
  postponeMark,
  pruneOlder,
  tallyDays,
} from './signals.queries.ts'
import { KEPT_DAYS } from './signals.schema.ts'
import {
  type EffectRow,
  type Outcome,
  type SignalRuleRow,
  signalEffects,
  signalRuns,
  signals,
} from './signals.tables.ts'

/** A mark that whoever made it has not seen to by then is a worker's. */
const LEFT_AFTER_SECONDS = 2
const BATCH = 50

/** Who writes what a rule makes, in the feed and the history. */
export const actorOf = (ruleId: string) => `signal:${ruleId}`

/** Judges up to so many of the user's marked days, each in a transaction of its own. */
export async function judgeMarked(ctx: UserCtx, most: number): Promise<void> {
  for (const mark of await marksOf(ctx, most)) await fire(ctx, mark)
}

/** The same for everybody's marks that were left, a batch a turn; answers whether there may be more. */
export async function judgeLeft(ctx: Ctx): Promise<boolean> {
  const left = await leftMarks(ctx.db, LEFT_AFTER_SECONDS, BATCH)
  for (const { userId, ...mark } of left) {
    const as = actingAs(ctx, userId, actorOf(mark.ruleId))
    try {
      await fire(as, mark)
    } catch (error) {
      await postponeMark(as, mark)
      throw error
    }
  }
  return left.length === BATCH
}

/** Lets go of signals and runs that were kept long enough. */
export async function forgetOldSignals(ctx: Ctx): Promise<void> {
  const before = new Date(ctx.now().getTime() - KEPT_DAYS * 86_400_000).toISOString()
  await pruneOlder(ctx, signals, before)
  await pruneOlder(ctx, signalRuns, before)
}

/** Whether each of these days fulfils a rule, and what it would do. As many statements as there are conditions. */
export async function judgeDays(
  ctx: UserCtx,
  rule: Pick<SignalRuleRow, 'match' | 'atLeast' | 'conditions' | 'amount' | 'amountFrom'>,
  days: string[],
): Promise<(Verdict & { day: string; amount: number | null })[]> {
  const tallies: DayTally[][] = []
  for (const condition of rule.conditions) tallies.push(await tallyDays(ctx, condition, days))
  return days.map((day) => {
    const verdict = judge(
      rule,
      tallies.map((of) => of.filter((tally) => tally.day === day)),
    )
    const amount = rule.amountFrom === null ? rule.amount : (verdict.facts[rule.amountFrom]?.value ?? null)
    return { ...verdict, day, amount: verdict.isMet ? amount : null }
  })
}

/**
 * Judges a rule on a day and brings what it made there to what it shall be, once: the mark is held, and is gone with the same commit.
 * What it writes is attributed to the rule, and is never a signal: nothing that a rule does starts another. A refusal (a habit in the trash) is recorded and keeps nobody else from being judged.
 */
async function fire(ctx: UserCtx, mark: Mark): Promise<void> {
  const by = { ...ctx, actor: { ...ctx.actor, via: actorOf(mark.ruleId) } }
  await inTransaction(by, async (ctx) => {
    await writeAs(ctx.db, actorOf(mark.ruleId))
    if (!(await holdMark(ctx, mark))) return
    await dropMark(ctx, mark)
    const [rule] = await loadRules(ctx, [mark.ruleId])
    if (!rule?.isActive) return
    const [verdict] = await judgeDays(ctx, rule, [mark.day])
    if (!verdict) return
    const effect = await effectOf(ctx, mark)
    const result = await tried(ctx, rule, verdict, effect)
    if (result) await record(ctx, mark, verdict, result)
  })
}

interface Result extends Pick<EffectRow, 'outcome' | 'reason' | 'entity' | 'entityId' | 'entityVersion' | 'value'> {}

/** Null when nothing has changed. */
async function tried(
  ctx: UserCtx,
  rule: SignalRuleRow,
  verdict: Verdict & { day: string; amount: number | null },
  effect: EffectRow | undefined,
): Promise<Result | null> {
  const made = madeBy(effect)
  const wanted: Wanted | null =
    verdict.isMet && verdict.lastAt !== null ? { amount: verdict.amount, at: verdict.lastAt } : null
  if (wanted === null && made === null) return null
  try {
    const now = await inTransaction(ctx, (ctx) => bring(ctx, rule, verdict.day, wanted, made))
    if (now === KEPT) return effect?.outcome === 'kept' ? null : stays('kept', verdict.reason, effect)
    if (now === null) return { ...NOTHING, outcome: 'withdrawn', reason: verdict.reason }
    if (made?.version === now.version && made.id === now.id) return null
    const { entity, id: entityId, version: entityVersion } = now
    const outcome = made === null ? 'done' : 'corrected'
    return { outcome, reason: verdict.reason, entity, entityId, entityVersion, value: wanted?.amount ?? null }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const isKnown = effect?.outcome === 'failed' && effect.reason === error.message
    return isKnown ? null : stays('failed', error.message, effect)
  }
}

const NOTHING = { entity: null, entityId: null, entityVersion: null, value: null }

/** What it made before is still what it made. */
function stays(outcome: Outcome, reason: string, effect: EffectRow | undefined): Result {
  const { entity, entityId, entityVersion, value } = effect ?? NOTHING
  return { outcome, reason, entity, entityId, entityVersion, value }
}

function madeBy(effect: EffectRow | undefined): Made | null {
  if (!effect?.entityId || effect.entityVersion === null) return null
  return { entity: effect.entity as Made['entity'], id: effect.entityId, version: effect.entityVersion } // as it was written
}

async function effectOf(ctx: UserCtx, { ruleId, day }: Mark): Promise<EffectRow | undefined> {
  const [effect] = await ctx.db
    .select()
    .from(signalEffects)
    .where(and(eq(signalEffects.userId, ctx.actor.id), eq(signalEffects.ruleId, ruleId), eq(signalEffects.day, day)))
  return effect
}

async function record(ctx: UserCtx, { ruleId, day }: Mark, { facts }: Verdict, result: Result): Promise<void> {
  const place = { userId: ctx.actor.id, ruleId, day }
  const { entityVersion: _, ...told } = result
  await ctx.db
    .insert(signalEffects)
    .values({ ...place, ...result })
    .onConflictDoUpdate({
      target: [signalEffects.userId, signalEffects.ruleId, signalEffects.day],
      set: { ...result },
    })
  await ctx.db.insert(signalRuns).values({ ...place, ...told, id: newId(), at: ctx.now().toISOString(), facts })
}
