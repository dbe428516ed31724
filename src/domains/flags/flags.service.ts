import { eq } from 'drizzle-orm'
import type { Bus } from '#core/bus.ts'
import type { Ctx, UserCtx } from '#core/ctx.ts'
import { AppError } from '#core/errors.ts'
import type { Deliver } from '#core/messages.ts'
import { isOn } from './evaluate.ts'
import { removeUser, selectFlags, selectTier } from './flags.queries.ts'
import { type FlagRow, featureFlags } from './flags.tables.ts'

export const FLAGS = 'flags'
/** How long a process that was told nothing goes on with what it read. */
const BELIEVED_MS = 3_000
const MAX_FLAGS = 500

interface Read {
  flags: Promise<Map<string, FlagRow>>
  /** Of the monotonic clock. */
  at: number
}
/** One for each process: its queue stands for it, which every ctx of it carries. */
const known = new WeakMap<Deliver, Read>()

/** Whether something is switched on for me. What nobody has set is off. A change is heard of within seconds, everywhere. */
export async function flagOf(ctx: UserCtx, key: string): Promise<boolean> {
  const flag = (await flagsOf(ctx)).get(key)
  return flag !== undefined && isOnFor(ctx, flag, flag.tiers.length > 0 ? await selectTier(ctx) : 'free')
}

/** Every switch there is, and whether it is on for me. */
export async function listMyFlags(ctx: UserCtx): Promise<{ key: string; isOn: boolean }[]> {
  const flags = [...(await flagsOf(ctx)).values()]
  const tier = flags.some(({ tiers }) => tiers.length > 0) ? await selectTier(ctx) : 'free'
  return flags.map((flag) => ({ key: flag.key, isOn: isOnFor(ctx, flag, tier) }))
}

/** Has this process read the switches again once somebody, here or elsewhere, has changed one. */
export function followFlags(bus: Pick<Bus, 'onRefreshed'>, deliver: Deliver): void {
  bus.onRefreshed((what) => {
    if (what === FLAGS) known.delete(deliver)
  })
}

export const readFlags = (ctx: Ctx): Promise<FlagRow[]> => selectFlags(ctx)

export type FlagSetting = Omit<FlagRow, 'key' | 'version' | 'updatedAt'>

export interface FlagChange {
  before: FlagRow | null
  after: FlagRow | null
}

/** Sets a switch, new or not; with a version only if nobody was faster (412). Call it in a transaction, then tell the bus. */
export async function writeFlag(ctx: Ctx, key: string, set: FlagSetting, version?: number): Promise<FlagChange> {
  const before = await held(ctx, key, version)
  const next = { ...set, version: (before?.version ?? 0) + 1, updatedAt: ctx.now().toISOString() }
  if (before === null && (await selectFlags(ctx)).length >= MAX_FLAGS)
    throw new AppError('conflict', `There are ${MAX_FLAGS} flags already. Delete one first.`)
  const [after = null] = await ctx.db
    .insert(featureFlags)
    .values({ key, ...next })
    .onConflictDoUpdate({ target: featureFlags.key, set: next })
    .returning()
  return { before, after }
}

export async function deleteFlag(ctx: Ctx, key: string): Promise<FlagChange> {
  const [before] = await ctx.db.delete(featureFlags).where(eq(featureFlags.key, key)).returning()
  if (!before) throw new AppError('not_found', 'Flag not found')
  return { before, after: null }
}

export const forgetUser = (ctx: Ctx, userId: string): Promise<void> => removeUser(ctx, userId)

async function held({ db }: Ctx, key: string, version: number | undefined): Promise<FlagRow | null> {
  const [row = null] = await db.select().from(featureFlags).where(eq(featureFlags.key, key)).for('update')
  if (version !== undefined && row?.version !== version)
    throw new AppError(
      'precondition_failed',
      'It has changed since you read it. Read it again, then repeat your change.',
    )
  return row
}

function flagsOf(ctx: Ctx): Promise<Map<string, FlagRow>> {
  const read = known.get(ctx.deliver)
  if (read && performance.now() - read.at < BELIEVED_MS) return read.flags
  const flags = selectFlags(ctx).then((rows) => new Map(rows.map((row) => [row.key, row])))
  known.set(ctx.deliver, { flags, at: performance.now() })
  flags.catch(() => known.delete(ctx.deliver))
  return flags
}

const isOnFor = ({ actor, now }: UserCtx, flag: FlagRow, tier: string) =>
  isOn(flag, { userId: actor.id, role: actor.role, tier }, now().toISOString())
