import type { Bus } from '#core/bus.ts'
import { inTransaction, type UserCtx } from '#core/ctx.ts'
import { found } from '#core/errors.ts'
import type { Origin } from '#core/origin.ts'
import { requireRole } from '#domains/accounts/staff.service.ts'
import { record } from '#domains/audit/audit.service.ts'
import { deleteFlag, FLAGS, type FlagChange, readFlags, writeFlag } from '#domains/flags/flags.service.ts'
import type { FlagInput } from './flags.schema.ts'

type Refreshed = Pick<Bus, 'refreshed'>

export const listFlags = (ctx: UserCtx) => readFlags(ctx)

export async function getFlag(ctx: UserCtx, key: string) {
  const flags = await readFlags(ctx)
  return found(
    flags.find((flag) => flag.key === key),
    'Flag',
  )
}

export async function putFlag(ctx: UserCtx, bus: Refreshed, key: string, input: FlagInput, origin: Origin) {
  const { version, ...setting } = input
  const { after } = await changed(ctx, bus, key, origin, (ctx) => writeFlag(ctx, key, setting, version))
  return found(after ?? undefined, 'Flag')
}

export async function removeFlag(ctx: UserCtx, bus: Refreshed, key: string, origin: Origin): Promise<void> {
  await changed(ctx, bus, key, origin, (ctx) => deleteFlag(ctx, key))
}

/** How many are named is written down, not who: the log must not name people in a way that erasing cannot reach. */
async function changed(
  ctx: UserCtx,
  bus: Refreshed,
  key: string,
  origin: Origin,
  work: (ctx: UserCtx) => Promise<FlagChange>,
): Promise<FlagChange> {
  const change = await inTransaction(ctx, async (ctx) => {
    await requireRole(ctx, ['admin'])
    const change = await work(ctx)
    const target = { kind: 'flag' as const, id: key }
    const state = { ...stateOf('before', change.before), ...stateOf('after', change.after) }
    await record(ctx, { action: change.after ? 'flag.set' : 'flag.delete', target, ...state, origin })
    return change
  })
  bus.refreshed(FLAGS)
  return change
}

function stateOf(name: 'before' | 'after', flag: FlagChange['before']): Record<string, Record<string, unknown>> {
  if (flag === null) return {}
  const { key: _, updatedAt: __, userIds, exceptUserIds, ...rest } = flag
  return { [name]: { ...rest, users: userIds.length, exceptUsers: exceptUserIds.length } }
}
