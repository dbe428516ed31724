import type { Ai } from '#core/ai/ai.ts'
import type { SpeechFormat } from '#core/ai/embedded/speech.ts'
import type { Spoken } from '#core/ai/speaking.ts'
import type { UserCtx } from '#core/ctx.ts'
import { AppError } from '#core/errors.ts'
import { holdsScope } from '#core/identity.ts'
import { createConversation } from '#domains/chat/conversations.service.ts'
import { openEvents } from '#domains/chat/events.service.ts'
import { postMessage } from '#domains/chat/generations.service.ts'
import { getMessage } from '#domains/chat/messages.service.ts'
import type { Runner } from '#domains/chat/runner.service.ts'
import { sayText } from '#domains/voice/speech.service.ts'
import { transcribeUpload } from '#domains/voice/transcripts.service.ts'
import { classifyUtterance } from '#domains/voice/voice.service.ts'
import type { Exchange, NewUtterance, Reply, SpokenForm } from './talk.schema.ts'

/** What a conversation needs beside the database. */
export interface Outside {
  ai: Ai
  runner: Runner
}

/** Speech takes no more at once. */
const MAX_SAID = 5_000

/**
 * Says something to the assistant and waits for its whole answer, which the conversation keeps like its others: what it wants to change it
 * proposes, and nothing is done before the user has allowed it. Refused as a message in the chat is.
 */
export async function answer(
  ctx: UserCtx,
  { runner }: Outside,
  { text, conversationId: place }: NewUtterance,
  gone: AbortSignal,
): Promise<Reply> {
  if (!holdsScope(ctx.actor, 'chat:write')) throw new AppError('forbidden', 'This API key needs the scope chat:write.')
  const { intents, distress } = await classifyUtterance(ctx, text)
  const conversationId = place ?? (await createConversation(ctx, {})).id
  const { generationId, messageId } = await postMessage(ctx, runner, conversationId, { content: text })
  for await (const _ of await openEvents(ctx, runner, generationId, 0, gone)) {
    // Only its end is waited for; the message has all of it then.
  }
  gone.throwIfAborted()
  const { content, state, toolCalls, meta } = await getMessage(ctx, messageId)
  return {
    conversationId,
    messageId,
    text: content,
    state,
    intents: intents.map((intent) => ({ ...intent, entities: { ...intent.entities } })),
    distress,
    actions: toolCalls.flatMap(({ actionId: id, tool, arguments: given, state }) =>
      id === null ? [] : [{ id, tool, arguments: given, state }],
    ),
    meta: { source: meta?.source ?? 'rules', provider: meta?.provider ?? null, model: meta?.model ?? null },
  }
}

/** Hears a recording, answers what was said in it, and says the answer aloud. Silence is answered by silence. */
export async function converse(ctx: UserCtx, outside: Outside, form: SpokenForm, gone: AbortSignal): Promise<Exchange> {
  const { audio, conversationId, voice, format } = form
  const transcript = await transcribeUpload(ctx, outside.ai, audio, gone)
  if (transcript.noSpeech) return { transcript, reply: null, audio: null }
  const reply = await answer(ctx, outside, { text: transcript.text, conversationId }, gone)
  const spoken = await sayReply(ctx, outside.ai, reply, { voice, format }, gone)
  if (spoken === null) return { transcript, reply, audio: null }
  const { audio: parts, ...told } = spoken
  const bytes: Uint8Array[] = []
  for await (const part of parts) bytes.push(part)
  return { transcript, reply, audio: { ...told, base64: Buffer.concat(bytes).toString('base64') } }
}

interface Manner {
  voice: string | undefined
  format: SpeechFormat
}

/** Null when there is nothing that can be said: the text of the answer is there in any case. */
export async function sayReply(
  ctx: UserCtx,
  ai: Ai,
  { text }: Reply,
  { voice, format }: Manner,
  gone: AbortSignal,
): Promise<Spoken | null> {
  const said = text.trim().slice(0, MAX_SAID)
  if (said === '') return null
  try {
    return await sayText(ctx, ai, { text: said, voice, format, speed: 1 }, gone)
  } catch (error) {
    if (error instanceof AppError && (error.code === 'unprocessable' || error.code === 'unavailable')) return null
    throw error
  }
}
