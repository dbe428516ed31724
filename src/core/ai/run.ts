import { createHash } from 'node:crypto'
import { eq } from 'drizzle-orm'
import type { UserCtx } from '#core/ctx.ts'
import { AppError } from '#core/errors.ts'
import { feeds } from '#core/feed.ts'
import { holdsScope } from '#core/identity.ts'
import { dayOf, type WeekdayCode } from '#core/time/zones.ts'
import type { Ai, ModelChoice } from './ai.ts'
import { type Answered, answerWithModel, mostTokens } from './answer.ts'
import { holdBudget, type Limits, type Spent, settle } from './budget.ts'
import type { Candidate } from './fallback.ts'
import type { About, Feature } from './feature.ts'

/** What a feature must know of whoever asks. */
export interface Person {
  zone: string
  weekStartsOn: WeekdayCode
  /** False sends nothing of theirs to any model. */
  allowsModels: boolean
  /** What models may cost them; what everybody may, where nothing is said. */
  limits?: Limits | null
  choiceFor(feature: string): ModelChoice | null
}

export interface Meta {
  source: 'model' | 'rules'
  provider: string | null
  model: string | null
  cached: boolean
  usage: { inputTokens: number; outputTokens: number; costMicros: number | null; currency: 'USD' }
}

export interface FeatureAnswer {
  result: unknown
  meta: Meta
}

/** For everything together; whatever is open then is for the rules. */
const TOTAL_MS = 45_000

/**
 * Answers a feature for a user: a kept answer, a model's, or what the rules say. It never fails for a provider's sake; it is refused
 * when the budget is used up (402) and thrown away when `gone` says that nobody waits any more.
 */
export async function runFeature(
  ctx: UserCtx,
  ai: Ai,
  person: Person,
  feature: Feature,
  input: unknown,
  gone: AbortSignal,
): Promise<FeatureAnswer> {
  const missing = feature.reads.map((kind) => `${kind}:read`).find((scope) => !holdsScope(ctx.actor, scope))
  if (missing) throw new AppError('forbidden', `This API key needs the scope ${missing}.`)
  const choice = person.choiceFor(feature.name)
  const candidates = person.allowsModels ? ai.candidates(choice) : []
  const about = aboutOf(ctx, person)
  const key = candidates.length > 0 && feature.cacheMs > 0 ? await keyOf(ctx, feature, input, about, choice) : null
  const kept = key === null ? undefined : ai.answers.get(key)
  if (kept) {
    const { result, provider, model } = kept
    return { result, meta: { source: 'model', provider, model, cached: true, usage: NOTHING } }
  }
  const informed = { ...about, facts: await feature.facts(ctx, input, about) }
  if (candidates.length === 0 || feature.staysHere(input, informed))
    return { result: feature.rules(input, informed), meta: byRules(NOTHING) }
  const { answered, spent } = await askWithinBudget(
    ctx,
    ai,
    person.limits ?? ai.limits,
    feature,
    input,
    informed,
    candidates,
    gone,
  )
  const usage = sumOf(spent)
  if (answered === null) return { result: feature.rules(input, informed), meta: byRules(usage) }
  const { result, candidate } = answered
  const by = { provider: candidate.provider.name, model: candidate.model }
  if (key !== null) ai.answers.set(key, { result, ...by }, { ttl: feature.cacheMs })
  return { result, meta: { source: 'model', ...by, cached: false, usage } }
}

const NOTHING = { inputTokens: 0, outputTokens: 0, costMicros: 0, currency: 'USD' } as const

const byRules = (usage: Meta['usage']): Meta => ({
  source: 'rules',
  provider: null,
  model: null,
  cached: false,
  usage,
})

function aboutOf(ctx: UserCtx, { zone, weekStartsOn }: Person): About<null> {
  const now = ctx.now().toISOString()
  return { now, zone, weekStartsOn, today: dayOf(now, zone), facts: null }
}

/** Names an answer by everything it depends on. Whatever the user changes moves their feed, and with it every name. */
async function keyOf(ctx: UserCtx, { name, dependsOn }: Feature, input: unknown, about: About, choice: unknown) {
  const [feed] = await ctx.db.select({ seq: feeds.seq }).from(feeds).where(eq(feeds.userId, ctx.actor.id))
  const moment = dependsOn === 'minute' ? about.now.slice(0, 16) : about.today
  const { zone, weekStartsOn } = about
  const all = [ctx.actor.id, name, feed?.seq ?? 0, moment, zone, weekStartsOn, choice, input]
  return createHash('sha256').update(JSON.stringify(all)).digest('base64')
}

async function askWithinBudget(
  ctx: UserCtx,
  ai: Ai,
  limits: Limits,
  feature: Feature,
  input: unknown,
  about: About,
  candidates: Candidate[],
  gone: AbortSignal,
): Promise<{ answered: Answered | null; spent: Spent[] }> {
  const most = mostTokens(feature, feature.prompt(input, about))
  const costs = candidates.map((candidate) => ai.cost(candidate, most) ?? 0)
  const hold = await holdBudget(ctx, about.zone, limits, {
    tokens: most.inputTokens + most.outputTokens,
    costMicros: Math.max(...costs),
  })
  const spent: Spent[] = []
  const total = AbortSignal.timeout(TOTAL_MS)
  const asking = { signal: AbortSignal.any([gone, total]), timeoutMs: ai.timeoutMs, log: ai.log }
  try {
    const answered = await answerWithModel(feature, input, about, candidates, asking, (candidate, tokens) => {
      const { provider, model } = candidate
      spent.push({ provider: provider.name, model, ...tokens, costMicros: ai.cost(candidate, tokens) })
    })
    return { answered, spent }
  } catch (error) {
    if (gone.aborted) throw new AppError('unavailable', 'Nobody waited for the answer.')
    if (total.aborted) return { answered: null, spent }
    throw error
  } finally {
    await settle(ctx, about.zone, feature.name, hold, spent)
  }
}

function sumOf(spent: readonly Spent[]): Meta['usage'] {
  const sum = (count: (one: Spent) => number) => spent.reduce((all, one) => all + count(one), 0)
  const isPriced = spent.every(({ costMicros }) => costMicros !== null)
  return {
    inputTokens: sum((one) => one.inputTokens),
    outputTokens: sum((one) => one.outputTokens),
    costMicros: isPriced ? sum((one) => one.costMicros ?? 0) : null,
    currency: 'USD',
  }
}
