import { z } from 'zod'
import { PageQuery, pageOf } from '#core/page.ts'
import { PERSONALITY_MODES } from '#core/personality.ts'

const Title = z.string().trim().min(1).max(200)
const Mode = z.enum(PERSONALITY_MODES)

export const Conversation = z
  .object({
    id: z.uuid(),
    version: z.int(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    title: z
      .string()
      .nullable()
      .describe('Made of the first message when that is answered, unless it was given')
      .meta({ example: 'A week in the mountains' }),
    mode: Mode.nullable().describe('How the assistant speaks here; null goes by your preference'),
    pinned: z.boolean(),
    archived: z.boolean(),
    leafId: z.uuid().nullable().describe('The last message of the branch that is being read'),
    messageCount: z.int().describe('In all branches').meta({ example: 2 }),
    activeAt: z.iso.datetime().describe('When something was last said'),
  })
  .meta({ id: 'Conversation' })

const Fields = z.strictObject({
  title: Title.nullish().meta({ example: 'A week in the mountains' }),
  mode: Mode.nullish(),
  pinned: z.boolean().optional(),
  archived: z.boolean().optional(),
})
export const NewConversation = Fields.meta({ id: 'NewConversation', example: { title: 'A week in the mountains' } })
export type NewConversation = z.infer<typeof NewConversation>

export const ConversationPatch = Fields.extend({
  leafId: z.uuid().optional().describe('Shows another branch, by one of its messages'),
}).meta({ id: 'ConversationPatch', example: { title: 'Two weeks in the mountains', pinned: true } })
export type ConversationPatch = z.infer<typeof ConversationPatch>

export const ConversationQuery = PageQuery.extend({
  archived: z.stringbool().optional().describe('Only archived ones, or only the others'),
  pinned: z.stringbool().optional(),
  q: z.string().trim().min(1).max(200).optional().meta({ description: 'Text in the title or in any message' }),
  sort: z.enum(['active', 'newest']).default('active').describe('By when something was last said, or was begun'),
})
export type ConversationQuery = z.infer<typeof ConversationQuery>
export const ConversationPage = pageOf(Conversation).meta({ id: 'ConversationPage' })

export const NewFork = z
  .strictObject({ messageId: z.uuid().describe('The last message that the copy has') })
  .meta({ id: 'NewFork' })
export type NewFork = z.infer<typeof NewFork>
