import { and, desc, eq } from 'drizzle-orm'
import { inTransaction, type Reach, type UserCtx } from '#core/ctx.ts'
import { AppError, found } from '#core/errors.ts'
import { newId } from '#core/ids.ts'
import { enqueue } from '#core/messages.ts'
import { type Undone, undoPlan } from './foreign.service.ts'
import { kindsOf, nameOf } from './importing.service.ts'
import type { Import, ImportForm } from './imports.schema.ts'
import { keyOf } from './links.ts'
import { type ImportRow, imports } from './portability.tables.ts'

export const IMPORT = 'portability.import'

/** How long a file waits to be applied, and its report to be read. */
const KEPT_MS = 86_400_000

type Outside = Pick<Reach, 'files'>

/** Keeps a file that I bring and has it checked: a job tells what would come of it. Refused (409) while another one of mine is under way. */
export async function startImport(ctx: UserCtx, { files }: Outside, form: ImportForm): Promise<Import> {
  const { file, source, conflicts } = form
  const id = newId()
  const row = {
    ...{ userId: ctx.actor.id, id, source, conflicts, name: file.name, bytes: file.size },
    expiresAt: new Date(ctx.now().getTime() + KEPT_MS).toISOString(),
  }
  const [begun] = await ctx.db.insert(imports).values(row).onConflictDoNothing().returning()
  if (!begun) throw new AppError('conflict', 'Another import of yours is under way. Wait until that is done.')
  try {
    await files.store.put(keyOf(ctx.actor.id, id), file, 'application/zip')
    await enqueue(ctx, IMPORT, { id, apply: false })
  } catch (error) {
    await ctx.db.delete(imports).where(mine(ctx, id))
    throw error
  }
  return present(begun)
}

/** Has what was checked taken in; a job does it, all or nothing. Refused (409) unless it was checked and is without problems. */
export function applyImport(ctx: UserCtx, id: string): Promise<Import> {
  return inTransaction(ctx, async (ctx) => {
    const before = await getImport(ctx, id)
    if (before.state !== 'checked') throw new AppError('conflict', NOT_READY[before.state])
    const [row] = await ctx.db
      .update(imports)
      .set({ state: 'applying', rows: 0, beatAt: ctx.now().toISOString() })
      .where(and(mine(ctx, id), eq(imports.state, 'checked')))
      .returning()
    if (!row) throw new AppError('conflict', NOT_READY.applying)
    await enqueue(ctx, IMPORT, { id, apply: true })
    return present(row)
  })
}

const NOT_READY: Record<ImportRow['state'], string> = {
  checking: 'It is still being checked.',
  checked: '',
  refused: 'It has problems; its report names them.',
  applying: 'It is being taken in already.',
  done: 'It has been taken in.',
  failed: 'It failed, and nothing was taken in. Send the file again.',
}

export async function getImport(ctx: UserCtx, id: string): Promise<Import> {
  const [row] = await ctx.db.select().from(imports).where(mine(ctx, id))
  return present(found(row, 'Import'))
}

/** The newest of mine. */
export async function latestImport(ctx: UserCtx): Promise<Import> {
  const me = eq(imports.userId, ctx.actor.id)
  const [row] = await ctx.db.select().from(imports).where(me).orderBy(desc(imports.id)).limit(1)
  return present(found(row, 'Import'))
}

/** Deletes what an import of another program's file made and I have not changed since. Safe to repeat. */
export async function undoImport(ctx: UserCtx, id: string): Promise<Undone> {
  const { source, state } = await getImport(ctx, id)
  if (source === 'almanac')
    throw new AppError(
      'conflict',
      'An archive is not undone: its items may have been there before. Delete what you do not want.',
    )
  if (state !== 'done') throw new AppError('conflict', 'Nothing of it has been taken in.')
  return undoPlan(ctx, kindsOf(ctx), nameOf({ source, id }))
}

/** Forgets an import with its file, or ends one that is under way: of that nothing is taken in. What was taken in stays. */
export async function deleteImport(ctx: UserCtx, { files }: Outside, id: string): Promise<void> {
  const [gone] = await ctx.db.delete(imports).where(mine(ctx, id)).returning({ id: imports.id })
  found(gone, 'Import')
  await files.store.remove(keyOf(ctx.actor.id, id))
}

const mine = ({ actor }: UserCtx, id: string) => and(eq(imports.userId, actor.id), eq(imports.id, id))

const present = ({ userId: _, beatAt: __, ...row }: ImportRow): Import => row
