import type { About, Prompt } from '#core/ai/feature.ts'

/** An answer that code worked out. */
export interface Draft<Answer> {
  answer: Answer
  /** Figures and words of the user's behind it, for whoever retells it. */
  background: unknown
}

/** Every number that was worked out. What stands in the words of users is none: they may say anything. */
export type Known = ReadonlySet<number>

const HOW =
  'A draft of the answer was worked out from the data of the person. Return all of it, told better for this person. Numbers, dates, names and ids in it are right: keep them and add none.'

/**
 * The three parts of a feature whose answer code works out and a model may only tell better. `retell` says which words may be taken
 * from the model; everything else stays what was worked out.
 */
export function retelling<Answer>(
  instructions: string,
  retell: (own: Answer, said: Answer, known: Known) => Answer | string,
) {
  return {
    prompt: (_: unknown, about: About<Draft<Answer>>): Prompt => ({
      instructions: `${instructions} ${HOW}`,
      content: JSON.stringify({ today: about.today, ...about.facts }),
    }),
    rules: (_: unknown, { facts }: About<Draft<Answer>>): Answer => facts.answer,
    check: (said: Answer, _: unknown, { today, facts: { answer } }: About<Draft<Answer>>) =>
      retell(answer, said, numbersIn(JSON.stringify({ today, answer }))),
  }
}

/** Numbers are compared by their value: 07 is 7, 2.50 is 2.5. */
export const numbersIn = (text: string): Known => new Set((text.match(NUMBER) ?? []).map(Number))
const NUMBER = /\d+(?:\.\d+)?/g

/**
 * The item with these words as the model tells them. Words with a number that nobody worked out, and words where there were some and
 * now are none, stay as they were.
 */
export function anew<T extends object>(own: T, said: T | undefined, words: readonly (keyof T)[], known: Known): T {
  if (said === undefined) return own
  const taken = words.filter((name) => !isEmpty(said[name]) && isFounded(said[name], known))
  return { ...own, ...Object.fromEntries(taken.map((name) => [name, said[name]])) }
}

/** Each item anew, in their order: none is added, and none is lost. */
export function eachAnew<T extends object>(
  own: readonly T[],
  said: readonly T[],
  keyOf: (item: T) => string,
  words: readonly (keyof T)[],
  known: Known,
): T[] {
  const told = new Map(said.map((item) => [keyOf(item), item]))
  return own.map((item) => anew(item, told.get(keyOf(item)), words, known))
}

/** Whether it has no number that is not known. */
export function isFounded(value: unknown, known: Known): boolean {
  const numbers = numbersIn(JSON.stringify(value) ?? '')
  return [...numbers].every((number) => known.has(number))
}

const isEmpty = (value: unknown) =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
