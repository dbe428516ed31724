import { z } from 'zod'
import { AREAS } from '#core/areas.ts'
import { DRAFT_STATES } from './agents.tables.ts'
import { QUESTION_KEYS } from './building.ts'

const Source = z.enum(['model', 'rules']).describe('Who found the words').meta({ example: 'rules' })
const Sentence = z.string().trim().min(1).max(1_000)
const Sentences = z.array(Sentence).max(10)

export const WeekWords = z.object({
  summary: z
    .string()
    .trim()
    .min(1)
    .max(4_000)
    .meta({ example: 'You finished 12 tasks, up from 9 in the week before.' }),
  achievements: Sentences.meta({ example: ['No habit was missed.'] }),
  challenges: Sentences.meta({ example: ['3 tasks are overdue.'] }),
  focus: Sentences.meta({ example: ['One step for “Run a marathon”.'] }),
  question: Sentence.meta({ example: 'What of this week would you like to have again in the next?' }),
})

const Rate = { due: z.int().meta({ example: 14 }), done: z.int().meta({ example: 11 }) }
const count = z.int().meta({ example: 3 })

export const WeeklyReview = z
  .object({
    weekStart: z.iso.date(),
    weekEnd: z.iso.date(),
    stats: z
      .object({
        tasks: z.object({
          completed: count,
          overdue: count,
          titles: z
            .array(z.string())
            .describe('The last ten that were completed')
            .meta({ example: ['Call the bank'] }),
          before: z.int().describe('In the week before').meta({ example: 2 }),
        }),
        habits: z.object({ ...Rate, before: z.object(Rate) }),
        goals: z.object({
          active: count,
          atRisk: z.array(z.object({ id: z.uuid(), title: z.string(), progress: z.int(), health: z.string() })).meta({
            example: [],
          }),
          achieved: z.array(z.string()).meta({ example: ['Read ten books'] }),
        }),
        metrics: z
          .array(
            z.object({
              name: z.string(),
              unit: z.string().nullable(),
              value: z.number(),
              change: z.number().nullable(),
              trend: z.string(),
            }),
          )
          .meta({ example: [] }),
        journal: z.object({
          entries: count,
          days: count,
          mood: z.number().nullable().meta({ example: 6.5 }),
          moodBefore: z.number().nullable(),
        }),
      })
      .describe('Counted, whoever found the words'),
    words: WeekWords,
    source: Source,
    provider: z.string().nullable(),
    model: z.string().nullable(),
    madeAt: z.iso.datetime(),
  })
  .meta({ id: 'ReviewedWeek' })

export const WeekParams = z.strictObject({
  week: z.iso.date().describe('Any day of the week').meta({ example: '2026-11-16' }),
})
export const ReviewQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  before: z.iso.date().optional().meta({ description: 'Only weeks that begin earlier' }),
})
export const ReviewList = z.object({ items: z.array(WeeklyReview) }).meta({ id: 'ReviewedWeekList' })

const Value = z.number().min(-1e12).max(1e12)

export const GoalProposal = z
  .strictObject({
    goal: z.strictObject({
      title: z.string().trim().min(1).max(500).meta({ example: 'Run a half marathon' }),
      description: z.string().max(10_000).nullable().meta({ example: 'To be outside more' }),
      notes: z.string().max(10_000).nullable(),
      area: z.enum(AREAS).nullable().meta({ example: 'health' }),
      timeHorizon: z.enum(['yearly', 'quarterly', 'monthly', 'weekly', 'daily']).meta({ example: 'quarterly' }),
      targetDate: z.iso.date().nullable().meta({ example: '2027-06-30' }),
    }),
    criteria: z
      .array(
        z.strictObject({
          text: z.string().trim().min(1).max(400).meta({ example: 'Distance: 21 km' }),
          targetValue: Value.nullable().meta({ example: 21 }),
          metric: z
            .int()
            .min(0)
            .max(9)
            .nullable()
            .describe('Which of `metrics` it awaits, from 0')
            .meta({ example: 0 }),
        }),
      )
      .max(10),
    habits: z
      .array(
        z.strictObject({
          name: z.string().trim().min(1).max(200).meta({ example: 'Run' }),
          timesPerWeek: z.int().min(1).max(7).meta({ example: 3 }),
          intent: z.string().max(1_000).nullable(),
        }),
      )
      .max(5),
    metrics: z
      .array(
        z.strictObject({
          name: z.string().trim().min(1).max(200).meta({ example: 'Distance' }),
          unit: z.string().trim().min(1).max(40).nullable().meta({ example: 'km' }),
          direction: z.enum(['higher', 'lower']).meta({ example: 'higher' }),
          target: Value.nullable().meta({ example: 21 }),
          baseline: Value.nullable().meta({ example: 5 }),
        }),
      )
      .max(5),
  })
  .refine(({ criteria, metrics }) => criteria.every(({ metric }) => metric === null || metric < metrics.length), {
    path: ['criteria'],
    message: 'one awaits a metric that is not there',
  })
  .meta({ id: 'GoalProposal' })

