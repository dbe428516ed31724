import { z } from 'zod'
import { type About, feature } from '#core/ai/feature.ts'
import type { UserCtx } from '#core/ctx.ts'
import { addDays, dayOf, startOfWeek } from '#core/time/zones.ts'
import { openGoals } from '../goals/goal-facts.service.ts'
import { anew, type Draft, eachAnew, retelling } from '../retelling.ts'
import { openTasks } from '../tasks/task-facts.service.ts'
import { aboutEntries, daysOf, goalsAchieved, userToday } from './logbook-facts.service.ts'
import { achievementsOf, challengesOf, focusOf, insightsOf, isEmpty, metricsOf, summaryOf } from './reviewing.ts'
import { WeeklyReview } from './weekly-review.schema.ts'

const Input = z
  .strictObject({ date: z.iso.date().optional().describe('Any day of the week; today unless told') })
  .meta({ id: 'WeekInQuestion', example: {} })

export const weeklyReview = feature({
  name: 'logbook.weekly-review',
  summary: 'Review a week',
  description:
    'Counted first and told second: what was done, what was not, how it felt, and what the next week asks for.',
  input: Input,
  output: WeeklyReview,
  cache: '1d',
  dependsOn: 'day',
  reads: ['logbook', 'tasks', 'habits', 'goals'],
  facts: (ctx, { date }, about) => draftOf(ctx, date, about),
  ...retelling<WeeklyReview>('Review the week of a person, honestly and kindly.', (own, said, known) => ({
    ...anew(own, said, ['weekSummary', 'insights'], known),
    achievements: eachAnew(
      own.achievements,
      said.achievements,
      (one) => `${one.category} ${one.entityId}`,
      ['description'],
      known,
    ),
    challenges: eachAnew(
      own.challenges,
      said.challenges,
      ({ kind }) => kind,
      ['description', 'lessons', 'futureAction'],
      known,
    ),
    nextWeekFocus: eachAnew(own.nextWeekFocus, said.nextWeekFocus, ({ area }) => String(area), ['objective'], known),
  })),
})

async function draftOf(
  ctx: UserCtx,
  asked: string | undefined,
  { weekStartsOn, zone }: About<null>,
): Promise<Draft<WeeklyReview>> {
  const today = await userToday(ctx)
  const from = startOfWeek(asked ?? today, weekStartsOn)
  const end = addDays(from, 6)
  const to = end < today || from > today ? end : today
  const [both, achieved, goals, open] = await Promise.all([
    daysOf(ctx, addDays(from, -7), to),
    goalsAchieved(ctx, from, to),
    openGoals(ctx),
    openTasks(ctx),
  ])
  const [before, days] = [both.slice(0, 7), both.slice(7)]
  const tasks = open.map((task) => ({ ...task, due: task.dueDate ?? (task.dueAt && dayOf(task.dueAt, zone)) }))
  const metrics = metricsOf(days, before.slice(0, days.length))
  const answer = {
    from,
    to,
    weekSummary: summaryOf(metrics, days),
    achievements: achievementsOf(days, achieved, metrics),
    challenges: challengesOf(
      days,
      metrics,
      tasks.filter(({ due }) => due !== null && due < (to < today ? addDays(to, 1) : today)),
    ),
    insights: insightsOf(days, metrics),
    metrics,
    nextWeekFocus: focusOf(tasks, goals, to),
    confidence: isEmpty(days) ? 0.1 : Math.min(0.8, 0.4 + metrics.daysWritten * 0.06),
  }
  return { answer, background: aboutEntries(days.flatMap(({ entries }) => entries).reverse(), 10) }
}
