import { habitSuggestions } from '#domains/habits/habits.tables.ts'
import type { Makers, Scene, Setups } from '../scene.ts'

const DAY = '2026-03-01'

const aLog = async ({ ann, make }: Scene) => {
  const habit = await make('/habits')
  return (await ann.put(`/habits/${habit.id}/logs/${DAY}`, { amount: 20 })).body
}

export const setups: Setups = {
  logHabitDay: async ({ make }) => ({ params: { id: (await make('/habits')).id, date: DAY } }),
  unlogHabitDay: async (scene) => {
    const log = await aLog(scene)
    return { params: { id: log.habitId, date: log.date } }
  },
  getHabitHeatmap: async (scene) => ({ params: { id: (await aLog(scene)).habitId }, query: { year: '2026' } }),
}

/** As the daily job would write it. */
const aSuggestion = async ({ app, ann }: Scene) => {
  const [suggestion] = await app.platform.database.db
    .insert(habitSuggestions)
    .values({
      userId: ann.userId,
      name: 'Go for a run',
      frequency: 'daily',
      timeOfDay: '07:00',
      confidence: 0.9,
      samples: ['Go for a run'],
      model: 'none',
      embedding: [1],
    })
    .returning()
  return suggestion
}

export const makers: Makers = { '/habit-logs': aLog, '/habits/suggestions': aSuggestion }
