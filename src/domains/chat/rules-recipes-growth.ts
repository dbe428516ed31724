import type { Wish } from './rules-plan.ts'
import {
  type Item,
  itemsOf,
  keyOf,
  listing,
  nameOf,
  type Recipes,
  said,
  subjectOf,
  theOne,
  whichOf,
} from './rules-wishes.ts'

const GOALS = 'create goals and say how far they are'
const HABITS = 'create and log habits'
const METRICS = 'log values of your metrics'

/** Goals, habits and metrics. */
export const growthRecipes: Recipes = {
  create_goal: {
    tool: 'goals_create',
    ability: GOALS,
    intent: (wish) => `Create the goal “${subjectOf(wish)}”`,
    arguments: (wish) => {
      const { area, to, date } = wish.entities
      return said({ title: subjectOf(wish), area, targetDate: date ?? to })
    },
    tell: (_, answer) => `Created the goal “${nameOf(answer as Item)}”.`,
  },
  goal_progress: {
    tool: 'goals_list',
    ability: GOALS,
    intent: () => 'Say how far your goals are',
    arguments: ({ entities: { title, query } }) => {
      const named = title ?? query
      return said({ q: named && keyOf(named), status: 'planning,active', limit: 10 })
    },
    next: (wish, found) => {
      const items = itemsOf(found)
      const [one, ...others] = items
      if (!one)
        return wish.entities.title === null
          ? 'You have no open goals.'
          : `I found no open goal called “${subjectOf(wish)}”.`
      if (others.length > 0) return listing(['open goal', 'open goals'], items)
      return { tool: 'goals_progress', arguments: { goalId: one.id } }
    },
    tell: (wish, answer) => {
      const { overall } = (answer ?? {}) as { overall?: unknown }
      return `“${subjectOf(wish)}” is ${overall} % done.`
    },
  },
  create_habit: {
    tool: 'habits_create',
    ability: HABITS,
    intent: (wish) => `Create the habit “${subjectOf(wish)}”`,
    arguments: (wish) => {
      const { target, recurrence, area, time } = wish.entities
      const rule = recurrence ? { kind: 'rrule', rrule: recurrence.rrule } : null
      const schedule = target ? { kind: 'times_per', times: target.times, days: target.days } : rule
      const name = wish.entities.habit ?? subjectOf(wish)
      return said({ name, schedule, area, reminderTimes: time === null ? null : [time] })
    },
    tell: (_, answer) => `Created the habit “${nameOf(answer as Item)}”.`,
  },
  log_habit: {
    tool: 'habits_list',
    ability: HABITS,
    intent: (wish) => `Log the habit “${wish.entities.habit ?? subjectOf(wish)}”`,
    arguments: (wish) => ({ q: keyOf(wish.entities.habit ?? subjectOf(wish)), archived: 'false', limit: 20 }),
    next: (wish, found) => {
      const one = theOne('habit', wish.entities.habit ?? subjectOf(wish), found)
      if (typeof one === 'string') return one
      const { date, amount } = wish.entities
      return { tool: 'habits_log', arguments: said({ habitId: one.id, date, state: stateIn(wish.text), amount }) }
    },
    tell: (wish) => `Logged “${wish.entities.habit ?? subjectOf(wish)}”.`,
  },
  log_metric: {
    tool: 'metrics_list',
    ability: METRICS,
    intent: (wish) => {
      const { amount, metric, unit } = wish.entities
      if (metric === null && unit !== null) return `Log ${amount} ${unit}`
      return `Log ${amount ?? 'a value'} for “${metric ?? subjectOf(wish)}”`
    },
    arguments: (wish) => {
      const { amount, metric, unit } = wish.entities
      if (amount === null) return `Which value shall I log for “${metric ?? subjectOf(wish)}”?`
      if (metric === null && unit !== null) return { limit: 20 }
      return { q: keyOf(metric ?? subjectOf(wish)), limit: 20 }
    },
    next: (wish, found) => {
      const one = measuredOf(wish, found)
      return typeof one === 'string'
        ? one
        : { tool: 'metrics_log', arguments: { metricId: one.id, value: wish.entities.amount } }
    },
    tell: (wish) => `Logged ${wish.entities.amount} for “${wish.entities.metric ?? subjectOf(wish)}”.`,
  },
}

/** The metric that is named; where only a unit was said, the one that is measured in it. */
function measuredOf(wish: Wish, found: unknown): Item | string {
  const { metric, unit } = wish.entities
  if (metric !== null || unit === null) return theOne('metric', metric ?? subjectOf(wish), found)
  const fitting = itemsOf(found).filter((item) => item.unit === unit)
  const [one, ...others] = fitting
  if (!one) return `You have no metric in ${unit}. Say what it is of.`
  return others.length === 0 ? one : whichOf('metric', fitting)
}

const stateIn = (text: string) =>
  /\bskip/i.test(text) ? 'skipped' : /\bmiss|\bdid(?:n't| not)\b/i.test(text) ? 'missed' : 'done'
