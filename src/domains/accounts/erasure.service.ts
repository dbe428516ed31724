import { and, eq, sql } from 'drizzle-orm'
import type { Bus } from '#core/bus.ts'
import { myRow } from '#core/columns.ts'
import { missed } from '#core/conditional.ts'
import { actingAs, type Ctx, inTransaction, type UserCtx } from '#core/ctx.ts'
import { rowsOf } from '#core/db.ts'
import { AppError } from '#core/errors.ts'
import { enqueue, publish } from '#core/messages.ts'
import { UserErased } from './accounts.events.ts'
import { credentials, type UserRow, users } from './accounts.tables.ts'
import { endAllApiKeys } from './api-keys.service.ts'
import { requirePassword } from './recovery.service.ts'
import { endAllSessions, revoke } from './sessions.service.ts'
import type { AccountDeletion } from './users.schema.ts'

export const ERASE = 'accounts.erase'

const BATCH = 10_000
const PASSES = 20

/**
 * Closes my account at once and has everything in it erased: nobody can sign in any more, and the job that follows deletes
 * every row. Asks for the password; accounts without one confirm in words.
 */
export async function deleteAccount(
  ctx: UserCtx,
  bus: Pick<Bus, 'revoked'>,
  input: AccountDeletion,
  version?: number,
): Promise<void> {
  await requireConsent(ctx, input)
  const { id } = ctx.actor
  const ended = await inTransaction(ctx, async (ctx) => {
    const me = myRow(ctx, users, id, version)
    const [closed] = await ctx.db.update(users).set({ status: 'erasing' }).where(me).returning({ id: users.id })
    if (!closed) throw await missed(ctx, users, id, 'User')
    const ids = [...(await endAllSessions(ctx, id, 'erased')), ...(await endAllApiKeys(ctx, id))]
    await revoke(ctx, [id])
    // Names nobody: the queue must not remember whom it erased.
    await enqueue({ ...ctx, actor: null }, ERASE, {}, { singletonKey: 'all' })
    return [id, ...ids]
  })
  bus.revoked(ended)
}

/** Erases every closed account. Safe to run twice, and each account is done for itself. */
export async function eraseClosedAccounts(ctx: Ctx): Promise<void> {
  const closed = await ctx.db.select().from(users).where(eq(users.status, 'erasing'))
  for (const user of closed) await erase(ctx, user)
}

async function requireConsent(ctx: UserCtx, { password, confirm }: AccountDeletion) {
  const [row] = await ctx.db.select().from(credentials).where(eq(credentials.userId, ctx.actor.id))
  if (row?.passwordHash != null) {
    if (password !== undefined) await requirePassword(ctx, password, 'password')
    else
      throw new AppError('invalid_input', 'Send the password.', { errors: [{ path: 'password', message: 'missing' }] })
  } else if (confirm === undefined) {
    const errors = [{ path: 'confirm', message: 'must be "delete my account"' }]
    throw new AppError('invalid_input', 'Send confirm: "delete my account".', { errors })
  }
}

async function erase(ctx: Ctx, user: UserRow) {
  await eraseJobs(ctx, user)
  // A job that was running may still write: it ends, and the next pass finds nothing.
  for (let pass = 0; (await eraseRows(ctx, user.id)) > 0; pass++) {
    if (pass === PASSES) throw new Error('Rows of an erased account keep appearing')
  }
  await inTransaction(actingAs(ctx, user.id, ERASE), async (ctx) => {
    const mine = and(eq(users.id, user.id), eq(users.status, 'erasing'))
    const [last] = await ctx.db.select().from(users).where(mine).for('update')
    if (!last) return
    await publish(ctx, UserErased, { userId: user.id })
    await ctx.db.delete(users).where(mine)
  })
}

async function eraseJobs({ db }: Ctx, { id, email }: UserRow) {
  await db.execute(
    sql`delete from pgboss.job where data->>'userId' = ${id} or data->'payload'->>'userId' = ${id}
        or (${email}::text is not null and data->'payload'->>'email' = ${email})`,
  )
}

interface OwnedTable {
  name: string
  /** Whether a row of another table may point at it. */
  referenced: boolean
}

/**
 * Deletes from every table that has a `user_id`, as the catalog lists them, so that no domain can be forgotten. Tables that
 * nothing points at go first and in batches, as logs grow long; the others in one statement, at whose end their foreign keys
 * are checked, so that any order and any circle is allowed.
 */
async function eraseRows(ctx: Ctx, userId: string): Promise<number> {
  const tables = await ownedTables(ctx)
  let total = 0
  for (const table of tables.filter((table) => !table.referenced)) {
    let gone: number
    do {
      gone = await deleted(
        ctx,
        sql`delete from ${named(table)} where ctid = any(array(
        select ctid from ${named(table)} where user_id = ${userId} limit ${BATCH})) returning 1 as one`,
      )
      total += gone
    } while (gone === BATCH)
  }
  const rest = tables.filter((table) => table.referenced)
  if (rest.length === 0) return total
  const steps = rest.map(
    (table, at) =>
      sql`${sql.identifier(`t${at}`)} as (delete from ${named(table)} where user_id = ${userId} returning 1)`,
  )
  const counts = rest.map((_, at) => sql`(select count(*) from ${sql.identifier(`t${at}`)})`)
  const [row] = await rowsOf<{ gone: string | number }>(
    ctx.db,
    sql`with ${sql.join(steps, sql`, `)} select ${sql.join(counts, sql` + `)} as gone`,
  )
  return total + Number(row?.gone ?? 0)
}

/** All but `users`, whose row goes last: as long as it is there, an interrupted erasure is taken up again. */
function ownedTables({ db }: Ctx): Promise<OwnedTable[]> {
  return rowsOf<OwnedTable>(
    db,
    sql`select t.table_name as name,
          exists (select from pg_constraint f where f.contype = 'f' and f.confrelid = format('%I.%I', t.table_schema, t.table_name)::regclass) as referenced
        from information_schema.tables t
        join information_schema.columns c using (table_schema, table_name)
        where t.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.column_name = 'user_id' and t.table_name <> 'users'
        order by t.table_name`,
  )
}

const named = ({ name }: OwnedTable) => sql`public.${sql.identifier(name)}`

async function deleted({ db }: Ctx, statement: ReturnType<typeof sql>): Promise<number> {
  return (await rowsOf(db, statement)).length
}
