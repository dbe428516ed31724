import type { About } from '#core/ai/feature.ts'
import type { UserCtx } from '#core/ctx.ts'
import { parseWhen } from '#core/time/when.ts'
import { daysBetween } from '#core/time/zones.ts'
import { getGoal, listGoals } from '#domains/goals/goals.service.ts'
import { type Quantity, quantityIn } from './quantities.ts'
import type { GoalInQuestion } from './questions.schema.ts'
import { type Horizon, horizonOf, periodEndIn, withoutPeriod } from './spans.ts'

export type Goal = Awaited<ReturnType<typeof getGoal>>

export interface GoalSubject {
  /** Null for one that is only being thought of. */
  id: string | null
  title: string
  /** Without the words about time. */
  bareTitle: string
  description: string | null
  area: Goal['area']
  /** What its owner said; null for one that is only being thought of, unless told. */
  timeHorizon: Horizon | null
  startDate: string
  /** Its own, or the day that its title names. */
  targetDate: string | null
  priority: Goal['priority']
  parentGoalId: string | null
  criteria: Pick<Goal['successCriteria'][number], 'text' | 'isCompleted'>[]
  /** What its title and description ask for. */
  quantity: Quantity | null
  /** "three times a week" in its title. */
  rhythm: { times: number; days: number } | null
}

/** What a question is about, with the day, the amount and the rhythm that its words name. Somebody else's goal is not found. */
export async function goalSubjectOf(ctx: UserCtx, input: GoalInQuestion, about: About<null>): Promise<GoalSubject> {
  const goal = input.goalId === undefined ? null : await getGoal(ctx, input.goalId)
  const title = goal?.title ?? input.title ?? ''
  const description = goal?.description ?? input.description ?? null
  const said = whenIn(title, about)
  return {
    id: goal?.id ?? null,
    title,
    bareTitle: said.rest,
    description,
    area: goal?.area ?? null,
    timeHorizon: goal?.timeHorizon ?? input.timeHorizon ?? null,
    startDate: goal?.startDate ?? about.today,
    targetDate: goal?.targetDate ?? input.targetDate ?? said.day,
    priority: goal?.priority ?? 'medium',
    parentGoalId: goal?.parentGoalId ?? null,
    criteria: (goal?.successCriteria ?? []).map(({ text, isCompleted }) => ({ text, isCompleted })),
    quantity: said.quantity ?? whenIn(description ?? '', about).quantity,
    rhythm: said.rhythm,
  }
}

/** The horizon that a goal has, or that its target day suggests; null when nobody can know. */
export function horizonFor({ timeHorizon, targetDate }: GoalSubject, today: string): Horizon | null {
  return timeHorizon ?? (targetDate === null ? null : horizonOf(daysBetween(today, targetDate)))
}

/** My planned and active goals, at most a hundred. */
export const openGoals = async (ctx: UserCtx): Promise<Goal[]> =>
  (await listGoals(ctx, { limit: 100, sort: 'newest', status: ['planning', 'active'] })).items

/** What I have achieved, the newest hundred. */
export const achievedGoals = async (ctx: UserCtx): Promise<Goal[]> =>
  (await listGoals(ctx, { limit: 100, sort: 'newest', status: ['achieved'] })).items

function whenIn(text: string, { now, zone, weekStartsOn, today }: About<null>) {
  const { date, target, spans } = parseWhen(text, { now, zone, weekStartsOn })
  const timely = spans.filter(({ as }) => as !== 'duration')
  const rest = [...timely].reverse().reduce((left, { start, end }) => left.slice(0, start) + left.slice(end), text)
  const day = date !== null && date > today ? date : periodEndIn(text, today, weekStartsOn)
  return { day, rhythm: target, quantity: quantityIn(rest), rest: withoutPeriod(rest) }
}
