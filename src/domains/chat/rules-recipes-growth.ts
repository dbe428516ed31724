import { type Item, itemsOf, listing, nameOf, type Recipes, said, subjectOf, theOne } from './rules-wishes.ts'

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
    arguments: ({ entities: { title, query } }) => said({ q: title ?? query, status: 'planning,active', limit: 10 }),
    next: (wish, found) => {
      const items = itemsOf(found)
      const [one, ...others] = items
      if (!one) return theOne('open goal', wish, found) as string // nothing was found, which is said in words
      if (others.length > 0) return listing('open goals', items)
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
    arguments: (wish) => ({ q: (wish.entities.habit ?? subjectOf(wish)).slice(0, 200), archived: 'false', limit: 5 }),
    next: (wish, found) => {
      const one = theOne('habit', wish, found)
      if (typeof one === 'string') return one
      const { date, amount } = wish.entities
      return { tool: 'habits_log', arguments: said({ habitId: one.id, date, state: stateIn(wish.text), amount }) }
    },
    tell: (wish) => `Logged “${wish.entities.habit ?? subjectOf(wish)}”.`,
  },
  log_metric: {
    tool: 'metrics_list',
    ability: METRICS,
    intent: (wish) => `Log ${wish.entities.amount ?? 'a value'} for “${wish.entities.metric ?? subjectOf(wish)}”`,
    arguments: (wish) => {
      const { amount, metric } = wish.entities
      const name = metric ?? subjectOf(wish)
      return amount === null ? `Which value shall I log for “${name}”?` : { q: name.slice(0, 200), limit: 5 }
    },
    next: (wish, found) => {
      const one = theOne('metric', wish, found)
      return typeof one === 'string'
        ? one
        : { tool: 'metrics_log', arguments: { metricId: one.id, value: wish.entities.amount } }
    },
    tell: (wish) => `Logged ${wish.entities.amount} for “${wish.entities.metric ?? subjectOf(wish)}”.`,
  },
}

const stateIn = (text: string) =>
  /\bskip/i.test(text) ? 'skipped' : /\bmiss|\bdid(?:n't| not)\b/i.test(text) ? 'missed' : 'done'
