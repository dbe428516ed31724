import { addDays } from '#core/time/zones.ts'
import { growthRecipes } from './rules-recipes-growth.ts'
import { peopleRecipes } from './rules-recipes-people.ts'
import { worldRecipes } from './rules-recipes-world.ts'
import { writingRecipes } from './rules-recipes-writing.ts'
import { type Item, itemsOf, listing, localOf, nameOf, type Recipes, said, subjectOf, theOne } from './rules-wishes.ts'

const OPEN = 'not_started,in_progress'
const TASKS = 'create, list and complete tasks'
const REMINDERS = 'set, list and cancel reminders'
const SCHEDULE = 'plan and read your schedule'
/** As long as nobody says how long something takes. */
const USUAL_MINUTES = 60

const planRecipes: Recipes = {
  create_task: {
    tool: 'tasks_create',
    ability: TASKS,
    intent: (wish) => `Create the task “${subjectOf(wish)}”`,
    arguments: (wish) => {
      const { priority, area, durationMinutes: estimateMinutes, recurrence, tags, at, date } = wish.entities
      const due = at === null ? { dueDate: date } : { dueAt: at }
      const some = tags.length > 0 ? { tags } : {}
      return said({ title: subjectOf(wish), priority, area, estimateMinutes, recurrence, ...due, ...some })
    },
    tell: (_, answer) => `Created the task “${nameOf(answer as Item)}”.`,
  },
  list_tasks: {
    tool: 'tasks_list',
    ability: TASKS,
    intent: () => 'List your tasks',
    arguments: ({ entities: { from, to, date, area, priority } }) =>
      said({ status: OPEN, dueFrom: from ?? undefined, dueTo: to ?? date, area, priority, sort: 'due', limit: 20 }),
    tell: (_, answer) => listing('open tasks', itemsOf(answer)),
  },
  complete_task: {
    tool: 'tasks_list',
    ability: TASKS,
    intent: (wish) => `Complete the task “${subjectOf(wish)}”`,
    arguments: (wish) => ({ status: OPEN, q: subjectOf(wish), limit: 5 }),
    next: (wish, found) => {
      const one = theOne('open task', wish, found)
      return typeof one === 'string' ? one : { tool: 'tasks_complete', arguments: { taskId: one.id } }
    },
    tell: (_, answer) => `Completed “${nameOf(answer as Item)}”.`,
  },
  create_reminder: {
    tool: 'reminders_create',
    ability: REMINDERS,
    intent: (wish) => `Remind you: “${subjectOf(wish)}”`,
    arguments: (wish) => {
      const when = localOf(wish)
      if (when === null) return `When shall I remind you of “${subjectOf(wish)}”? Tell me the day and the time.`
      const { recurrence, priority } = wish.entities
      const rule = recurrence && { rrule: recurrence.rrule }
      return said({ title: subjectOf(wish), when, recurrence: rule, priority })
    },
    tell: (wish, answer) =>
      `I will remind you: “${nameOf(answer as Item)}”, ${wish.entities.date} ${wish.entities.time}.`,
  },
  list_reminders: {
    tool: 'reminders_upcoming',
    ability: REMINDERS,
    intent: () => 'List your reminders',
    arguments: () => ({}),
    tell: (_, answer) => listing('reminders in the next week', itemsOf(answer)),
  },
  cancel_reminder: {
    tool: 'reminders_list',
    ability: REMINDERS,
    intent: (wish) => `Cancel the reminder “${subjectOf(wish)}”`,
    arguments: (wish) => ({ status: 'active', q: subjectOf(wish), limit: 5 }),
    next: (wish, found) => {
      const one = theOne('reminder', wish, found)
      return typeof one === 'string' ? one : { tool: 'reminders_delete', arguments: { reminderId: one.id } }
    },
    tell: (wish) => `Cancelled the reminder “${subjectOf(wish)}”.`,
  },
  schedule_event: {
    tool: 'schedule_create',
    ability: SCHEDULE,
    intent: (wish) => `Plan “${subjectOf(wish)}”`,
    arguments: (wish) => {
      const startAt = localOf(wish)
      if (startAt === null) return `When does “${subjectOf(wish)}” begin? Tell me the day and the time.`
      const { durationMinutes, recurrence, place: location } = wish.entities
      const rule = recurrence && { rrule: recurrence.rrule }
      const minutes = durationMinutes ?? USUAL_MINUTES
      return said({ title: subjectOf(wish), startAt, durationMinutes: minutes, recurrence: rule, location })
    },
    tell: (wish, answer) => `Planned “${nameOf(answer as Item)}” for ${wish.entities.date} ${wish.entities.time}.`,
  },
  check_schedule: {
    tool: 'schedule_read',
    ability: SCHEDULE,
    intent: () => 'Read your schedule',
    arguments: ({ entities: { from, to, date } }, now) => {
      const first = from ?? date ?? now.slice(0, 10)
      return { from: first, to: addDays(to ?? date ?? first, 1) }
    },
    tell: (_, answer) => listing('entries in your schedule', itemsOf(answer)),
  },
}

/** What the built-in assistant can do, by what somebody wants. */
export const RECIPES: Recipes = {
  ...planRecipes,
  ...growthRecipes,
  ...writingRecipes,
  ...worldRecipes,
  ...peopleRecipes,
}
