import type { RuleCall, Wish } from './rules-plan.ts'

/** How a wish is served by tools. */
export interface Recipe {
  tool: string
  /** For the introduction: `create tasks`. */
  ability: string
  /** The wish in words: `Create the task “Buy milk”`. */
  intent: (wish: Wish) => string
  /** What to call the tool with, or what to ask back where something is missing; nothing is guessed. */
  arguments: (wish: Wish, now: string) => Record<string, unknown> | string
  /** What to call with what was found, or what to say when it does not lead on. */
  next?: (wish: Wish, found: unknown) => RuleCall | string
  tell: (wish: Wish, answer: unknown) => string
}

export type Recipes = Partial<Record<Wish['type'], Recipe>>

/** An item as far as every kind of them has it. */
export interface Item {
  id?: unknown
  title?: unknown
  name?: unknown
  dueDate?: unknown
  dueAt?: unknown
  local?: unknown
}

export const itemsOf = (answer: unknown): Item[] => {
  const { items } = (answer ?? {}) as { items?: unknown }
  return Array.isArray(items) ? items : []
}

/** What the wish is about, in the user's words. */
export const subjectOf = ({ entities: { title, habit, metric, query }, text }: Wish): string =>
  (title ?? habit ?? metric ?? query ?? text).slice(0, 200)

export const nameOf = ({ title, name }: Item): string => String(title ?? name ?? '')

/** Absent is not null: tools take what was said and nothing else. */
export const said = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined))

const MAX_LINES = 10

/** `3 open tasks:` and a line for each of the first. */
export function listing(what: string, items: Item[]): string {
  if (items.length === 0) return `I found no ${what}.`
  const lines = items.slice(0, MAX_LINES).map((item) => {
    const at = item.local ?? item.dueDate ?? item.dueAt
    const moment = typeof at === 'string' ? ` (${at.slice(0, 16).replace('T', ' ')})` : ''
    return `• ${nameOf(item)}${moment}`
  })
  const more = items.length > MAX_LINES ? [`… and ${items.length - MAX_LINES} more`] : []
  return [`${items.length} ${what}:`, ...lines, ...more].join('\n')
}

/** The one item that is meant, where the words leave no doubt; otherwise what to say. */
export function theOne(what: string, wish: Wish, found: unknown): Item | string {
  const items = itemsOf(found)
  const wanted = subjectOf(wish).toLowerCase()
  const exact = items.filter((item) => nameOf(item).toLowerCase() === wanted)
  const [one, ...others] = exact.length > 0 ? exact : items
  if (!one) return `I found no ${what} called “${subjectOf(wish)}”.`
  if (others.length > 0) return `Which ${what} do you mean?\n${items.map((item) => `• ${nameOf(item)}`).join('\n')}`
  return one
}

/** Day and time on the user's clock, as reminders and blocks take them; null without a time. */
export function localOf({ entities: { date, time, timezone } }: Wish): { local: string; zone: string } | null {
  return date === null || time === null || timezone === null ? null : { local: `${date}T${time}`, zone: timezone }
}
