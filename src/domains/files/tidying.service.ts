import { and, eq, inArray, isNotNull, isNull, lte, sql } from 'drizzle-orm'
import { actingAs, type Ctx, type Reach, type UserCtx } from '#core/ctx.ts'
import { rowsOf } from '#core/db.ts'
import type { FileStore, Stored } from '#core/files/store.ts'
import { enqueue } from '#core/messages.ts'
import { deleteFile } from './files.service.ts'
import { fileErasures, fileOrphans, files } from './files.tables.ts'
import { readKey } from './links.ts'

export const ERASE_BYTES = 'files.erase_bytes'
export const TIDY = 'files.tidy'

/** Bytes are written before their row: so long a row may take. */
const ROW_TAKES_MS = 3_600_000
/** How long a file stays that nothing refers to. */
const ORPHAN_DAYS = 7
const DAY_MS = 86_400_000

type Outside = Pick<Reach, 'files'>

/** Of an account that is being erased: notes whose bytes have to go, in a job that names nobody. */
export async function rememberErased(ctx: UserCtx, { userId }: { userId: string }): Promise<void> {
  await ctx.db.insert(fileErasures).values({ owner: userId }).onConflictDoNothing()
  await enqueue({ ...ctx, actor: null }, ERASE_BYTES, {}, { singletonKey: 'all' })
}

/** Removes every byte of erased accounts, and then forgets who that was. */
export async function eraseBytes({ db }: Ctx, { files: { store } }: Outside): Promise<void> {
  for (const { owner } of await db.select().from(fileErasures)) {
    for await (const { key } of store.list(`${owner}/`)) await store.remove(key)
    await db.delete(fileErasures).where(eq(fileErasures.owner, owner))
  }
}

/**
 * By night: removes bytes that no row speaks of, marks rows whose bytes are not there (and unmarks those whose bytes are back), and
 * deletes files that nothing has referred to for a week. Safe to stop and to repeat.
 */
export async function tidyFiles(ctx: Ctx, outside: Outside): Promise<void> {
  await eraseBytes(ctx, outside)
  await compare(ctx, outside.files.store)
  await deleteOrphans(ctx)
}

async function compare(ctx: Ctx, store: FileStore) {
  const seen = new Set<string>()
  let [owner, group]: [string | null, Stored[]] = [null, []]
  for await (const stored of store.list('')) {
    const of = readKey(stored.key)?.owner
    if (of === undefined) continue
    if (owner !== null && of !== owner) await compareOwner(ctx, store, owner, group.splice(0))
    owner = of
    seen.add(of)
    group.push(stored)
  }
  if (owner !== null) await compareOwner(ctx, store, owner, group)
  const owners = await ctx.db.selectDistinct({ id: files.userId }).from(files).where(isNull(files.deletedAt))
  for (const { id } of owners) if (!seen.has(id)) await compareOwner(ctx, store, id, [])
}

async function compareOwner(ctx: Ctx, store: FileStore, owner: string, stored: Stored[]) {
  const { db } = actingAs(ctx, owner, TIDY)
  const living = and(eq(files.userId, owner), isNull(files.deletedAt))
  const rows = await db.select({ id: files.id, missingAt: files.missingAt }).from(files).where(living)
  const known = new Set(rows.map(({ id }) => id))
  const there = new Set<string>()
  for (const { key, writtenAt } of stored) {
    const { id, isThumbnail } = readKey(key) ?? {}
    if (id !== undefined && known.has(id)) {
      if (!isThumbnail) there.add(id)
    } else if (Date.parse(writtenAt) < ctx.now().getTime() - ROW_TAKES_MS) await store.remove(key)
  }
  const lost = rows.filter(({ id, missingAt }) => missingAt === null && !there.has(id)).map(({ id }) => id)
  const back = rows.filter(({ id, missingAt }) => missingAt !== null && there.has(id)).map(({ id }) => id)
  const mark = (ids: string[], missingAt: string | null) =>
    db
      .update(files)
      .set({ missingAt })
      .where(and(living, inArray(files.id, ids), missingAt ? isNull(files.missingAt) : isNotNull(files.missingAt)))
  if (lost.length > 0) await mark(lost, ctx.now().toISOString())
  if (back.length > 0) await mark(back, null)
}

/** What refers to files is read from the catalog, so that no domain can be forgotten. */
async function deleteOrphans(ctx: Ctx) {
  const isReferred = await references(ctx)
  await ctx.db.execute(
    sql`delete from file_orphans o using files f where f.user_id = o.user_id and f.id = o.file_id
        and (f.keep or f.deleted_at is not null or ${isReferred})`,
  )
  await ctx.db.execute(
    sql`insert into file_orphans (user_id, file_id, since)
        select f.user_id, f.id, ${ctx.now().toISOString()}::timestamptz from files f
        where f.deleted_at is null and not f.keep and not ${isReferred}
        on conflict do nothing`,
  )
  const before = new Date(ctx.now().getTime() - ORPHAN_DAYS * DAY_MS).toISOString()
  for (const { userId, fileId } of await ctx.db.select().from(fileOrphans).where(lte(fileOrphans.since, before)))
    await deleteFile(actingAs(ctx, userId, TIDY), fileId)
}

async function references({ db }: Ctx) {
  const found = await rowsOf<{ name: string; owner: string; id: string }>(
    db,
    sql`select t.relname as name, u.attname as owner, a.attname as id from pg_constraint c
        join pg_class t on t.oid = c.conrelid
        join pg_attribute u on u.attrelid = t.oid and u.attnum = c.conkey[1]
        join pg_attribute a on a.attrelid = t.oid and a.attnum = c.conkey[2]
        where c.contype = 'f' and c.confrelid = 'files'::regclass and t.relname <> 'file_orphans'`,
  )
  const tests = found.map(
    ({ name, owner, id }) =>
      sql`exists (select from ${sql.identifier(name)} r where r.${sql.identifier(owner)} = f.user_id and r.${sql.identifier(id)} = f.id)`,
  )
  return tests.length === 0 ? sql`false` : sql`(${sql.join(tests, sql` or `)})`
}
