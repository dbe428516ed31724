const LETTERS = 'abcdefghijklmnopqrstuvwxyz'

/**
 * Every word that one slip of the finger makes of this one: a letter too many, too few, another one, or two in the wrong order. Of
 * three letters only the latter, because nearly every other short word is one letter away. About 54 for each letter.
 */
export function slipsOf(word: string): string[] {
  const made = new Set<string>()
  const letters = [...word]
  for (let at = 0; at < letters.length; at++) {
    const [before, after] = [letters.slice(0, at).join(''), letters.slice(at + 1).join('')]
    const [here = '', next = ''] = letters.slice(at, at + 2)
    if (next !== '') made.add(before + next + here + letters.slice(at + 2).join(''))
    if (letters.length < 4) continue
    made.add(before + after)
    for (const letter of LETTERS) made.add(before + letter + after).add(before + letter + here + after)
  }
  if (letters.length >= 4) for (const letter of LETTERS) made.add(word + letter)
  made.delete(word)
  return [...made]
}

/**
 * How many slips lie between two words: letters inserted, left out, replaced, or swapped with their neighbour, each of them touched
 * once (optimal string alignment; Damerau 1964).
 */
export function slipsBetween(a: string, b: string): number {
  const [from, to] = [[...a], [...b]]
  let beforeLast: number[] = []
  let last = Array.from({ length: to.length + 1 }, (_, at) => at)
  for (let i = 1; i <= from.length; i++) {
    const row = [i]
    for (let j = 1; j <= to.length; j++) {
      const differs = from[i - 1] === to[j - 1] ? 0 : 1
      const steps = [(last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + differs]
      const isSwapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]
      if (isSwapped) steps.push((beforeLast[j - 2] ?? 0) + 1)
      row.push(Math.min(...steps))
    }
    beforeLast = last
    last = row
  }
  return last[to.length] ?? 0
}

/** So many slips are still taken for a mistake: one in a short word, two from six letters on, three from ten. */
export const slipsAllowed = (word: string) => (word.length < 6 ? 1 : word.length < 10 ? 2 : 3)
