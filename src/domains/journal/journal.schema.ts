import { z } from 'zod'
import { PageQuery, pageOf } from '#core/page.ts'
import { isZone, WEEKDAY_CODES } from '#core/time/zones.ts'
import { Instant } from '#core/wire.ts'
import { promptOf, TONES } from './prompts.ts'

const Mood = z.int().min(1).max(10)
const Tag = z.string().trim().min(1).max(50)

export const JournalEntry = z
  .object({
    id: z.uuid(),
    version: z.int(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    date: z.iso.date().describe('The day of yours that it is about'),
    zone: z.string().describe('Where you were').meta({ example: 'Europe/Lisbon' }),
    writtenAt: z.iso.datetime(),
    title: z.string().nullable(),
    text: z.string().meta({ description: 'Markdown', example: 'Walked by the river until it was dark.' }),
    mood: z.int().nullable().meta({ description: 'From 1 to 10', example: 7 }),
    moodLabel: z.string().nullable().meta({ description: 'Your own word for it', example: 'calm' }),
    tags: z.array(z.string()).meta({ example: ['walking'] }),
    isPrivate: z.boolean().describe('Never sent to a model and never indexed for search').meta({ example: true }),
    promptId: z.string().nullable().meta({ description: 'The question that it answers', example: 'small-wonder' }),
    feedback: z.string().nullable().describe('What you kept of an answer about it'),
  })
  .meta({ id: 'JournalEntry' })

const Fields = z.strictObject({
  date: z.iso.date().optional().meta({ description: 'Your day when it was written, when absent' }),
  zone: z.string().max(100).refine(isZone, 'an IANA zone').optional().meta({ description: 'Your own when absent' }),
  writtenAt: Instant.optional().describe('Now when absent; devices that were offline say when it was'),
  title: z.string().trim().min(1).max(200).nullish(),
  text: z.string().max(100_000).optional().meta({ example: 'Walked by the river until it was dark.' }),
  mood: Mood.nullish().meta({ description: 'From 1 to 10', example: 7 }),
  moodLabel: z.string().trim().min(1).max(50).nullish().meta({ example: 'calm' }),
  tags: z
    .array(Tag)
    .max(30)
    .transform((tags) => [...new Set(tags)])
    .optional()
    .meta({ example: ['walking'] }),
  isPrivate: z.boolean().optional().meta({
    description: 'true unless told: never sent to a model and never indexed for search',
    example: false,
  }),
  promptId: z
    .string()
    .max(60)
    .refine((id) => promptOf(id) !== undefined, 'no such question')
    .nullish(),
  feedback: z.string().trim().min(1).max(10_000).nullish(),
})

export const NewJournalEntry = Fields.refine(
  ({ title, text, mood, moodLabel }) => Boolean(title || text?.trim() || mood || moodLabel),
  { path: ['text'], message: 'write something, or say how you feel' },
).meta({ id: 'NewJournalEntry' })
export type NewJournalEntry = z.infer<typeof NewJournalEntry>

export const JournalEntryPatch = Fields.partial().meta({
  id: 'JournalEntryPatch',
  example: { mood: 8, moodLabel: 'content' },
})
export type JournalEntryPatch = z.infer<typeof JournalEntryPatch>

export const JournalQuery = PageQuery.extend({
  from: z.iso.date().optional().meta({ description: 'About this day or later' }),
  to: z.iso.date().optional().meta({ description: 'About this day or earlier' }),
  moodFrom: z.coerce.number().pipe(Mood).optional().meta({ description: 'At least this mood' }),
  moodTo: z.coerce.number().pipe(Mood).optional().meta({ description: 'At most this mood' }),
  tag: Tag.optional(),
  private: z.stringbool().optional().meta({ description: 'Only private ones, or only others' }),
  q: z.string().trim().min(1).max(200).optional().meta({ description: 'Text in title or text' }),
})
export type JournalQuery = z.infer<typeof JournalQuery>
export const JournalPage = pageOf(JournalEntry).meta({ id: 'JournalPage' })

/** The most days of one calendar or statistic. */
export const MAX_SPAN_DAYS = 3_700
export const SpanQuery = z.strictObject({
  from: z.iso.date().optional().meta({ description: 'A year before `to` unless told' }),
  to: z.iso.date().optional().meta({ description: 'Your today unless told' }),
})
export type SpanQuery = z.infer<typeof SpanQuery>

const MeanMood = z.number().nullable().meta({ description: 'Mean of the moods given, from 1 to 10', example: 6.5 })
const Span = { from: z.iso.date(), to: z.iso.date() }

export const MoodCalendar = z
  .object({
    ...Span,
    items: z
      .array(
        z.object({
          date: z.iso.date(),
          mood: MeanMood,
          labels: z.array(z.string()).meta({ example: ['calm'] }),
          entries: z.int().meta({ example: 2 }),
        }),
      )
      .describe('Days with entries, in order'),
  })
  .meta({ id: 'MoodCalendar' })

export const JournalStreak = z
  .object({
    current: z.int().meta({ description: 'Days in a row up to today, or yesterday while today is open', example: 4 }),
    longest: z.int().meta({ example: 12 }),
    totalDays: z.int().meta({ description: 'Days with an entry', example: 40 }),
    wroteToday: z.boolean().meta({ example: true }),
  })
  .meta({ id: 'JournalStreak' })
export type JournalStreak = z.infer<typeof JournalStreak>

const counted = { entries: z.int().meta({ example: 3 }), mood: MeanMood }
export const JournalStats = z
  .object({
    ...Span,
    entries: z.int().meta({ example: 20 }),
    days: z.int().meta({ example: 14 }),
    mood: MeanMood,
    byMood: z.array(z.object({ mood: z.int(), entries: z.int() })),
    byWeekday: z.array(z.object({ weekday: z.enum(WEEKDAY_CODES), ...counted })),
    byLabel: z
      .array(z.object({ label: z.string().meta({ example: 'calm' }), ...counted }))
      .describe('The twenty most used'),
    byTag: z
      .array(z.object({ tag: z.string().meta({ example: 'walking' }), ...counted }))
      .describe('The twenty most used'),
    streak: JournalStreak,
  })
  .meta({ id: 'JournalStats' })
export type JournalStats = z.infer<typeof JournalStats>

export const DayQuery = z.strictObject({
  date: z.iso.date().optional().meta({ description: 'Your today unless told' }),
})
export type DayQuery = z.infer<typeof DayQuery>

export const OnThisDay = z
  .object({
    date: z.iso.date(),
    items: z
      .array(z.object({ yearsAgo: z.int().meta({ example: 1 }), entry: JournalEntry }))
      .describe('The latest year first'),
  })
  .meta({ id: 'OnThisDay' })

const Question = z
  .object({
    id: z.string().meta({ example: 'small-wonder' }),
    text: z.string().meta({ example: 'What did you see today that was finer than it had to be?' }),
    tone: z.enum(TONES).describe('For hard days, for good ones, or for any').meta({ example: 'any' }),
    source: z
      .string()
      .describe('Where the exercise comes from')
      .meta({ example: 'Awe walk: Sturm et al. (2022), Emotion 22' }),
  })
  .meta({ id: 'JournalPrompt' })

export const DailyPrompts = z
  .object({
    date: z.iso.date(),
    tone: z.enum(TONES).describe('What the moods of the week before ask for').meta({ example: 'any' }),
    prompt: Question,
    others: z.array(Question).describe('What comes next, for whom this one does not suit'),
  })
  .meta({ id: 'DailyPrompts' })
export type DailyPrompts = z.infer<typeof DailyPrompts>

export const PromptQuery = z.strictObject({ tone: z.enum(TONES).optional() })
export type PromptQuery = z.infer<typeof PromptQuery>
export const PromptList = z.object({ items: z.array(Question) }).meta({ id: 'JournalPromptList' })
