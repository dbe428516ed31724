import { createHash } from 'node:crypto'
import { z } from 'zod'
import { inTransaction, sqlState, type UserCtx } from '#core/ctx.ts'
import { type Entities, type Entity, type Item, writeScope } from '#core/entity.ts'
import { AppError, ERROR_STATUS, invalid } from '#core/errors.ts'
import { serializerOf } from '#core/feed.ts'
import { holdsScope } from '#core/identity.ts'
import { type Fields, fieldsOf } from '#core/images.ts'
import { type LockedRow, lockRow } from '#core/past.ts'
import { asAppError } from '#core/problem.ts'
import { notFound } from './history.service.ts'
import { type Conflict, mergeFields } from './merge.ts'
import { imageAt } from './rows.queries.ts'
import { claimOperation, keepResult, storedOperation } from './sync.queries.ts'
import type { SyncOperation, SyncResult, SyncResults } from './sync.schema.ts'

/**
 * Does what was done offline, in order, each operation for itself: one that fails is answered and the next goes on. An operation
 * and the memory of it are one transaction, so however often it arrives it happens once.
 */
export async function pushOperations(
  ctx: UserCtx,
  entities: Entities,
  operations: SyncOperation[],
): Promise<SyncResults> {
  const results: SyncResult[] = []
  for (const operation of operations) results.push(await once(ctx, entities, operation))
  return { results }
}

async function once(ctx: UserCtx, entities: Entities, operation: SyncOperation): Promise<SyncResult> {
  const { opId } = operation
  const fingerprint = fingerprintOf(operation)
  try {
    return await inTransaction(ctx, async (ctx) => {
      if (!(await claimOperation(ctx, opId, fingerprint))) return await replay(ctx, opId, fingerprint)
      const result = await attempt(ctx, entities, operation)
      await keepResult(ctx, opId, result)
      return result
    })
  } catch (error) {
    return rejected(operation, error)
  }
}

async function replay(ctx: UserCtx, opId: string, fingerprint: string): Promise<SyncResult> {
  const stored = await storedOperation<SyncResult>(ctx, opId)
  if (stored?.fingerprint === fingerprint) return { ...stored.result, replayed: true }
  throw new AppError('unprocessable', 'This opId was used for another operation. Use a new one.')
}

/** What the caller could have known better is an answer, and is remembered; what failed on our side fails the request. */
async function attempt(ctx: UserCtx, entities: Entities, operation: SyncOperation): Promise<SyncResult> {
  try {
    return await inTransaction(ctx, (ctx) => perform(ctx, entities, operation))
  } catch (error) {
    if (RETRYABLE.has(sqlState(error) ?? '')) throw error
    return rejected(operation, error)
  }
}

const RETRYABLE = new Set(['40001', '40P01'])

function rejected({ opId }: SyncOperation, cause: unknown): SyncResult {
  const { code, message: detail, details } = cause instanceof z.ZodError ? wrongFields(cause) : asAppError(cause)
  if (ERROR_STATUS[code] >= 500) throw cause
  const item = (details.extra?.item ?? null) as SyncResult['item'] // ours, from `taken` below
  return {
    opId,
    status: 'rejected',
    item,
    conflicts: [],
    error: { code, detail, errors: details.errors ?? [] },
    replayed: false,
  }
}

function wrongFields({ issues }: z.ZodError): AppError {
  const errors = issues.slice(0, 20).map(({ path, message }) => ({ path: ['fields', ...path].join('.'), message }))
  return new AppError('invalid_input', 'The fields are not valid; each is named under errors.', { errors })
}

/** The collection's item, its declared fields only. */
type Present = (item: Item) => Record<string, unknown>

async function perform(ctx: UserCtx, entities: Entities, operation: SyncOperation): Promise<SyncResult> {
  const entity = entities.get(operation.entity)
  if (!entity) throw invalid('entity', `There is no kind of item called '${operation.entity}'.`)
  if (!holdsScope(ctx.actor, writeScope(entity)))
    throw new AppError('forbidden', `This API key needs the scope ${writeScope(entity)}.`)
  if (!CLIENT_ID.test(operation.id)) throw invalid('id', 'Must be a UUID of version 4, 5 or 7.')
  const id = operation.id.toLowerCase()
  const present: Present = (item) => JSON.parse(serializerOf(entity)(item)) as Record<string, unknown>
  const row = await lockRow(ctx, entity, id)
  if (operation.op === 'create') return create(ctx, entity, { ...operation, id }, row, present)
  if (!row) throw notFound(entity)
  if (operation.op === 'delete') return remove(ctx, entity, { ...operation, id }, row, present)
  return update(ctx, entity, { ...operation, id }, row, present)
}

