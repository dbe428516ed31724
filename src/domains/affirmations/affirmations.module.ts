import { z } from 'zod'
import { entity } from '#core/entity.ts'
import type { Module } from '#core/module.ts'
import { affirmationsRoutes } from './affirmations.routes.ts'
import { Affirmation, AffirmationPatch, NewAffirmation } from './affirmations.schema.ts'
import * as service from './affirmations.service.ts'
import { affirmations } from './affirmations.tables.ts'
import { affirmationTools } from './affirmations.tools.ts'
import { messagesRoutes, slotsRoutes } from './messages.routes.ts'
import {
  DailyMessage,
  DailyMessagePatch,
  DailyMessageSlot,
  DailyMessageSlotPatch,
  NewDailyMessageSlot,
} from './messages.schema.ts'
import * as messages from './messages.service.ts'
import { dailyMessageSlots, dailyMessages } from './messages.tables.ts'
import { ringDailyMessages } from './ringing.service.ts'
import * as slots from './slots.service.ts'

export const affirmationsModule: Module = {
  name: 'affirmations',
  tags: {
    affirmations: 'Sentences that somebody wants to hear again, one for each day in turn',
    'daily-messages': 'A few words at the times one has chosen, made of one’s own goals, habits and days',
  },
  routes: [affirmationsRoutes, slotsRoutes, messagesRoutes],
  tools: affirmationTools,
  entities: [
    entity({
      name: 'affirmation',
      path: '/affirmations',
      table: affirmations,
      item: Affirmation,
      input: NewAffirmation,
      patch: AffirmationPatch,
      search: ({ text }) => ({ title: text }),
      load: service.loadAffirmations,
      create: service.createAffirmation,
      update: service.updateAffirmation,
      remove: service.deleteAffirmation,
      restore: service.restoreAffirmation,
    }),
    entity({
      name: 'daily_message_slot',
      path: '/daily-messages/slots',
      table: dailyMessageSlots,
      item: DailyMessageSlot,
      input: NewDailyMessageSlot,
      patch: DailyMessageSlotPatch,
      load: slots.loadSlots,
      create: slots.createSlot,
      update: slots.updateSlot,
      remove: slots.deleteSlot,
      restore: slots.restoreSlot,
    }),
    entity({
      name: 'daily_message',
      path: '/daily-messages',
      table: dailyMessages,
      item: DailyMessage,
      input: z.never(),
      patch: DailyMessagePatch,
      load: messages.loadMessages,
      create: messages.refuseMessage,
      update: messages.updateMessage,
      remove: messages.deleteMessage,
      restore: messages.restoreMessage,
    }),
  ],
  loops: () => [{ name: 'daily_messages', everyMs: 1_000, turn: ringDailyMessages }],
}
