import { entity } from '#core/entity.ts'
import { daily } from '#core/messages.ts'
import type { Module } from '#core/module.ts'
import { chatSocket } from './chat.socket.ts'
import { conversations } from './chat.tables.ts'
import { conversationsRoutes } from './conversations.routes.ts'
import { Conversation, ConversationPatch, NewConversation } from './conversations.schema.ts'
import {
  createConversation,
  deleteConversation,
  loadConversations,
  restoreConversation,
  updateConversation,
} from './conversations.service.ts'
import { pruneEvents } from './generations.queries.ts'
import { generationsRoutes } from './generations.routes.ts'
import { chatChannel } from './generations.schema.ts'
import { forgetConversations } from './history.service.ts'
import { messagesRoutes } from './messages.routes.ts'
import { runnerOf } from './runner.service.ts'

/** How long an answer can be heard again word by word; its text stays. */
const EVENT_DAYS = 7

export const chatModule: Module = {
  name: 'chat',
  tags: { chat: 'Conversations with the assistant: a tree of messages, and answers that the server gives to the end' },
  routes: [conversationsRoutes, messagesRoutes, generationsRoutes],
  rootRoutes: [chatSocket],
  channels: [chatChannel],
  entities: [
    entity({
      name: 'conversation',
      path: '/chat/conversations',
      table: conversations,
      item: Conversation,
      input: NewConversation,
      patch: ConversationPatch,
      load: loadConversations,
      create: createConversation,
      update: updateConversation,
      remove: deleteConversation,
      restore: restoreConversation,
    }),
  ],
  jobs: [
    daily('chat_events', '50 3 * * *', (ctx) => pruneEvents(ctx, EVENT_DAYS)),
    daily('chat_history', '20 * * * *', forgetConversations),
  ],
  loops: (platform) => [
    {
      name: 'chat.sweep',
      everyMs: 2_000,
      turn: async (ctx) => {
        await runnerOf(platform).sweep(ctx)
        return false
      },
    },
  ],
  // Only one process can have the embedded database open: whatever was going on in it is over.
  start: async (platform) => {
    const { database, base } = platform
    if (database.kind === 'pglite') await runnerOf(platform).sweep({ ...base, actor: null }, null)
  },
}
