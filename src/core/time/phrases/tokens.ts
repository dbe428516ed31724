/** A word, a run of digits or a single mark of a text, with its place in it. */
export interface Token {
  readonly kind: 'word' | 'number' | 'mark'
  /** In small letters. */
  readonly text: string
  readonly start: number
  readonly end: number
  /** No space between this token and the one before. */
  readonly glued: boolean
}

export type Tokens = readonly Token[]

/** What a reader found, and the token after it. A reader that does not recognise its place answers null. */
export interface Found<T> {
  readonly value: T
  readonly next: number
}

/** Longer texts are read up to here: a title is a line, not a letter. */
export const MAX_TEXT = 1000

/** One pass over the text; every reader then looks at a bounded number of tokens, so reading stays linear. */
export function tokensOf(text: string): Tokens {
  const tokens: Token[] = []
  for (const match of text.slice(0, MAX_TEXT).matchAll(/\p{L}+(?:['’]\p{L}+)*|\d+|\S/gu)) {
    const start = match.index
    const raw = match[0]
    const kind = /^\d/.test(raw) ? 'number' : /^\p{L}/u.test(raw) ? 'word' : 'mark'
    const lower = raw.toLowerCase().replace('’', "'")
    tokens.push({ kind, text: lower, start, end: start + raw.length, glued: tokens.at(-1)?.end === start })
  }
  return tokens
}

/** The token's text, or an empty text past either end. */
export function at(tokens: Tokens, index: number): string {
  return tokens[index]?.text ?? ''
}

export function isGlued(tokens: Tokens, index: number): boolean {
  return tokens[index]?.glued ?? false
}

/** Whether the tokens from `index` on are exactly these words. */
export function says(tokens: Tokens, index: number, words: string): boolean {
  return words.split(' ').every((word, i) => at(tokens, index + i) === word)
}

/** The place after the longest of `phrases` found here, or `index` itself when none is. */
export function past(tokens: Tokens, index: number, phrases: readonly string[]): number {
  let next = index
  for (const phrase of phrases) if (says(tokens, index, phrase)) next = Math.max(next, index + phrase.split(' ').length)
  return next
}

/** Digits as a number when they stand alone (`12`), with at most `digits` of them. */
export function digits(tokens: Tokens, index: number, most: number): number | null {
  const token = tokens[index]
  return token?.kind === 'number' && token.text.length <= most ? Number(token.text) : null
}
