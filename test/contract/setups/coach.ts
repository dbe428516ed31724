import type { Setups } from '../scene.ts'

export const setups: Setups = {
  aiLogbookConnections: async ({ make }) => ({ body: { entryId: (await make('/logbook')).id } }),
}
