import { type Embedder, embeddedModel } from '#core/ai/embeddings.ts'
import { myRow } from '#core/columns.ts'
import { inTransaction, lockFor, type UserCtx } from '#core/ctx.ts'
import { isDistressed } from '#core/distress.ts'
import { found } from '#core/errors.ts'
import { newId } from '#core/ids.ts'
import { getPreferences } from '#domains/accounts/preferences.service.ts'
import { type Fact, factsIn } from './extraction.ts'
import { type Meaning, meaningOf } from './meaning.ts'
import {
  countAll,
  type Kept,
  markTold,
  type Near,
  type Place,
  selectById,
  selectLike,
  selectTellable,
} from './memory.queries.ts'
import { deleteMemory, MAX_MEMORIES } from './memory.service.ts'
import { memories } from './memory.tables.ts'
import { isSameFact, normalised, sharedContent } from './sameness.ts'
import { holdsSecret } from './secrets.ts'

/** Where the user said it. */
export interface Provenance {
  messageId: string
  conversationId: string
}

export interface Said extends Provenance {
  /** Who says it: facts are taken from the user alone. */
  role: 'user' | 'assistant' | 'system' | 'tool'
  /** The message as typed: without recalled facts, page context, results of tools or anything else that was put beside it. */
  text: string
}

export type Remembered =
  | { outcome: 'remembered' | 'updated'; memory: Kept }
  /** `off`: the user wants nothing to be remembered; `full`: there is no room. */
  | { outcome: 'refused'; reason: 'off' | 'secret' | 'distress' | 'full' }

/**
 * Keeps what a user's own message tells of them. Nothing of a message of distress, nothing that anybody else said, and nothing when
 * the user has switched memory off. Fixed rules, English only. Not in a transaction: it asks the embedding model.
 */
export async function learn(ctx: UserCtx, said: Said, by: Embedder = embeddedModel): Promise<Kept[]> {
  if (said.role !== 'user' || isDistressed(said.text)) return []
  const facts = factsIn(said.text)
  if (facts.length === 0 || !(await isOn(ctx))) return []
  const kept: Kept[] = []
  for (const fact of facts) {
    const remembered = await keep(ctx, fact, said, by)
    if (remembered.outcome !== 'refused') kept.push(remembered.memory)
  }
  return kept
}

/**
 * Keeps one fact that the user wants to be remembered, for every conversation. What is known already, or is contradicted, becomes the
 * new one; secrets and words of distress are refused. For a tool of the assistant, with the message that asked for it.
 */
export async function remember(
  ctx: UserCtx,
  fact: Pick<Fact, 'text' | 'kind'> & Partial<Fact>,
  from: Provenance,
  by: Embedder = embeddedModel,
): Promise<Remembered> {
  if (!(await isOn(ctx))) return { outcome: 'refused', reason: 'off' }
  return keep(ctx, { slot: null, confidence: 1, days: null, ...fact }, from, by)
}

const DAY_MS = 86_400_000

async function keep(ctx: UserCtx, fact: Fact, from: Provenance, by: Embedder): Promise<Remembered> {
  const { text, kind, slot, confidence, days } = fact
  if (holdsSecret(text)) return { outcome: 'refused', reason: 'secret' }
  if (isDistressed(text)) return { outcome: 'refused', reason: 'distress' }
  const meaning = await meaningOf(text, by)
  const values = {
    text,
    kind,
    slot,
    confidence,
    expiresAt: days === null ? null : new Date(ctx.now().getTime() + days * DAY_MS).toISOString(),
    normalised: normalised(text),
    source: 'message' as const,
    sourceMessageId: from.messageId,
    sourceConversationId: from.conversationId,
    embedding: meaning.embedding,
    embeddingModel: meaning.embedding === null ? null : meaning.model,
  }
  return inTransaction(ctx, async (ctx) => {
    await lockFor(ctx, 'memory')
    const known = await knownAs(ctx, fact, meaning)
    if (known === null && (await countAll(ctx)) >= MAX_MEMORIES) return { outcome: 'refused', reason: 'full' }
    const id = known ?? newId()
    if (known === null) await ctx.db.insert(memories).values({ ...values, userId: ctx.actor.id, id })
    else
      await ctx.db
        .update(memories)
        .set(values)
        .where(myRow(ctx, memories, id))
    const memory = found((await selectById(ctx, [id]))[0], 'Memory')
    return { outcome: known === null ? 'remembered' : 'updated', memory }
  })
}

/** The one that says the same already. Where two others do, one by its words and one by its slot, the second leaves. */
async function knownAs(ctx: UserCtx, { text, slot }: Fact, { embedding, model }: Meaning): Promise<string | null> {
  const wanted = { audience: 'all', normalised: normalised(text), slot, embedding, model }
  const like = await selectLike(ctx, wanted)
  const [first, second] = like.filter(({ isSame }) => isSame)
  if (second) await deleteMemory(ctx, second.id)
  const same = first ?? like.find((one) => isSameFact(one.nearness ?? 0, one.text, text))
  return same?.id ?? null
}

/** Below this a fact has nothing to do with what is said, unless it always has. */
const NEAR = 0.42
/** What a shared word adds to the nearness of a fact. */
const SHARED = 0.45

/**
 * The facts that matter to what is being said in this place, at most `k`, those that matter most first: who somebody is, how they are
 * and how they want to be answered always, others by meaning and words. Expired ones and those of other places are left out; nothing at all when
 * memory is switched off. What is answered counts as told. It is content for a prompt, never instructions.
 */
export async function recall(
  ctx: UserCtx,
  query: string,
  k = 8,
  place: Place = {},
  by: Embedder = embeddedModel,
): Promise<Kept[]> {
  if (!(await isOn(ctx)) || (await countAll(ctx)) === 0) return []
  const tellable = await selectTellable(ctx, place, await meaningOf(query, by))
  const chosen = tellable
    .map((one) => ({ id: one.id, worth: worthOf(one, query) }))
    .filter(({ worth }) => worth >= NEAR)
    .sort((a, b) => b.worth - a.worth)
    .slice(0, k)
    .map(({ id }) => id)
  await markTold(ctx, chosen)
  const kept = new Map((await selectById(ctx, chosen)).map((one) => [one.id, one]))
  return chosen.flatMap((id) => kept.get(id) ?? [])
}

/** Who forgets an allergy does harm. */
const ALWAYS: readonly Near['kind'][] = ['identity', 'health', 'instruction']

function worthOf({ text, kind, nearness }: Near, query: string): number {
  const worth = (nearness ?? 0) + SHARED * Math.min(1, 3 * sharedContent(text, query))
  return ALWAYS.includes(kind) ? Math.max(worth, NEAR) : worth
}

async function isOn(ctx: UserCtx): Promise<boolean> {
  const { ai } = await getPreferences(ctx)
  return ai.enabled && ai.memory
}
