import { readFileSync } from 'node:fs'

const NEGATIONS = new Set(
  'no not never none nope nor nothing nowhere neither without rarely seldom despite cannot aint arent cant couldnt didnt doesnt dont hadnt hasnt havent isnt mustnt neednt shouldnt wasnt werent wont wouldnt'.split(
    ' ',
  ),
)
const RAISING = new Set(
  'absolutely amazingly awfully completely considerably decidedly deeply enormously entirely especially exceptionally extremely fully fucking greatly highly hugely incredibly intensely majorly more most particularly purely quite really remarkably so substantially thoroughly totally tremendously unbelievably unusually utterly very'.split(
    ' ',
  ),
)
const LOWERING = new Set(
  'almost barely hardly just-enough kind-of kinda less little marginally occasionally partly scarcely slightly somewhat sort-of sorta'.split(
    ' ',
  ),
)
const NEGATED = -0.74
const BOOST = 0.293
/** What is left of a boost one, two and three words before. */
const FADING = [1, 0.95, 0.9]
const EXCLAMATION = 0.292
/** About the most that a sentence can come to. */
const ALPHA = 15

export interface Sentiment {
  /** -1 to 1. */
  score: number
  /** How many of its words have a rating. */
  rated: number
}

/**
 * How a sentence feels, by VADER: ratings of its words, turned by a negation and raised or lowered by an adverb up to three words
 * before, more weight behind a "but", and more for exclamation marks; then s / √(s² + 15). English only; capitals, irony and
 * what happened behind the words are not seen. Source: Hutto and Gilbert, ICWSM-14, and vaderSentiment 3.3.
 */
export function sentimentOf(sentence: string): Sentiment {
  const words = wordsIn(sentence)
  const ratings = words.map((word, at) => ratingAt(words, word, at))
  const but = words.indexOf('but')
  const weighed = ratings.map((rating, at) => (but < 0 || at === but ? rating : at < but ? rating * 0.5 : rating * 1.5))
  const sum = weighed.reduce((total, rating) => total + rating, 0)
  const emphasis = Math.min(4, sentence.split('!').length - 1) * EXCLAMATION
  const whole = sum === 0 ? 0 : sum + Math.sign(sum) * emphasis
  return { score: whole / Math.sqrt(whole * whole + ALPHA), rated: ratings.filter((rating) => rating !== 0).length }
}

export interface TextSentiment extends Sentiment {
  /** The most positive and the most negative sentence, where there is one. */
  best: string | null
  worst: string | null
}

/** Beyond this a sentence leans to one side (Hutto and Gilbert). */
export const LEANING = 0.05

/** How a text feels: the mean of its sentences that have a rated word. */
export function textSentiment(text: string): TextSentiment {
  const judged = sentencesIn(text)
    .map((sentence) => ({ sentence, ...sentimentOf(sentence) }))
    .filter(({ rated }) => rated > 0)
    .sort((a, b) => a.score - b.score)
  const [first, last] = [judged[0], judged.at(-1)]
  return {
    score: judged.reduce((sum, { score }) => sum + score, 0) / (judged.length || 1),
    rated: judged.reduce((sum, { rated }) => sum + rated, 0),
    best: last && last.score >= LEANING ? last.sentence : null,
    worst: first && first.score <= -LEANING ? first.sentence : null,
  }
}

const MOST_SENTENCES = 200

/** Sentences of a Markdown text without its marks; two hundred at most. */
export function sentencesIn(text: string): string[] {
  return text
    .replace(/```[\s\S]*?```|https?:\/\/\S+|[#>|]|^[ \t]*[-*+]\s|\[[ x]\]/gim, ' ')
    .replace(/[*_`~]/g, '')
    .split(/(?<=[.!?…])\s+|\n+/)
    .map((sentence) => sentence.replace(/\s+/g, ' ').trim())
    .filter((sentence) => /\p{L}/u.test(sentence))
    .slice(0, MOST_SENTENCES)
}

/** Whether the word itself says how somebody feels. */
export const isRated = (word: string): boolean => lexicon().has(word)

function wordsIn(sentence: string): string[] {
  const plain = sentence
    .toLowerCase()
    .replaceAll('’', "'")
    .replace(/\b(kind|sort) of\b/g, '$1-of')
    .replace('just enough', 'just-enough')
  return plain.match(/\p{L}+(?:['-]\p{L}+)*/gu) ?? []
}

function ratingAt(words: readonly string[], word: string, at: number): number {
  let rating = isAdverb(word) ? 0 : (lexicon().get(word) ?? 0)
  if (rating === 0) return 0
  for (const [back, fading] of FADING.entries()) {
    const before = words[at - back - 1]
    if (before === undefined || (isRated(before) && !isAdverb(before))) continue
    rating += boostOf(before) * fading * Math.sign(rating)
    if (isNegation(before)) rating = isEmphatic(words, at, back) ? rating * 1.25 : rating * NEGATED
  }
  // "At least" and "very least" take nothing away.
  const isLeast = words[at - 1] === 'least' && !['at', 'very'].includes(words[at - 2] ?? '')
  return isLeast ? rating * NEGATED : rating
}

/** "Never so good" is praise. */
const isEmphatic = (words: readonly string[], at: number, back: number) =>
  back > 0 && words[at - back - 1] === 'never' && ['so', 'this'].includes(words[at - back] ?? '')

const boostOf = (word: string) => (RAISING.has(word) ? BOOST : LOWERING.has(word) ? -BOOST : 0)
const isAdverb = (word: string) => RAISING.has(word) || LOWERING.has(word)
const isNegation = (word: string) => NEGATIONS.has(word) || word.endsWith("n't")

let ratings: Map<string, number> | undefined

/** Read when it is first needed: 7,000 words with their ratings. */
function lexicon(): Map<string, number> {
  ratings ??= new Map(
    readFileSync(new URL('./vader-lexicon.txt', import.meta.url), 'utf8')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .flatMap((line) => {
        const [rating, ...words] = line.split(' ')
        return words.map((word): [string, number] => [word, Number(rating)])
      }),
  )
  return ratings
}
