import { dailyMessages } from '#domains/affirmations/messages.tables.ts'
import type { Makers, Setups } from '../scene.ts'

export const setups: Setups = {
  aiJournalFeedback: async ({ make }) => ({ body: { entryId: (await make('/journal')).id } }),
}

/** As the worker would write it. */
export const makers: Makers = {
  '/daily-messages': async ({ app, ann, make }) => {
    const slot = await make('/daily-messages/slots')
    const [message] = await app.platform.database.db
      .insert(dailyMessages)
      .values({
        userId: ann.userId,
        kind: 'motivation',
        slotId: slot.id,
        occurrence: '2027-03-01T07:30',
        scheduledFor: '2027-03-01T07:30:00.000Z',
        text: 'Two tasks are due today.',
        source: 'rules',
      })
      .returning()
    return message
  },
}
