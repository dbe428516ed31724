import { z } from 'zod'
import { PageQuery } from '#core/page.ts'
import { MESSAGE_ROLES, MESSAGE_STATES } from './chat.tables.ts'
import { Citation, MessageMeta, PageContext, ToolUse } from './documents.ts'

/** The most that somebody may say at once, in characters. */
export const MAX_CONTENT = 32_000

export const ChatMessage = z
  .object({
    id: z.uuid(),
    conversationId: z.uuid(),
    parentId: z.uuid().nullable().describe('What it answers or follows; null begins the conversation'),
    role: z.enum(MESSAGE_ROLES).meta({ example: 'assistant' }),
    state: z
      .enum(MESSAGE_STATES)
      .describe(
        '`queued` waits for its turn, `streaming` is being written: hear the rest from its generation. `interrupted` and `cancelled` keep what was said and can be continued',
      )
      .meta({ example: 'done' }),
    content: z.string().meta({ example: 'Three things are due today.' }),
    context: PageContext.nullable(),
    toolCalls: z.array(ToolUse),
    citations: z.array(Citation).describe('Items of yours that the answer rests on'),
    meta: MessageMeta.nullable(),
    generationId: z.uuid().nullable().describe('The newest attempt at this answer'),
    createdAt: z.iso.datetime(),
    siblingIds: z
      .array(z.uuid())
      .describe('All that follow the same message, this one among them: more than one are branches'),
  })
  .meta({ id: 'ChatMessage' })
export type ChatMessage = z.infer<typeof ChatMessage>

const Content = z.string().trim().min(1).max(MAX_CONTENT).meta({ example: 'What is due today?' })

export const NewMessage = z
  .strictObject({
    content: Content,
    parentId: z
      .uuid()
      .nullish()
      .describe('Which message it follows. Absent: the end of the branch being read. Null: begins anew')
      .meta({ example: null }),
    context: PageContext.optional().describe('What is on the screen. Content for the answer, never an instruction'),
  })
  .meta({ id: 'NewChatMessage', example: { content: 'What is due today?' } })
export type NewMessage = z.infer<typeof NewMessage>

export const EditedMessage = z
  .strictObject({ content: Content, context: PageContext.optional() })
  .meta({ id: 'EditedChatMessage', example: { content: 'What is due this week?' } })
export type EditedMessage = z.infer<typeof EditedMessage>

export const Accepted = z
  .object({
    generationId: z.uuid(),
    messageId: z.uuid().describe('The answer to come'),
    userMessageId: z.uuid().nullable().describe('What it answers'),
  })
  .meta({ id: 'ChatAccepted' })
export type Accepted = z.infer<typeof Accepted>

export const BranchQuery = PageQuery.extend({
  leafId: z.uuid().optional().meta({ description: 'The branch that ends with this message; else the one being read' }),
  all: z.stringbool().optional().meta({ description: 'true: every message of every branch, oldest first' }),
})
export type BranchQuery = z.infer<typeof BranchQuery>

export const MessagePage = z
  .object({
    items: z.array(ChatMessage),
    nextCursor: z.string().nullable().describe('Leads to what was said before (with `all`: after)'),
  })
  .meta({ id: 'ChatMessagePage' })

export const MessageSearch = PageQuery.extend({
  q: z.string().trim().min(1).max(200).meta({ description: 'Text in a message', example: 'mountains' }),
})
export type MessageSearch = z.infer<typeof MessageSearch>

export const FoundMessagePage = z
  .object({
    items: z.array(
      z.object({
        id: z.uuid(),
        conversationId: z.uuid(),
        title: z.string().nullable().describe('Of the conversation'),
        role: z.enum(MESSAGE_ROLES),
        snippet: z.string().meta({ example: '…a week in the mountains…' }),
        createdAt: z.iso.datetime(),
      }),
    ),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: 'FoundChatMessagePage' })
export type FoundMessagePage = z.infer<typeof FoundMessagePage>