const CLIENT_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[457][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i

async function create(
  ctx: UserCtx,
  entity: Entity,
  { opId, id, fields }: SyncOperation,
  row: LockedRow | undefined,
  present: Present,
) {
  if (!row) return done(opId, present(await entity.create(ctx, fields, id)))
  const [item] = row.deletedAt === null ? await entity.load(ctx, [id]) : []
  const where = item ? 'already exists' : 'is in the trash'
  throw new AppError('conflict', `An item with this id ${where}.`, { extra: { item: item ? present(item) : null } })
}

async function update(
  ctx: UserCtx,
  entity: Entity,
  operation: SyncOperation,
  row: LockedRow,
  present: Present,
): Promise<SyncResult> {
  const { opId, id, baseVersion } = operation
  if (row.deletedAt !== null)
    throw new AppError('not_found', 'It has been deleted. Restore it first, or drop the change.')
  refuseFuture(row, baseVersion)
  const isCurrent = baseVersion == null || baseVersion === row.version
  const { apply, conflicts } = isCurrent
    ? { apply: operation.fields, conflicts: [] }
    : mergeFields(
        await fieldsAt(ctx, entity, id, baseVersion),
        fieldsOf(entity, row.image),
        parsed(entity, operation.fields),
      )
  const patch = Object.fromEntries(Object.keys(apply).map((field) => [field, operation.fields[field]]))
  const [current] = Object.keys(patch).length > 0 ? [await entity.update(ctx, id, patch)] : await entity.load(ctx, [id])
  const status = conflicts.length > 0 ? 'conflict' : isCurrent ? 'applied' : 'merged'
  return { ...done(opId, current ? present(current) : null), status, conflicts }
}

/** Deleting something that others have edited since would throw their work away, so it is a conflict. Already deleted is done. */
async function remove(
  ctx: UserCtx,
  entity: Entity,
  operation: SyncOperation,
  row: LockedRow,
  present: Present,
): Promise<SyncResult> {
  const { opId, id, baseVersion } = operation
  if (row.deletedAt !== null) return done(opId, null)
  refuseFuture(row, baseVersion)
  if (baseVersion != null && baseVersion !== row.version) {
    const base = await fieldsAt(ctx, entity, id, baseVersion)
    const conflicts = deletionConflicts(base, fieldsOf(entity, row.image), entity)
    const [item] = conflicts.length > 0 ? await entity.load(ctx, [id]) : []
    if (item) return { ...done(opId, present(item)), status: 'conflict', conflicts }
  }
  await entity.remove(ctx, id)
  return done(opId, null)
}

/** Only what people set counts: a recomputed progress does not keep an item alive. */
function deletionConflicts(base: Fields | null, current: Fields, entity: Entity): Conflict[] {
  const settable = Object.fromEntries(
    Object.keys(entity.patch.shape).flatMap((name) => (name in current ? [[name, null]] : [])),
  )
  const { conflicts } = mergeFields(base, current, settable)
  return conflicts
}

function refuseFuture(row: LockedRow, baseVersion: number | null | undefined) {
  if (baseVersion != null && baseVersion > row.version)
    throw invalid('baseVersion', `The newest version is ${row.version}. Sync again first.`)
}

async function fieldsAt(ctx: UserCtx, entity: Entity, id: string, version: number): Promise<Fields | null> {
  const image = await imageAt(ctx, entity, id, version)
  return image && fieldsOf(entity, image)
}

/** As they would be stored, so that they can be compared; only what was sent. */
function parsed(entity: Entity, fields: Fields): Fields {
  const values = entity.patch.parse(fields)
  return Object.fromEntries(Object.keys(fields).map((name) => [name, values[name]]))
}

const done = (opId: string, item: SyncResult['item']): SyncResult => ({
  opId,
  status: 'applied',
  item,
  conflicts: [],
  error: null,
  replayed: false,
})

/** Equal for equal operations, in whatever order their keys arrive. */
function fingerprintOf({ entity, id, op, baseVersion, fields }: SyncOperation): string {
  const sorted = (_: string, value: unknown) =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value
  return createHash('sha256')
    .update(JSON.stringify([entity, id, op, baseVersion ?? null, fields], sorted))
    .digest('base64url')
}
