import { z } from 'zod'
import { feature } from '#core/ai/feature.ts'
import { AREAS } from '#core/areas.ts'
import { parseQuickAdd } from '#core/time/quickadd.ts'
import { canonicalRule } from '#core/time/rrule.ts'

export const ParsedTask = z
  .object({
    title: z.string().trim().min(1).max(1_000).meta({ example: 'Water the plants' }),
    area: z.enum(AREAS).nullable(),
    priority: z.enum(['p1', 'p2', 'p3', 'p4']).nullable().meta({ example: 'p2' }),
    dueDate: z.iso.date().nullable(),
    dueAt: z.iso.datetime().nullable().meta({ example: '2027-03-02T18:00:00.000Z' }),
    scheduledDate: z.iso.date().nullable(),
    recurrence: z
      .object({ rrule: z.string().max(500), anchor: z.enum(['due', 'completion']), skipDates: z.array(z.iso.date()) })
      .nullable()
      .describe('RFC 5545 RRULE without DTSTART; the due moment is its first occurrence')
      .meta({ example: { rrule: 'FREQ=WEEKLY;BYDAY=TU', anchor: 'due', skipDates: [] } }),
    target: z
      .object({ times: z.int().min(1), days: z.int().min(1) })
      .nullable()
      .describe('So many times in so many days, on whichever of them: "3 times a week"'),
    estimateMinutes: z.int().min(1).max(10_080).nullable().meta({ example: 15 }),
    tags: z
      .array(z.string())
      .max(30)
      .meta({ example: ['home'] }),
    confidence: z.number().min(0).max(1).meta({ example: 0.9 }),
  })
  .meta({ id: 'ParsedTask' })
type ParsedTask = z.infer<typeof ParsedTask>

/** Reads a task out of a sentence and changes nothing. What the text does not say is null, whoever reads it. */
export const parseTask = feature({
  name: 'tasks.parse',
  summary: 'Read a task out of a sentence',
  description:
    'Dates, times, recurrence, priority, tags and estimate, cut from the title. Nothing is guessed: what the text does not say is null. Nothing is created.',
  input: z
    .strictObject({ text: z.string().trim().min(1).max(1_000) })
    .meta({ id: 'TaskText', example: { text: 'Water the plants every Tuesday at 6pm #home ~15m high priority' } }),
  output: ParsedTask,
  cache: '1h',
  dependsOn: 'minute',
  reads: [],
  facts: async (_, { text }, { now, zone, weekStartsOn }) => read(text, { now, zone, weekStartsOn }),
  prompt: ({ text }, { now, zone, today, facts }) => ({
    instructions: [
      'Read one task out of a sentence. Do not guess: what the sentence does not say is null, an empty list for tags.',
      'Cut the words about time, priority, tags and duration from the title and leave its other words as they are.',
      'low priority is p4, high p2, urgent p1. "3 times a week" is target {times: 3, days: 7} and no recurrence.',
      'With a recurrence, dueAt (or dueDate when no time was said) is its first occurrence. Give dueDate or dueAt, never both.',
      'confidence is between 0 and 1: how sure you are of all of it.',
    ].join('\n'),
    content: JSON.stringify({ now, zone, today, sentence: text, alreadyUnderstood: facts }),
  }),
  rules: (_, { facts }) => facts,
  check: (answer, _, { facts }) => withFacts(answer, facts),
})

function read(text: string, about: Parameters<typeof parseQuickAdd>[1]): ParsedTask {
  const { understood, ...task } = parseQuickAdd(text, about)
  return { ...task, confidence: confidenceOf(task.title, understood.length) }
}

/** Words that speak of time: left in a title, they were perhaps meant to be understood. */
const TIMELY =
  /\b(every|each|daily|weekly|monthly|yearly|tomorrow|today|tonight|yesterday|mon|tues?|wed|thu(rs)?|fri|sat|sun)(day)?s?\b|\b(before|until|by|at|next|last|in) \d|\d(am|pm|:\d\d)/i

/** Sure where every timely word was understood; half as sure where one is left. Without any mark there was little to get wrong. */
function confidenceOf(title: string, understood: number): number {
  if (TIMELY.test(title)) return 0.5
  return understood > 0 ? 0.95 : 0.8
}

/** What the grammar understood is certain and stays; a model adds what it missed, if that can be. */
function withFacts(answer: ParsedTask, facts: ParsedTask): ParsedTask | string {
  const hasDue = facts.dueAt !== null || facts.dueDate !== null
  const { dueAt, dueDate } = hasDue ? facts : answer
  if (dueAt !== null && dueDate !== null) return 'dueDate and dueAt are both given.'
  const recurrence = facts.recurrence ?? answer.recurrence
  if (recurrence !== null && !isRule(recurrence.rrule)) return 'recurrence.rrule is not a valid RRULE.'
  return {
    ...answer,
    dueAt,
    dueDate,
    recurrence,
    area: facts.area ?? answer.area,
    priority: facts.priority ?? answer.priority,
    scheduledDate: facts.scheduledDate ?? answer.scheduledDate,
    target: facts.target ?? answer.target,
    estimateMinutes: facts.estimateMinutes ?? answer.estimateMinutes,
    tags: [...new Set([...facts.tags, ...answer.tags])],
  }
}

function isRule(rrule: string): boolean {
  try {
    canonicalRule(rrule)
    return true
  } catch {
    return false
  }
}
