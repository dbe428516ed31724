import { addDays } from '#core/time/zones.ts'
import type { Wish } from './rules-plan.ts'
import { growthRecipes } from './rules-recipes-growth.ts'
import { peopleRecipes } from './rules-recipes-people.ts'
import { questionRecipe } from './rules-recipes-questions.ts'
import { worldRecipes } from './rules-recipes-world.ts'
import { writingRecipes } from './rules-recipes-writing.ts'
import {
  type Item,
  itemsOf,
  keyOf,
  listing,
  localOf,
  nameOf,
  type Recipe,
  type Recipes,
  said,
  subjectOf,
  theOne,
  whichOf,
} from './rules-wishes.ts'

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
    arguments: ({ text, entities: { from, to, date, area, priority } }, now) => {
      const yesterday = /\boverdue|\blate\b/i.test(text) ? addDays(now.slice(0, 10), -1) : null
      const dueTo = yesterday ?? to ?? date
      return said({ status: OPEN, dueFrom: yesterday ? null : from, dueTo, area, priority, sort: 'due', limit: 20 })
    },
    tell: (_, answer) => listing(['open task', 'open tasks'], itemsOf(answer)),
  },
  complete_task: {
    tool: 'tasks_list',
    ability: TASKS,
    intent: (wish) => `Complete the task “${subjectOf(wish)}”`,
    arguments: (wish) => ({ status: OPEN, q: keyOf(subjectOf(wish)), limit: 20 }),
    next: (wish, found) => {
      const one = theOne('open task', subjectOf(wish), found)
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
    tell: (_, answer) => listing(['reminder in the next week', 'reminders in the next week'], itemsOf(answer)),
  },
  cancel_reminder: {
    tool: 'reminders_list',
    ability: REMINDERS,
    intent: (wish) => `Cancel the reminder “${subjectOf(wish)}”`,
    arguments: ({ entities: { title } }) => said({ status: 'active', q: title && keyOf(title), limit: 20 }),
    next: (wish, found) => {
      const one = reminderOf(wish, found)
      return typeof one === 'string' ? one : { tool: 'reminders_delete', arguments: { reminderId: one.id } }
    },
    tell: (wish) => `Cancelled the reminder “${subjectOf(wish)}”.`,
  },
  update_reminder: {
    tool: 'reminders_list',
    ability: REMINDERS,
    intent: ({ entities: { title } }) => (title === null ? 'Change the reminder' : `Change the reminder “${title}”`),
    arguments: ({ entities: { title } }) => said({ status: 'active', q: title && keyOf(title), limit: 20 }),
    next: (wish, found) => {
      const one = reminderOf(wish, found)
      if (typeof one === 'string') return one
      const { id: reminderId } = one
      const minutes = /\b(?:snooze|postpone|delay|push)/i.test(wish.text) ? minutesIn(wish) : null
      if (minutes !== null) return { tool: 'reminders_snooze', arguments: { reminderId, for: { minutes } } }
      const when = movedTo(wish, one)
      if (when === null) return `To which day and time shall I move “${nameOf(one)}”?`
      return { tool: 'reminders_update', arguments: { reminderId, changes: { when } } }
    },
    tell: (_, answer) => `Changed the reminder “${nameOf(answer as Item)}”.`,
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
    tell: ({ text }, answer) => {
      const items = itemsOf(answer)
      if (items.length === 0 && /\b(?:free|available|gaps?)\b/i.test(text))
        return 'Nothing is planned then: you are free.'
      return listing(['entry in your schedule', 'entries in your schedule'], items)
    },
  },
}

/** The reminder that is named; the only one there is, where only “it” was said. */
function reminderOf({ entities: { title } }: Wish, found: unknown): Item | string {
  if (title !== null) return theOne('reminder', title, found)
  const [one, ...others] = itemsOf(found)
  if (!one) return 'There is no reminder that is still to come.'
  return others.length === 0 ? one : whichOf('reminder', itemsOf(found))
}

/** A time alone moves a reminder on the day it is on. */
function movedTo(wish: Wish, { when }: Item): { local: string; zone: string } | null {
  const moved = localOf(wish)
  const { local: standing } = (when ?? {}) as { local?: unknown }
  if (moved === null || typeof standing !== 'string' || DAY_SAID.test(wish.text)) return moved
  return { ...moved, local: `${standing.slice(0, 10)}${moved.local.slice(10)}` }
}

const DAY_SAID =
  /\b(?:today|tonight|tomorrow|next|in|\d{4}-\d|\d+(?:st|nd|rd|th)|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\b/i

/** How long something is put off. */
function minutesIn({ text, entities: { durationMinutes } }: Wish): number | null {
  if (durationMinutes !== null) return durationMinutes
  const [, count, unit = ''] = /\b(\d{1,3}|an?|half an) ?(min|hour|day)/i.exec(text) ?? []
  if (count === undefined) return null
  const number = /^half/i.test(count) ? 0.5 : /^an?$/i.test(count) ? 1 : Number(count)
  return number * (/^min/i.test(unit) ? 1 : /^hour/i.test(unit) ? 60 : 1_440)
}

/** What serves a wish. A question is served by what it asks for. */
export const recipeFor = (wish: Wish): Recipe | undefined =>
  wish.type === 'general_question' ? questionRecipe(wish) : RECIPES[wish.type]

/** What the built-in assistant can do, by what somebody wants. */
export const RECIPES: Recipes = {
  ...planRecipes,
  ...growthRecipes,
  ...writingRecipes,
  ...worldRecipes,
  ...peopleRecipes,
}
