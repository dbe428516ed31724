import { z } from 'zod'
import { AREAS } from '#core/areas.ts'
import { PERSONALITY_MODES } from '#core/personality.ts'
import { WEEKDAYS } from './accounts.tables.ts'
import { ClockTime, Locale } from './users.schema.ts'

export const NOTIFICATION_KINDS = [
  'reminder',
  'task_due',
  'habit',
  'goal',
  'schedule',
  'study',
  'review',
  'friend',
  'share',
  'daily_message',
  'automation',
  'report',
  'billing',
  'account',
] as const
export const CHANNELS = ['in_app', 'web_push', 'mobile_push', 'email', 'ntfy', 'webhook'] as const
export const TOOL_POLICIES = ['ask', 'auto', 'never'] as const
const SOUNDS = ['none', 'aurora', 'chord', 'circles', 'complete', 'hello', 'note'] as const

/** The most entries a map in the preferences may have. */
export const MAX_ENTRIES = 100

const Name = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,59}$/, 'small letters, digits, dots and dashes')
const Model = z
  .strictObject({ provider: Name, model: z.string().min(1).max(100) })
  .meta({ example: { provider: 'anthropic', model: 'claude-sonnet-4-5' } })
const Words = z.array(z.string().trim().min(1).max(100)).max(20)

export const Preferences = z
  .strictObject({
    theme: z.enum(['system', 'light', 'dark']),
    mode: z.enum(['work', 'leisure']),
    defaultArea: z.enum(AREAS).nullable(),
    weeklyReviewDay: z.enum(WEEKDAYS),
    quietHours: z.strictObject({ enabled: z.boolean(), from: ClockTime, until: ClockTime }),
    notifications: z.strictObject({
      channels: z.partialRecord(z.enum(NOTIFICATION_KINDS), z.array(z.enum(CHANNELS)).max(CHANNELS.length)),
      digest: z.enum(['none', 'daily', 'weekly']),
      sound: z.enum(SOUNDS),
    }),
    ai: z.strictObject({
      enabled: z.boolean(),
      defaultModel: Model.nullable().describe('Null leaves the choice to the server'),
      features: z.record(Name, Model).describe('The model of one feature, by its name: `tasks.parse`'),
      memory: z.boolean().describe('Whether the assistant remembers facts between conversations'),
      tools: z.record(Name, z.enum(TOOL_POLICIES)).describe('What the assistant may do without asking, by tool'),
      defaultToolPolicy: z.enum(TOOL_POLICIES),
    }),
    personality: z.strictObject({
      mode: z.enum(['auto', ...PERSONALITY_MODES]),
      messageLength: z.enum(['short', 'long']),
      messageFrequency: z.enum(['daily', 'weekly', 'as_needed']),
    }),
    voice: z.strictObject({
      language: Locale.nullable(),
      voice: Name.nullable(),
      speed: z.number().min(0.5).max(2),
      wakeWord: z.boolean(),
    }),
    planning: z.strictObject({ marginOfSafetyPercent: z.int().min(0).max(100) }),
    study: z.strictObject({
      interests: Words,
      goals: Words,
      level: z.string().trim().min(1).max(100).nullable(),
      minutesPerDay: z.int().min(5).max(960).nullable(),
      easyDays: z
        .array(z.number().min(0).max(1))
        .length(7)
        .nullable()
        .describe(
          'How much of a usual day of flashcards each weekday takes, Monday first, in decks that do not say it themselves; null when all are alike',
        ),
      refitsFlashcards: z
        .boolean()
        .describe('Once a month fit the parameters of flashcards anew, and take over those that foretell better'),
    }),
    privacy: z.strictObject({
      friendRequests: z.boolean(),
      receiveSharedItems: z.boolean(),
      chatHistory: z
        .boolean()
        .describe('False: a conversation is deleted, for good, a day after it was last used; checked every hour'),
    }),
  })
  .meta({ id: 'Preferences' })
export type Preferences = z.infer<typeof Preferences>

/** Where a kind of notification goes as long as nobody chose; the same as notifications assume. */
const USUAL_CHANNELS = ['in_app', 'web_push', 'mobile_push'] as const

export const DEFAULT_PREFERENCES: Preferences = {
  theme: 'system',
  mode: 'work',
  defaultArea: null,
  weeklyReviewDay: 'su',
  quietHours: { enabled: false, from: '22:00', until: '07:00' },
  notifications: {
    channels: Object.fromEntries(NOTIFICATION_KINDS.map((kind) => [kind, [...USUAL_CHANNELS]])),
    digest: 'none',
    sound: 'note',
  },
  ai: { enabled: true, defaultModel: null, features: {}, memory: true, tools: {}, defaultToolPolicy: 'ask' },
  personality: { mode: 'auto', messageLength: 'short', messageFrequency: 'daily' },
  voice: { language: null, voice: null, speed: 1, wakeWord: false },
  planning: { marginOfSafetyPercent: 20 },
  study: { interests: [], goals: [], level: null, minutesPerDay: null, easyDays: null, refitsFlashcards: true },
  privacy: { friendRequests: true, receiveSharedItems: true, chatHistory: true },
}

/** Every field may be left out (unchanged) or null (back to the default); maps change entry by entry, lists as a whole. */
export type PreferencesPatch = DeepPatch<Preferences>
type DeepPatch<T> = {
  [K in keyof T]?:
    | (T[K] extends readonly unknown[] ? T[K] : T[K] extends object ? DeepPatch<T[K]> : T[K])
    | null
    | undefined
}

// The walk below makes of each schema what DeepPatch makes of its type.
export const PreferencesPatch = (patchOf(Preferences) as z.ZodType<PreferencesPatch>).meta({
  id: 'PreferencesPatch',
  description: 'JSON merge patch (RFC 7396): absent is unchanged, null goes back to the default',
  example: { theme: 'dark', quietHours: { enabled: true }, notifications: { channels: { habit: ['in_app'] } } },
})

function patchOf(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodObject) {
    const shape = Object.entries(schema.shape as Record<string, z.ZodType>)
    return z.strictObject(Object.fromEntries(shape.map(([name, field]) => [name, patchOf(field).nullish()])))
  }
  if (!(schema instanceof z.ZodRecord)) return schema
  // An entry of a map is given whole: half a model would be none.
  const key = schema.keyType as z.ZodType<string> & z.core.$ZodRecordKey
  return z.partialRecord(key, (schema.valueType as z.ZodType).nullable())
}
