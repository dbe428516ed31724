import { entity } from '#core/entity.ts'
import { daily } from '#core/messages.ts'
import type { Module } from '#core/module.ts'
import { dispatchReminders, forgetOldOccurrences } from './dispatch.service.ts'
import { latenessOf, measureReminders } from './metrics.ts'
import { reminderPartsRoutes, remindersRoutes } from './reminders.routes.ts'
import { NewReminder, Reminder, ReminderPatch } from './reminders.schema.ts'
import { createReminder, deleteReminder, loadReminders, restoreReminder, updateReminder } from './reminders.service.ts'
import { reminders } from './reminders.tables.ts'
import { remindersTools } from './reminders.tools.ts'

export const remindersModule: Module = {
  name: 'reminders',
  tags: { reminders: 'What you want to hear of at its time: once or again and again, wherever you are' },
  routes: [remindersRoutes, reminderPartsRoutes],
  tools: remindersTools,
  entities: [
    entity({
      name: 'reminder',
      path: '/reminders',
      table: reminders,
      item: Reminder,
      input: NewReminder,
      patch: ReminderPatch,
      search: ({ title, note }) => ({ title, text: note }),
      load: loadReminders,
      create: createReminder,
      update: updateReminder,
      remove: deleteReminder,
      restore: restoreReminder,
    }),
  ],
  loops: (platform) => {
    const late = latenessOf(platform)
    return [
      { name: 'reminders', everyMs: 100, turn: (ctx) => dispatchReminders(ctx, (seconds) => late.observe(seconds)) },
    ]
  },
  jobs: [daily('reminders.forget', '47 3 * * *', forgetOldOccurrences)],
  measure: measureReminders,
}
