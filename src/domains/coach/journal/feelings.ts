/**
 * Words by which people name what they feel, sorted by whether it is pleasant. After the word list of Plutchik's and Parrott's groups
 * (Parrott, Emotions in Social Psychology, 2001), as far as everyday English uses them.
 */
const PLEASANT =
  'happy glad joyful cheerful delighted content satisfied pleased proud confident hopeful optimistic excited enthusiastic eager thrilled grateful thankful relieved calm peaceful relaxed rested loved cared affectionate tender amused playful inspired curious interested strong energetic alive free safe secure brave connected moved touched fulfilled'
const UNPLEASANT =
  'sad unhappy down depressed miserable lonely alone empty hurt disappointed discouraged hopeless grieving heartbroken homesick ashamed guilty embarrassed humiliated regretful angry furious annoyed irritated frustrated bitter jealous envious resentful disgusted afraid scared anxious worried nervous tense stressed overwhelmed panicked insecure helpless confused lost stuck tired exhausted drained numb bored restless ill sick rejected ignored misunderstood unsure'

const KNOWN = new Map<string, boolean>([
  ...PLEASANT.split(' ').map((word): [string, boolean] => [word, true]),
  ...UNPLEASANT.split(' ').map((word): [string, boolean] => [word, false]),
])

export interface Feelings {
  pleasant: string[]
  unpleasant: string[]
}

/** Words of feeling in the order in which a text names them, each once. What is denied ("not afraid", "never bored") is left out. */
export function feelingsIn(text: string): Feelings {
  const clauses = text.toLowerCase().split(/[.,;:!?()\n]+/)
  const named = new Set(clauses.flatMap(namedIn))
  return {
    pleasant: [...named].filter((word) => KNOWN.get(word) === true),
    unpleasant: [...named].filter((word) => KNOWN.get(word) === false),
  }
}

function namedIn(clause: string): string[] {
  const words = clause.replace(/[’`´]/g, "'").match(/[\p{L}']+/gu) ?? []
  return words.filter((word, at) => KNOWN.has(word) && !isDenied(words, at))
}

/** A negation up to two words before: "not very happy". */
const isDenied = (words: readonly string[], at: number) =>
  words.slice(Math.max(0, at - 2), at).some((word) => DENIALS.test(word))
const DENIALS = /^(?:not|never|no|hardly|isn't|wasn't|aren't|weren't|don't|didn't|without)$/
