import { z } from 'zod'
import { Deleted, Few, SOME_ID } from '#core/tools/shapes.ts'
import { type Tool, tool } from '#core/tools/tool.ts'
import { listUpcoming } from './occurrences.service.ts'
import {
  NewReminder,
  Reminder,
  ReminderPage,
  ReminderPatch,
  ReminderQuery,
  Snooze,
  UpcomingQuery,
  UpcomingReminders,
} from './reminders.schema.ts'
import { createReminder, deleteReminder, getReminder, listReminders, updateReminder } from './reminders.service.ts'
import { completeReminder, snoozeReminder } from './verbs.service.ts'

const One = z.strictObject({ reminderId: z.uuid() })
const Changes = One.extend({ changes: ReminderPatch })
const Wanted = ReminderQuery.omit({ cursor: true, limit: true }).extend({ limit: Few })

export const remindersTools: Tool[] = [
  tool({
    name: 'reminders_list',
    title: 'List reminders',
    description: 'Reminders of the user, filtered by status, priority, category or text.',
    effect: 'read',
    scopes: ['reminders:read'],
    input: Wanted,
    output: ReminderPage.pick({ items: true }),
    example: { status: 'active' },
    run: (ctx, input) => listReminders(ctx, input),
  }),
  tool({
    name: 'reminders_upcoming',
    title: 'Read what rings next',
    description: 'The times at which reminders will ring, in order; a week ahead unless said.',
    effect: 'read',
    scopes: ['reminders:read'],
    input: UpcomingQuery,
    output: UpcomingReminders,
    example: {},
    run: (ctx, input) => listUpcoming(ctx, input),
  }),
  tool({
    name: 'reminders_create',
    title: 'Create a reminder',
    description: 'Creates a reminder at an instant, or at a time on the wall clock, once or by an RRULE.',
    effect: 'write',
    scopes: ['reminders:write'],
    input: NewReminder,
    output: Reminder,
    example: { title: 'Take the pill', when: { local: '2037-03-14T08:00', zone: 'Europe/Vienna' } },
    summary: (_, { title }) => `Create the reminder “${title}”`,
    run: (ctx, input) => createReminder(ctx, input),
  }),
  tool({
    name: 'reminders_update',
    title: 'Change a reminder',
    description: 'Changes fields of a reminder; `status: cancelled` silences it, `active` takes that back.',
    effect: 'write',
    scopes: ['reminders:write'],
    input: Changes,
    output: Reminder,
    example: { reminderId: SOME_ID, changes: { title: 'Take both pills' } },
    summary: async (ctx, { reminderId, changes }) =>
      `Change ${Object.keys(changes).join(', ')} of the reminder “${(await getReminder(ctx, reminderId)).title}”`,
    run: (ctx, { reminderId, changes }) => updateReminder(ctx, reminderId, changes),
  }),
  tool({
    name: 'reminders_complete',
    title: 'Complete a reminder',
    description: 'Marks as done the occurrence that has rung last, or the next one.',
    effect: 'write',
    scopes: ['reminders:write'],
    input: One,
    output: Reminder,
    example: { reminderId: SOME_ID },
    summary: async (ctx, { reminderId }) => `Complete the reminder “${(await getReminder(ctx, reminderId)).title}”`,
    run: (ctx, { reminderId }) => completeReminder(ctx, reminderId),
  }),
  tool({
    name: 'reminders_snooze',
    title: 'Snooze a reminder',
    description: 'Rings again later: after some minutes, or at an instant. The series stays where it is.',
    effect: 'write',
    scopes: ['reminders:write'],
    input: One.extend({ for: Snooze }),
    output: Reminder,
    example: { reminderId: SOME_ID, for: { minutes: 10 } },
    summary: async (ctx, { reminderId }) => `Snooze the reminder “${(await getReminder(ctx, reminderId)).title}”`,
    run: (ctx, input) => snoozeReminder(ctx, input.reminderId, input.for),
  }),
  tool({
    name: 'reminders_delete',
    title: 'Delete a reminder',
    description: 'Moves a reminder to the trash.',
    effect: 'destructive',
    scopes: ['reminders:write'],
    input: One,
    output: Deleted,
    example: { reminderId: SOME_ID },
    summary: async (ctx, { reminderId }) => `Delete the reminder “${(await getReminder(ctx, reminderId)).title}”`,
    run: async (ctx, { reminderId }) => {
      await deleteReminder(ctx, reminderId)
      return { deleted: reminderId }
    },
  }),
]
