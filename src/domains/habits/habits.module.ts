import { entity } from '#core/entity.ts'
import { daily, job } from '#core/messages.ts'
import type { Module } from '#core/module.ts'
import { ringHabits } from './alarms.service.ts'
import { DETECT, DetectOne, detectForAll, detectInJob } from './detection.service.ts'
import { habitsRoutes, habitViewsRoutes } from './habits.routes.ts'
import { Habit, HabitPatch, NewHabit } from './habits.schema.ts'
import { createHabit, deleteHabit, loadHabits, restoreHabit, updateHabit } from './habits.service.ts'
import { habitLogs, habits } from './habits.tables.ts'
import { habitsTools } from './habits.tools.ts'
import { logItemsRoutes, logsRoutes } from './logs.routes.ts'
import { HabitLog, HabitLogPatch, NewHabitLog } from './logs.schema.ts'
import { createLog, deleteLog, loadLogs, restoreLog, updateLog } from './logs.service.ts'
import { suggestionsRoutes } from './suggestions.routes.ts'

export const habitsModule: Module = {
  name: 'habits',
  tags: { habits: 'What is done again and again: its days, streaks and strength' },
  routes: [habitsRoutes, habitViewsRoutes, logsRoutes, logItemsRoutes, suggestionsRoutes],
  tools: habitsTools,
  entities: [
    entity({
      name: 'habit',
      path: '/habits',
      table: habits,
      item: Habit,
      input: NewHabit,
      patch: HabitPatch,
      search: ({ name, description }) => ({ title: name, text: description }),
      load: loadHabits,
      create: createHabit,
      update: updateHabit,
      remove: deleteHabit,
      restore: restoreHabit,
    }),
    entity({
      name: 'habit_log',
      path: '/habit-logs',
      tag: 'habits',
      table: habitLogs,
      item: HabitLog,
      input: NewHabitLog,
      patch: HabitLogPatch,
      load: loadLogs,
      create: createLog,
      update: updateLog,
      remove: deleteLog,
      restore: restoreLog,
    }),
  ],
  jobs: [daily('habits_detect', '20 3 * * *', detectForAll), job(DETECT, DetectOne, detectInJob)],
  loops: () => [{ name: 'habits', everyMs: 500, turn: ringHabits }],
}
