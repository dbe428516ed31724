/** A word of a question as the database reads it. */
export interface AskedWord {
  word: string
  /** What it comes down to: `running` to `run`. Empty for words like `the`. */
  stems: string[]
  /** In how many documents it stands at most, in this form or by its stem; null in none. */
  documents: number | null
}

/** A word that some documents hold. */
export interface HeldWord {
  word: string
  documents: number
}

/** One thing that is looked for, in any of these words, and what finding it is worth. Without words it stands nowhere. */
export interface Term {
  words: string[]
  weight: number
  /** Whether it stands for a word of the question, and not for what that may become when it is typed on. */
  isAsked: boolean
}

/** The word that may still be typed on; null after a quotation mark and the like. */
export const unfinished = (q: string) => /[\p{L}\p{N}]{2,}$/u.exec(q)?.[0].toLowerCase() ?? null

/** Whether it says exactly what is wanted: a phrase, or a word that must not be there. */
export const isExact = (q: string) => /"|(?:^|\s)-[\p{L}\p{N}"]/u.test(q)

/** Words that can be misspelt at all. */
export const isSpelt = (word: string) => /^\p{L}{3,40}$/u.test(word)

/** What is found by guessing the end of a half-typed word. */
const GUESSED = 0.6

/**
 * What is looked for, word by word. A word of few documents says more than one of many. Words like `the` count only when there is
 * nothing else.
 */
export function termsOf(
  asked: readonly AskedWord[],
  spellings: ReadonlyMap<string, readonly HeldWord[]>,
  endings: readonly HeldWord[],
): Term[] {
  const telling = asked.filter(({ stems }) => stems.length > 0)
  const terms = (telling.length > 0 ? telling : asked).map(({ word, stems, documents }): Term => {
    if (documents !== null) return { words: [...new Set([word, ...stems])], weight: rarity(documents), isAsked: true }
    const guesses = spellings.get(word) ?? []
    return { words: guesses.map((guess) => guess.word), weight: rarity(mostOf(guesses)), isAsked: true }
  })
  if (endings.length === 0) return terms
  const last = terms.at(-1)
  const words = endings.map(({ word }) => word)
  // A beginning that is no word itself stands for what it becomes.
  if (last?.words.length === 0) return [...terms.slice(0, -1), { ...last, words, weight: rarity(mostOf(endings)) }]
  return [...terms, { words, weight: GUESSED * rarity(mostOf(endings)), isAsked: false }]
}

const rarity = (documents: number) => 1 / Math.sqrt(documents)
const mostOf = (words: readonly HeldWord[]) => Math.max(1, ...words.map(({ documents }) => documents))

/** One of these words, as the database's own query language says it; with `A` in the title alone. */
export const anyWord = (words: readonly string[], where: '' | 'A' = '') =>
  words.map((word) => `'${word.replaceAll('\\', '\\\\').replaceAll("'", "''")}':${where}`).join(' | ')
