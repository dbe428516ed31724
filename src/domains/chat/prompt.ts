import type { LanguageModelV4Message, LanguageModelV4Prompt, LanguageModelV4ToolResultPart } from '@ai-sdk/provider'
import type { MessageRow } from './chat.tables.ts'
import type { PageContext, ToolUse } from './documents.ts'

/** What of a conversation a model is told: its end. */
export const MAX_MESSAGES = 40
const MAX_CHARACTERS = 80_000
/** Of what a tool answered in an earlier turn. */
const PAST_RESULT_CHARACTERS = 2_000

/** What was open on the screen: the client's words, and the item itself as the server read it for this user. */
export interface OnScreen {
  context: PageContext
  item: unknown
}

interface Said extends Pick<MessageRow, 'role' | 'content' | 'toolCalls' | 'context'> {
  onScreen: OnScreen | null
}

/** A conversation as every provider takes it. Only `instructions` instruct; whatever users, pages and tools say stands apart. */
export function promptOf(instructions: string, about: AboutUser, path: readonly Said[]): LanguageModelV4Prompt {
  const frames = [
    about.ownWords === null ? null : content('What the user said about themselves', about.ownWords),
    about.remembered === null ? null : content('What is remembered of earlier conversations', about.remembered),
  ].filter((frame) => frame !== null)
  return [{ role: 'system', content: instructions }, ...frames.map(userSays), ...recent(path).flatMap(messagesOf)]
}

/** The user's own words from before this conversation; null where there are none. */
export interface AboutUser {
  ownWords: string | null
  remembered: string | null
}

/** Asks for the rest of an answer that broke off. */
export const CONTINUE = 'Your answer broke off. Go on exactly where it ended, without repeating anything of it.'

export const userSays = (text: string): LanguageModelV4Message => ({ role: 'user', content: [{ type: 'text', text }] })

export const assistantSaid = (text: string): LanguageModelV4Message[] =>
  text === '' ? [] : [{ role: 'assistant', content: [{ type: 'text', text }] }]

/** A call of a tool and what it answered, as the model is told of it afterwards. */
export function toolTurn(text: string, uses: readonly ToolUse[], isPast = false): LanguageModelV4Message[] {
  if (uses.length === 0) return assistantSaid(text)
  const calls = uses.map((use) => ({
    type: 'tool-call' as const,
    toolCallId: use.callId,
    toolName: use.tool,
    input: use.arguments,
  }))
  const opening = text === '' ? [] : [{ type: 'text' as const, text }]
  return [
    { role: 'assistant', content: [...opening, ...calls] },
    { role: 'tool', content: uses.map((use) => resultPart(use, isPast)) },
  ]
}

function messagesOf({ role, content: text, toolCalls, onScreen }: Said): LanguageModelV4Message[] {
  if (role === 'assistant') return [...(toolCalls?.length ? toolTurn('', toolCalls, true) : []), ...assistantSaid(text)]
  const said = { type: 'text' as const, text }
  if (onScreen === null) return [{ role: 'user', content: [said] }]
  return [{ role: 'user', content: [{ type: 'text', text: screen(onScreen) }, said] }]
}

function screen({ context: { page, text }, item }: OnScreen): string {
  const seen = [
    page === undefined ? null : `Page: ${page}`,
    item === null ? null : `Open item: ${JSON.stringify(item).slice(0, 6_000)}`,
    text === undefined ? null : `Shown text: ${text}`,
  ]
  return content('What is on the user’s screen', seen.filter((one) => one !== null).join('\n'))
}

/** A frame that what stands in it cannot close. */
const content = (what: string, text: string) =>
  `${what}:\n<content>\n${text.replaceAll(/<(\/?)content>/gi, '‹$1content›')}\n</content>`

function resultPart({ callId, tool, state, result }: ToolUse, isPast: boolean): LanguageModelV4ToolResultPart {
  const text = JSON.stringify({ state, answer: result ?? null })
  const value = isPast && text.length > PAST_RESULT_CHARACTERS ? `${text.slice(0, PAST_RESULT_CHARACTERS)}…` : text
  return { type: 'tool-result', toolCallId: callId, toolName: tool, output: { type: 'text', value } }
}

/** The last messages that fit; the newest one always does. */
function recent(path: readonly Said[]): readonly Said[] {
  let room = MAX_CHARACTERS
  const newest = path.slice(-MAX_MESSAGES).toReversed()
  const end = newest.findIndex((one, at) => {
    room -= one.content.length
    return at > 0 && room < 0
  })
  return (end === -1 ? newest : newest.slice(0, end)).toReversed()
}
