import { createHash } from 'node:crypto'
import { inTransaction, lockFor, type UserCtx } from '#core/ctx.ts'
import { AppError, invalid } from '#core/errors.ts'
import { newId } from '#core/ids.ts'
import type { Page } from '#core/page.ts'
import { dayOf } from '#core/time/zones.ts'
import { userZone } from '#domains/accounts/users.service.ts'
import { judgeMarked } from './firing.service.ts'
import { activeRules } from './rules.service.ts'
import {
  countMarks,
  findByKeys,
  type Mark,
  mark,
  markDeleted,
  type Received,
  selectSignals,
  upsertSignals,
} from './signals.queries.ts'
import {
  type GivenRow,
  type GivenSignal,
  KEPT_DAYS,
  problemOf,
  type SignalIngest,
  type SignalQuery,
  type SignalResults,
} from './signals.schema.ts'
import type { SignalRow } from './signals.tables.ts'

/** Clocks of devices differ. */
const CLOCKS_DIFFER_MS = 5 * 60_000
/** So many days of rules are judged before the answer; what is more a worker does a moment later. */
const JUDGED_AT_ONCE = 20

type Result = SignalResults['results'][number]

export const listSignals = (ctx: UserCtx, query: SignalQuery): Promise<Page<SignalRow>> => selectSignals(ctx, query)

/**
 * Takes in one signal or many, each for itself, in whatever order and however often they come: what is sent again changes nothing, what
 * is corrected is corrected. The rules that look at them are judged on the days they belong to, now or a moment later, but never
 * not at all: the days are marked in the transaction that stores the signals.
 */
export async function takeIn(ctx: UserCtx, { signals, ...single }: SignalIngest): Promise<SignalResults> {
  const rows: GivenRow[] = signals ?? [single as GivenSignal] // the schema asks for one of the two
  const [only] = signals ? [] : [problemOf(single as GivenSignal)]
  if (only) throw invalid(only.refused.split(':')[0] ?? 'value', only.refused)
  const results = await inTransaction(ctx, async (ctx) => {
    await lockFor(ctx, 'signals')
    const { results, touched } = await store(ctx, rows)
    await markRules(ctx, touched)
    return results
  })
  await judgeMarked(ctx, JUDGED_AT_ONCE)
  return { results, pending: await countMarks(ctx) }
}

/** What it had led to is corrected; sending it again does not bring it back. */
export async function deleteSignal(ctx: UserCtx, id: string): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    await lockFor(ctx, 'signals')
    const gone = await markDeleted(ctx, [id])
    if (gone.length === 0) throw new AppError('not_found', 'Signal not found')
    await markRules(ctx, gone)
  })
  await judgeMarked(ctx, JUDGED_AT_ONCE)
}

type Place = Pick<SignalRow, 'type' | 'day'>

async function store(ctx: UserCtx, rows: GivenRow[]): Promise<{ results: Result[]; touched: Place[] }> {
  const given = await receivedOf(ctx, rows)
  const keys = given.flatMap((row) => ('refused' in row ? [] : [row.key]))
  const known = new Map((await findByKeys(ctx, keys)).map((row) => [placeOf(row), row]))
  const winners = new Map(given.flatMap((row) => ('refused' in row ? [] : [[placeOf(row), row] as const])))
  const [written, gone]: [Received[], string[]] = [[], []]
  const touched: Place[] = []
  const results = given.map((row): Result => {
    if ('refused' in row) return { status: 'refused', id: null, error: row.refused }
    const before = known.get(placeOf(row))
    const id = before?.id ?? winners.get(placeOf(row))?.id ?? row.id
    if (winners.get(placeOf(row)) !== row) return { status: 'superseded', id, error: null }
    const status = statusOf(row, before)
    if (status === 'deleted' && before?.deletedAt === null) gone.push(id)
    if (status === 'created' || status === 'updated') written.push({ ...row, id })
    if (status === 'created' || status === 'updated') touched.push(row)
    if (status !== 'unchanged' && before) touched.push(before)
    return { status, id: before || status !== 'deleted' ? id : null, error: null }
  })
  await upsertSignals(
    ctx,
    written.map(({ isDeletion: _, ...row }: Received & { isDeletion?: boolean }) => row),
  )
  if (gone.length > 0) await markDeleted(ctx, gone)
  return { results, touched }
}

type Given = Received & { isDeletion: boolean }

async function receivedOf(ctx: UserCtx, rows: GivenRow[]): Promise<(Given | { refused: string })[]> {
  const { timezone, dayStartsAt } = await userZone(ctx)
  const now = ctx.now()
  const latest = new Date(now.getTime() + CLOCKS_DIFFER_MS).toISOString()
  const earliest = new Date(now.getTime() - KEPT_DAYS * 86_400_000).toISOString()
  return rows.map((row) => {
    if ('refused' in row) return row
    const { type, source, unit = null, endAt = null, externalId = null, deleted = false } = row
    const at = row.at ?? now.toISOString()
    if ((endAt ?? at) > latest) return { refused: `${endAt === null ? 'at' : 'endAt'}: lies in the future` }
    if (at < earliest) return { refused: `at: is more than ${KEPT_DAYS} days ago` }
    const said = { type, unit, at, endAt, ...meant(row.value) }
    const key = externalId === null ? `=${digest(said)}` : `#${externalId}`
    const day = dayOf(endAt ?? at, timezone, dayStartsAt)
    return { ...said, source, externalId, key, day, id: newId(), isDeletion: deleted }
  })
}

/** Home automation sends numbers as words, and switches as on and off. */
function meant(value: GivenSignal['value']): { value: number | null; text: string | null } {
  if (typeof value === 'number') return { value, text: null }
  if (typeof value === 'boolean') return { value: value ? 1 : 0, text: null }
  if (value == null || value === '') return { value: null, text: null }
  const number = /^-?\d{1,15}(\.\d{1,15})?$/.test(value) ? Number(value) : null
  return { value: number, text: number === null ? value : null }
}

const digest = (said: object) => createHash('sha256').update(JSON.stringify(said)).digest('base64url').slice(0, 32)

const placeOf = ({ source, key }: Pick<SignalRow, 'source' | 'key'>) => `${source} ${key}`

function statusOf(row: Given, before: SignalRow | undefined): Result['status'] {
  if (row.isDeletion || (before && before.deletedAt !== null)) return 'deleted'
  if (!before) return 'created'
  const isSame = (['type', 'value', 'text', 'unit', 'at', 'endAt'] as const).every(
    (field) => row[field] === before[field],
  )
  return isSame ? 'unchanged' : 'updated'
}

/** Every active rule that looks at one of these types, on each of their days. */
async function markRules(ctx: UserCtx, touched: Place[]): Promise<void> {
  if (touched.length === 0) return
  const marks = new Map<string, Mark>()
  for (const { id: ruleId, conditions } of await activeRules(ctx)) {
    const types = new Set(conditions.map(({ type }) => type))
    for (const { type, day } of touched) if (types.has(type)) marks.set(`${ruleId} ${day}`, { ruleId, day })
  }
  await mark(ctx, [...marks.values()])
}
