import { and, asc, eq, sql } from 'drizzle-orm'
import type { Ctx, UserCtx } from '#core/ctx.ts'
import { type Db, rowsOf } from '#core/db.ts'
import { chatEvents, chatGenerations, type GenerationRow } from './chat.tables.ts'
import type { ChatEvent } from './documents.ts'

interface Key {
  userId: string
  id: string
}

const { userId, id, conversationId, state } = chatGenerations

/** Takes the next answer that waits in this conversation, unless one is being given there: of two who ask, one gets it. */
export async function claimNext(ctx: UserCtx, conversation: string): Promise<GenerationRow | undefined> {
  const here = and(eq(userId, ctx.actor.id), eq(conversationId, conversation))
  const next = sql`(select g.id from chat_generations g
    where g.user_id = ${ctx.actor.id} and g.conversation_id = ${conversation} and g.state = 'queued'
      and not exists (select from chat_generations r where r.user_id = g.user_id
        and r.conversation_id = g.conversation_id and r.state = 'running')
    order by g.id limit 1)`
  const [row] = await ctx.db
    .update(chatGenerations)
    .set({ state: 'running', beatAt: sql<string>`now()` })
    .where(and(here, eq(state, 'queued'), eq(id, next)))
    .returning()
  return row
}

/** Says that these are alive. */
export async function heartbeat(db: Db, keys: readonly Key[]): Promise<void> {
  await db.execute(
    sql`update chat_generations g set beat_at = now() from ${these(keys)}
        where g.user_id = k.user_id and g.id = k.id and g.state = 'running'`,
  )
}

/** Those of these that somebody called off, that were given up already, or that are no more. */
export async function selectStopped(db: Db, keys: readonly Key[]): Promise<Set<string>> {
  const rows = await rowsOf<{ id: string }>(
    db,
    sql`select k.id from ${these(keys)} left join chat_generations g on g.user_id = k.user_id and g.id = k.id
        where g.id is null or g.cancel_requested or g.state <> 'running'`,
  )
  return new Set(rows.map(({ id }) => id))
}

const these = (keys: readonly Key[]) =>
  sql`unnest(${arrayOf(keys.map((key) => key.userId))}, ${arrayOf(keys.map((key) => key.id))}) k(user_id, id)`

export interface Batch {
  userId: string
  generationId: string
  events: ChatEvent[]
}

export async function keepEvents(db: Db, batches: readonly Batch[]): Promise<void> {
  const rows = batches.flatMap(({ events, ...whose }) => {
    const [first] = events
    return first ? [{ ...whose, firstOffset: first.offset, events }] : []
  })
  if (rows.length > 0) await db.insert(chatEvents).values(rows)
}

/** What was kept behind this offset, in order. */
export async function readKept(ctx: UserCtx, generation: string, offset: number): Promise<ChatEvent[]> {
  const mine = and(eq(chatEvents.userId, ctx.actor.id), eq(chatEvents.generationId, generation))
  // A batch that begins before the offset may end behind it.
  const from = sql`coalesce((select max(e.first_offset) from chat_events e where e.user_id = ${ctx.actor.id}
    and e.generation_id = ${generation} and e.first_offset <= ${offset}), 0)`
  const rows = await ctx.db
    .select({ events: chatEvents.events })
    .from(chatEvents)
    .where(and(mine, sql`${chatEvents.firstOffset} >= ${from}`))
    .orderBy(asc(chatEvents.firstOffset))
  return rows.flatMap(({ events }) => events).filter((event) => event.offset > offset)
}

/** Answers of processes that have not been heard of for so long; every one that is being given, for null. */
export async function selectAbandoned(ctx: Ctx, silentSeconds: number | null): Promise<GenerationRow[]> {
  const silent =
    silentSeconds === null
      ? undefined
      : sql`${chatGenerations.beatAt} < now() - make_interval(secs => ${silentSeconds})`
  return ctx.db
    .select()
    .from(chatGenerations)
    .where(and(eq(state, 'running'), silent))
    .limit(200)
}

/** Conversations where somebody waits and nobody is at work, nor has been for a moment. */
export function selectWaiting(ctx: Ctx, sinceSeconds: number): Promise<{ userId: string; conversationId: string }[]> {
  return rowsOf(
    ctx.db,
    sql`select distinct g.user_id as "userId", g.conversation_id as "conversationId" from chat_generations g
        where g.state = 'queued' and g.created_at <= now() - make_interval(secs => ${sinceSeconds})
          and not exists (select from chat_generations r where r.user_id = g.user_id
            and r.conversation_id = g.conversation_id and r.state = 'running') limit 200`,
  )
}

/** What was said more than so many days ago is read from the message alone. */
export async function pruneEvents(ctx: Ctx, days: number): Promise<void> {
  await ctx.db.execute(
    sql`delete from chat_events e using chat_generations g
        where g.user_id = e.user_id and g.id = e.generation_id and g.ended_at < now() - make_interval(days => ${days})`,
  )
}

const arrayOf = (ids: string[]) => sql`${`{${ids.join()}}`}::uuid[]`
