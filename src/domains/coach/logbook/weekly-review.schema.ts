import { z } from 'zod'
import { Confidence, sentence, sentences } from '../answers.schema.ts'

export const WeeklyReview = z
  .object({
    from: z.iso.date(),
    to: z.iso.date().describe('Today, as long as the week is not over'),
    weekSummary: sentence(
      '12 tasks were done, 3 more than in the same days of the week before. Habits were kept by 80 %.',
    ),
    achievements: z
      .array(
        z.object({
          description: sentence('Achieved: “Run a marathon”.'),
          impact: z.enum(['low', 'medium', 'high']).meta({ example: 'high' }),
          category: z.string().nullable().describe('The area of life, `habits`, or null').meta({ example: 'health' }),
          entity: z.enum(['task', 'goal']).nullable().meta({ example: 'goal' }),
          entityId: z.uuid().nullable(),
        }),
      )
      .max(10),
    challenges: z
      .array(
        z.object({
          kind: z.enum(['overdue', 'habits', 'low_days', 'unwritten']).meta({ example: 'overdue' }),
          description: sentence('4 tasks are overdue, the oldest since 2027-02-20.'),
          lessons: sentence('What stays overdue for weeks is seldom done as it stands.'),
          futureAction: sentence('Give each a new day, or let it go.'),
        }),
      )
      .max(5),
    insights: sentences('More was done on Tuesday than on any other day: 4 tasks.'),
    metrics: z.object({
      tasksCompleted: z.int().meta({ example: 12 }),
      tasksBefore: z.int().describe('In as many days of the week before').meta({ example: 9 }),
      habitConsistency: z.number().nullable().describe('Share of what was due, 0 to 1').meta({ example: 0.8 }),
      habitConsistencyBefore: z.number().nullable().meta({ example: 0.7 }),
      energyAverage: z.number().nullable().meta({ example: 6.4 }),
      moodPattern: z.enum(['low', 'steady', 'high']).nullable().meta({ example: 'steady' }),
      daysWritten: z.int().meta({ example: 5 }),
    }),
    nextWeekFocus: z
      .array(
        z.object({
          area: z.string().nullable().describe('Of life; null for what has none').meta({ example: 'day_job' }),
          objective: sentence('“Finish the thesis” is to be reached on 2027-03-12 and stands at 60 %.'),
          actions: sentences('Write the second chapter'),
        }),
      )
      .max(3),
    confidence: Confidence,
  })
  .meta({ id: 'WeeklyReview' })
export type WeeklyReview = z.infer<typeof WeeklyReview>