const Answer = z.string().trim().max(2_000)
export const GoalAnswers = z.partialRecord(z.enum(QUESTION_KEYS), Answer).meta({
  description: 'By question; an empty answer passes it over',
  example: { why: 'To be outside more', timesPerWeek: '3' },
})

export const NewGoalDraft = z
  .strictObject({
    title: z.string().trim().min(1).max(500).meta({ example: 'Run a half marathon' }),
    answers: GoalAnswers.optional(),
  })
  .meta({ id: 'NewGoalDraft', example: { title: 'Run a half marathon' } })
export const GoalDraftAnswers = z.strictObject({ answers: GoalAnswers }).meta({ id: 'GoalDraftAnswers' })
export const GoalDraftAcceptance = z
  .strictObject({ proposal: GoalProposal.optional().describe('With your changes; as it stands unless given') })
  .meta({ id: 'GoalDraftAcceptance', example: {} })

export const GoalDraft = z
  .object({
    id: z.uuid(),
    title: z.string().meta({ example: 'Run a half marathon' }),
    state: z.enum(DRAFT_STATES).meta({ example: 'open' }),
    questions: z
      .array(
        z.object({
          key: z.enum(QUESTION_KEYS),
          question: z.string(),
          type: z.enum(['text', 'date', 'number', 'select']),
          options: z.array(z.string()).nullable(),
        }),
      )
      .describe('What is still open; none of it must be answered')
      .meta({ example: [{ key: 'why', question: 'Why does it matter to you?', type: 'text', options: null }] }),
    answers: z.record(z.string(), z.string()).meta({ example: {} }),
    proposal: GoalProposal.describe('What would be made if you accepted it now'),
    source: Source,
    goalId: z.uuid().nullable(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'GoalDraft' })

export const AcceptedGoalDraft = z
  .object({ draft: GoalDraft, goalId: z.uuid(), habitIds: z.array(z.uuid()), metricIds: z.array(z.uuid()) })
  .meta({ id: 'AcceptedGoalDraft' })

export const PlanWish = z
  .strictObject({
    days: z.int().min(1).max(62).default(7).describe('How far ahead'),
    taskIds: z
      .array(z.uuid())
      .min(1)
      .max(200)
      .optional()
      .describe('Only these; otherwise what is due, and what was missed'),
  })
  .meta({ id: 'PlanWish', example: { days: 7 } })
export type PlanWish = z.infer<typeof PlanWish>

const Placed = z.object({ taskId: z.uuid(), title: z.string(), startAt: z.iso.datetime(), endAt: z.iso.datetime() })
export const PlanAdvice = z
  .object({
    proposalId: z.uuid().describe('To accept or reject at /schedule/proposals/{id}'),
    kind: z.enum(['plan', 'replan']).describe('`replan` moves blocks that went by').meta({ example: 'plan' }),
    blocks: z.array(Placed).meta({ example: [] }),
    unplaced: z.array(z.object({ taskId: z.uuid(), title: z.string(), reason: z.string() })).meta({ example: [] }),
    replaces: z.int().describe('Missed blocks that go when it is accepted').meta({ example: 0 }),
    explanation: z.string().meta({ example: 'Nothing is due that would have to be planned.' }),
    source: Source,
  })
  .meta({ id: 'PlanAdvice' })
