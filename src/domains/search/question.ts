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

/** One thing that is looked for, in any of these words, and what finding it is worth. */
export interface Term {
  words: string[]
  weight: number
}

/** The word that may still be typed on; null after a quotation mark and the like. */
export const unfinished = (q: string) => /[\p{L}\p{N}]{2,}$/u.exec(q)?.[0].toLowerCase() ?? null

/** Whether it says exactly what is wanted: a phrase, or a word that must not be there. */
export const isExact = (q: string) => /"|(?:^|\s)-[\p{L}\p{N}"]/u.test(q)

/** Words that can be misspelt at all. */
export const isSpelt = (word: string) => /^\p{L}{3,40}$/u.test(word)

/** Another spelling, and the end of a half-typed word, are guesses. */
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
  const terms = (telling.length > 0 ? telling : asked).flatMap(({ word, stems, documents }): Term[] => {
    if (documents !== null) return [{ words: [...new Set([word, ...stems])], weight: rarity(documents) }]
    const guesses = spellings.get(word) ?? []
    if (guesses.length === 0) return []
    return [{ words: guesses.map((guess) => guess.word), weight: GUESSED * rarity(mostOf(guesses)) }]
  })
  if (endings.length === 0) return terms
  return [...terms, { words: endings.map(({ word }) => word), weight: GUESSED * rarity(mostOf(endings)) }]
}

const rarity = (documents: number) => 1 / Math.sqrt(documents)
const mostOf = (words: readonly HeldWord[]) => Math.max(...words.map(({ documents }) => documents))

/** One of these words, as the database's own query language says it; with `A` in the title alone. */
export const anyWord = (words: readonly string[], where: '' | 'A' = '') =>
  words.map((word) => `'${word.replaceAll('\\', '\\\\').replaceAll("'", "''")}':${where}`).join(' | ')
