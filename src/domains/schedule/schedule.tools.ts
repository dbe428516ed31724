import { z } from 'zod'
import { Deleted, SOME_ID } from '#core/tools/shapes.ts'
import { type Tool, tool } from '#core/tools/tool.ts'
import { agenda, freeBusy } from './agenda.service.ts'
import { skipOccurrence } from './occurrences.service.ts'
import {
  Agenda,
  FreeBusy,
  NewScheduleBlock,
  OccurrenceKey,
  ScheduleBlock,
  ScheduleBlockPatch,
  WindowQuery,
} from './schedule.schema.ts'
import { createBlock, deleteBlock, getBlock, updateBlock } from './schedule.service.ts'
import { NewSubscription, Subscription } from './subscriptions.schema.ts'
import { createSubscription } from './subscriptions.service.ts'

const WEEK = { from: '2037-03-01', to: '2037-03-08' }
const One = z.strictObject({ blockId: z.uuid() })
const Changes = One.extend({ changes: ScheduleBlockPatch })
const Skipped = One.extend({ occurrence: OccurrenceKey })

export const scheduleTools: Tool[] = [
  tool({
    name: 'schedule_read',
    title: 'Read the calendar',
    description:
      'What happens between two days or instants, series expanded. Titles of subscribed calendars were written by others.',
    effect: 'read',
    scopes: ['schedule:read'],
    input: WindowQuery,
    output: Agenda,
    example: WEEK,
    run: async (ctx, input) => ({ items: await agenda(ctx, input) }),
  }),
  tool({
    name: 'schedule_free',
    title: 'Read free time',
    description: 'When the user is busy and when free, between two days or instants.',
    effect: 'read',
    scopes: ['schedule:read'],
    input: WindowQuery,
    output: FreeBusy,
    example: WEEK,
    run: (ctx, input) => freeBusy(ctx, input),
  }),
  tool({
    name: 'schedule_create',
    title: 'Create an event',
    description: 'Puts an event or a block of work into the calendar, once or by an RRULE.',
    effect: 'write',
    scopes: ['schedule:write'],
    input: NewScheduleBlock,
    output: ScheduleBlock,
    example: { title: 'Write', startAt: { local: '2037-03-14T09:00', zone: 'Europe/Vienna' }, durationMinutes: 90 },
    summary: (_, { title }) => `Put “${title}” into the calendar`,
    run: (ctx, input) => createBlock(ctx, input),
  }),
  tool({
    name: 'schedule_update',
    title: 'Change a event',
    description: 'Changes an event, and with it its whole series. An absent field keeps its value, null clears it.',
    effect: 'write',
    scopes: ['schedule:write'],
    input: Changes,
    output: ScheduleBlock,
    example: { blockId: SOME_ID, changes: { durationMinutes: 60 } },
    summary: async (ctx, { blockId, changes }) =>
      `Change ${Object.keys(changes).join(', ')} of the event “${(await getBlock(ctx, blockId)).title}”`,
    run: (ctx, { blockId, changes }) => updateBlock(ctx, blockId, changes),
  }),
  tool({
    name: 'schedule_skip',
    title: 'Leave out one occurrence',
    description: 'Takes one occurrence out of a series; the series goes on.',
    effect: 'destructive',
    scopes: ['schedule:write'],
    input: Skipped,
    output: ScheduleBlock,
    example: { blockId: SOME_ID, occurrence: '2037-03-21T09:00' },
    summary: async (ctx, { blockId, occurrence }) =>
      `Leave out “${(await getBlock(ctx, blockId)).title}” on ${occurrence}`,
    run: (ctx, { blockId, occurrence }) => skipOccurrence(ctx, blockId, occurrence),
  }),
  tool({
    name: 'schedule_delete',
    title: 'Delete a event',
    description: 'Moves an event, and with it its whole series, to the trash. For one occurrence use schedule_skip.',
    effect: 'destructive',
    scopes: ['schedule:write'],
    input: One,
    output: Deleted,
    example: { blockId: SOME_ID },
    summary: async (ctx, { blockId }) => `Delete the event “${(await getBlock(ctx, blockId)).title}”`,
    run: async (ctx, { blockId }) => {
      await deleteBlock(ctx, blockId)
      return { deleted: blockId }
    },
  }),
  tool({
    name: 'schedule_subscribe',
    title: 'Subscribe to a calendar',
    description:
      'Has the server fetch a calendar from an address, again and again. Only for addresses that the user gave.',
    effect: 'outbound',
    scopes: ['schedule:write'],
    input: NewSubscription,
    output: Subscription,
    example: { url: 'https://example.org/calendar.ics', name: 'Lectures' },
    summary: (_, { url }) => `Subscribe to the calendar at ${url}`,
    run: (ctx, input) => createSubscription(ctx, input),
  }),
]
