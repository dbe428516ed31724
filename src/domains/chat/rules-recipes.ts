import type { RuleCall, Wish } from './rules-plan.ts'

/** How a wish is served by tools. */
export interface Recipe {
  tool: string
  /** For the introduction: `create tasks`. */
  ability: string
  /** The wish in words: `Create the task “Buy milk”`. */
  intent: (wish: Wish) => string
  arguments: (wish: Wish, now: string) => Record<string, unknown>
  /** What to call with what was found, or what to say when it does not lead on. */
  next?: (wish: Wish, found: unknown) => RuleCall | string
  tell: (wish: Wish, answer: unknown) => string
}

const OPEN = 'not_started,in_progress'

interface Item {
  id?: unknown
  title?: unknown
  name?: unknown
  dueDate?: unknown
  dueAt?: unknown
}

const itemsOf = (answer: unknown): Item[] => {
  const { items } = (answer ?? {}) as { items?: unknown }
  return Array.isArray(items) ? items : []
}

const titleOf = ({ entities: { title, habit, metric, query }, text }: Wish) => title ?? habit ?? metric ?? query ?? text
const named = ({ title, name }: Item) => String(title ?? name ?? '')

/** Absent is not null: tools take what was said and nothing else. */
const said = (fields: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined))

function listing(what: string, items: Item[], total = items.length): string {
  if (items.length === 0) return `I found no ${what}.`
  const lines = items.slice(0, 10).map((item) => {
    const due = item.dueDate ?? (typeof item.dueAt === 'string' ? item.dueAt.slice(0, 16).replace('T', ' ') : null)
    return `• ${named(item)}${due === null ? '' : ` (due ${due})`}`
  })
  const more = total > lines.length ? [`… and ${total - lines.length} more`] : []
  return [`${total} ${what}:`, ...lines, ...more].join('\n')
}

/** The one item that is meant, where the words leave no doubt. */
function theOne(what: string, wish: Wish, found: unknown): Item | string {
  const items = itemsOf(found)
  const wanted = titleOf(wish).toLowerCase()
  const exact = items.filter((item) => named(item).toLowerCase() === wanted)
  const [one, ...others] = exact.length > 0 ? exact : items
  if (!one) return `I found no ${what} called “${titleOf(wish)}”.`
  if (others.length > 0) return `Which ${what} do you mean?\n${items.map((item) => `• ${named(item)}`).join('\n')}`
  return one
}

export const RECIPES: Partial<Record<Wish['type'], Recipe>> = {
  create_task: {
    tool: 'tasks_create',
    ability: 'create, list and complete tasks',
    intent: (wish) => `Create the task “${titleOf(wish)}”`,
    arguments: ({ entities, ...wish }) => {
      const { priority, area, durationMinutes: estimateMinutes, recurrence, tags, at, date } = entities
      const due = at === null ? { dueDate: date } : { dueAt: at }
      const title = titleOf({ ...wish, entities })
      return said({ title, priority, area, estimateMinutes, recurrence, ...due, ...(tags.length > 0 && { tags }) })
    },
    tell: (_, answer) => `Created the task “${named(answer as Item)}”.`,
  },
  list_tasks: {
    tool: 'tasks_list',
    ability: 'create, list and complete tasks',
    intent: () => 'List your tasks',
    arguments: ({ entities: { from, to, date, area, priority } }) =>
      said({ status: OPEN, dueFrom: from, dueTo: to ?? date, area, priority, sort: 'due', limit: 20 }),
    tell: (_, answer) => listing('open tasks', itemsOf(answer)),
  },
  complete_task: {
    tool: 'tasks_list',
    ability: 'create, list and complete tasks',
    intent: (wish) => `Complete the task “${titleOf(wish)}”`,
    arguments: (wish) => ({ status: OPEN, q: titleOf(wish).slice(0, 200), limit: 5 }),
    next: (wish, found) => {
      const one = theOne('open task', wish, found)
      return typeof one === 'string' ? one : { tool: 'tasks_complete', arguments: { taskId: one.id } }
    },
    tell: (_, answer) => `Completed “${named(answer as Item)}”.`,
  },
}
