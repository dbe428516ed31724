import { newId } from '#core/ids.ts'
import type { Caller } from './harness.ts'

export interface Sample {
  /** The smallest body that creates one. */
  create: object
  /** A change of one field that shows in the item. */
  change: Record<string, unknown>
  /** Secrets that the first answer shows and no other does. */
  once?: Record<string, null>
  /** The span that its list asks for, where it answers whole instead of in pages. */
  window?: string
  /** It is created by a form with a file. */
  form?: true
  /** What must be there before, and the fields that name it. */
  given?: (by: Caller) => Promise<object>
  /** What no two of them may share. */
  distinct?: () => object
}

/** One line per collection. */
export const RESOURCES: Record<string, Sample> = {
  '/affirmations': { create: { text: 'I begin.' }, change: { isFavorite: true } },
  '/api-keys': { create: { name: 'Phone', scopes: ['users:read'] }, change: { name: 'Tablet' }, once: { key: null } },
  '/automations': {
    create: {
      name: 'Outlook',
      prompt: 'What is due?',
      start: { local: '2027-03-01T18:00' },
      recurrence: { rrule: 'FREQ=DAILY' },
    },
    change: { isActive: false },
  },
  '/channels': {
    create: { kind: 'webhook', url: 'https://home.example.org/almanac' },
    change: { name: 'Kitchen display' },
    once: { secret: null },
  },
  '/daily-messages/slots': { create: { kind: 'motivation', time: '07:30' }, change: { time: '08:00' } },
  '/devices': {
    create: { kind: 'fcm', token: 'a-phone', platform: 'android' },
    change: { name: 'Phone' },
    distinct: () => ({ token: `${newId()}-phone` }),
  },
  '/files': { create: { file: 'the bytes' }, change: { name: 'the garden.jpg' }, form: true },
  '/chat/conversations': { create: { title: 'The mountains' }, change: { title: 'The sea' } },
  '/courses': { create: { title: 'Italian' }, change: { title: 'More Italian' } },
  '/flashcard-decks': { create: { name: 'Spanish' }, change: { newPerDay: 5 } },
  '/friends': {
    create: { email: 'kim@example.org' },
    change: { mayNudge: false },
    distinct: () => ({ email: `${newId()}@example.org` }),
  },
  '/goals': { create: { title: 'Run a marathon' }, change: { title: 'Run two' } },
  '/projects': { create: { name: 'Renovate' }, change: { name: 'Renovate the kitchen' } },
  '/memories': { create: { text: 'Tea' }, change: { text: 'Ale' }, distinct: () => ({ text: `${performance.now()}` }) },
  '/metrics': { create: { name: 'Weight', direction: 'lower' }, change: { name: 'Waist' } },
  '/habits': { create: { name: 'Read' }, change: { name: 'Read on' } },
  '/journal': { create: { text: 'A quiet day' }, change: { mood: 7 } },
  '/logbook': { create: { title: 'A quiet day' }, change: { mood: 'high' } },
  '/notes': { create: { title: 'Soil' }, change: { title: 'Soil for tomatoes' } },
  '/reminders': {
    create: { title: 'Take the pill', when: { at: '2037-03-01T09:00:00.000Z' } },
    change: { title: 'Take both' },
  },
  '/rewards': { create: { title: 'Cinema', pointCost: 500 }, change: { title: 'Two films' } },
  '/schedule': {
    create: { title: 'Write', startAt: { at: '2037-03-01T09:00:00.000Z' }, durationMinutes: 60 },
    change: { title: 'Write on' },
    window: '?from=2037-03-01&to=2037-03-02',
  },
  '/schedule/subscriptions': {
    create: { url: 'https://example.org/calendar.ics' },
    change: { name: 'Lectures' },
    distinct: () => ({ url: `https://example.org/${newId()}` }),
  },
  '/signals/rules': {
    create: {
      name: 'Steps',
      conditions: [{ type: 'steps', aggregation: 'sum', comparison: 'gte', value: 8000 }],
      action: 'create_task',
      taskTitle: 'Stretch',
    },
    change: { isActive: false },
  },
  '/skills': { create: { name: 'Italian' }, change: { knowledgeHalfLifeDays: 30 } },
  '/shares': {
    create: { entity: 'note' },
    given: async (by) => ({ entityId: (await by.post('/notes', { title: 'Soil' })).body.id }),
    change: { access: 'comment' },
  },
  '/study-sessions': {
    create: { startedAt: '2025-03-01T09:00:00.000Z', finishedAt: '2025-03-01T09:45:00.000Z' },
    change: { note: 'Chapter 3' },
  },
  '/tasks': { create: { title: 'Read' }, change: { title: 'Read on' } },
  '/vision/boards': { create: { title: 'A life by the sea' }, change: { title: 'A life in the hills' } },
  '/resources': {
    create: { url: 'https://example.org/soil', title: 'Soil' },
    change: { progress: 40 },
    distinct: () => ({ url: `https://example.org/${newId()}` }),
  },
}
