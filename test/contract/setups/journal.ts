import type { Setups } from '../scene.ts'

export const setups: Setups = {
  aiJournalFeedback: async ({ make }) => ({ body: { entryId: (await make('/journal')).id } }),
}
