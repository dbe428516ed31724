/** The longest piece that is spoken in one go, in characters. */
const LONGEST = 240
/** Longer words are keys, hashes and the like: nobody listens to the rest. */
const LONGEST_WORD = /(\S{40})\S+/g

const WRITTEN: readonly [RegExp, string][] = [
  [/[\u2018\u2019\u201a\u2032]/g, "'"],
  [/[\u201c\u201d\u201e\u2033]/g, '"'],
  [/[\u2013\u2014]/g, ', '],
  [/\u2026/g, '...'],
  [/\u00a0/g, ' '],
  [/\u20ac/g, ' euros '],
  [/\u00a3/g, ' pounds '],
  [/\u00b0/g, ' degrees '],
]

/**
 * A text as an English voice can read it: sentence by sentence, none longer than is spoken in one go, accents and typographic marks
 * written plainly. What no English voice can say is left out, so that nothing may be left.
 */
export function sentencesOf(text: string): string[] {
  const plain = WRITTEN.reduce((sofar, [mark, instead]) => sofar.replace(mark, instead), text)
    .normalize('NFKD')
    .replace(/[^\x20-\x7e\n]/g, '')
    .replace(/[*_`#|<>~^]+/g, ' ')
    .replace(LONGEST_WORD, '$1')
  return plain
    .split(/(?<=[.!?;:])\s+|\n+/)
    .flatMap(shortened)
    .map((sentence) => sentence.trim().replace(/\s+/g, ' '))
    .filter((sentence) => /[A-Za-z0-9]/.test(sentence))
}

/** Cut after a comma where there is one, else between words, else anywhere. */
function shortened(sentence: string): string[] {
  const pieces: string[] = []
  let rest = sentence
  while (rest.length > LONGEST) {
    const head = rest.slice(0, LONGEST)
    const comma = head.lastIndexOf(', ') + 1
    const space = head.lastIndexOf(' ') + 1
    const at = comma > LONGEST / 3 ? comma : space || LONGEST
    pieces.push(rest.slice(0, at))
    rest = rest.slice(at)
  }
  return [...pieces, rest]
}
