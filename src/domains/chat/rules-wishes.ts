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
  next?: (wish: Wish, found: unknown, before: readonly unknown[]) => RuleCall | string
  /** The same once more, where two things have to be found. `before` is what was found earlier. */
  last?: (wish: Wish, found: unknown, before: readonly unknown[]) => RuleCall | string
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
  unit?: unknown
  when?: unknown
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
export function listing([one, many]: readonly [string, string], items: Item[]): string {
  if (items.length === 0) return `I found no ${many}.`
  const lines = items.slice(0, MAX_LINES).map((item) => {
    const at = item.local ?? item.dueDate ?? item.dueAt
    const moment = typeof at === 'string' ? ` (${at.slice(0, 16).replace('T', ' ')})` : ''
    return `• ${nameOf(item)}${moment}`
  })
  const more = items.length > MAX_LINES ? [`… and ${items.length - MAX_LINES} more`] : []
  return [`${items.length} ${items.length === 1 ? one : many}:`, ...lines, ...more].join('\n')
}

/** What an item is looked up by: the longest word of its name, without its ending, because wishes bend and leave out words. */
export function keyOf(subject: string): string {
  const stems = stemsOf(subject)
  return stems.reduce((longest, stem) => (stem.length > longest.length ? stem : longest), stems[0] ?? subject)
}

/** The one item that is meant, where the words leave no doubt; otherwise what to say. */
export function theOne(what: string, subject: string, found: unknown): Item | string {
  const items = itemsOf(found)
  const exact = items.filter((item) => nameOf(item).toLowerCase() === subject.toLowerCase())
  const fitting = exact.length > 0 ? exact : fittingBest(items, subject)
  const [one, ...others] = fitting
  if (!one) return `I found no ${what} called “${subject}”.`
  if (others.length > 0) return whichOf(what, fitting)
  return one
}

export const whichOf = (what: string, items: readonly Item[]) =>
  `Which ${what} do you mean?\n${items.map((item) => `• ${nameOf(item)}`).join('\n')}`

/** Those that have most of the words, and at least half of them. */
function fittingBest(items: readonly Item[], subject: string): Item[] {
  const stems = stemsOf(subject)
  const scored = items.map((item) => {
    const name = nameOf(item).toLowerCase()
    return { item, score: stems.filter((stem) => name.includes(stem)).length }
  })
  const best = Math.max(0, ...scored.map(({ score }) => score))
  return best === 0 || best * 2 < stems.length
    ? []
    : scored.filter(({ score }) => score === best).map(({ item }) => item)
}

/** The words that say what something is about, in lower case. */
export const contentWords = (text: string): string[] =>
  (text.toLowerCase().match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu) ?? []).filter((word) => !EMPTY.has(word))

const stemsOf = (text: string) => contentWords(text).map(stemOf)

/** Near enough to a stem for titles in English: `meditated` and `meditate`, `running` and `run`, `vitamins` and `vitamin`. */
function stemOf(word: string): string {
  const cut = word.replace(/['’]s$/, '').replace(/(?<=.{3})(?:ings?|ied|ies|ed|es|s|e|y)$/, '')
  return cut === word ? word : cut.replace(/([bdgmnprt])\1$/, '$1')
}

const EMPTY = new Set(
  `a about ago all also am an and any are as at be been but by can could did do does done for from get go got had has have how i i'd i'll i'm
  i've in is it its just last many me mine much my now of off on one or our out please so some tell than that that's the their them then
  there these they this those to today tomorrow up us was we were what what's when where which who whose why will with would yes yesterday
  you your`.split(/\s+/),
)

/** Day and time on the user's clock, as reminders and blocks take them; null without a time. */
export function localOf({ entities: { date, time, timezone } }: Wish): { local: string; zone: string } | null {
  return date === null || time === null || timezone === null ? null : { local: `${date}T${time}`, zone: timezone }
}
