import { sentencesIn } from '../logbook/sentiment.ts'
import { counted, cut } from '../wording.ts'
import { sectionsOf } from './outline.ts'
import { wordCount } from './readability.ts'

export const CHANGE_TYPES = ['grammar', 'structure', 'clarity', 'flow'] as const
export interface Change {
  type: (typeof CHANGE_TYPES)[number]
  description: string
}

interface Repair {
  type: Change['type']
  find: RegExp
  put: string
  what: string
}

/** What can be put right without understanding a word. */
const REPAIRS: Repair[] = [
  { type: 'grammar', find: /\b([a-z]{2,})([ \t]+)\1\b(?!['’-])/gi, put: '$1', what: 'word that stood twice' },
  { type: 'grammar', find: /(\p{L})[ \t]+([,;!?])(?=\s|$)/gu, put: '$1$2', what: 'space before a mark' },
  { type: 'grammar', find: /(?<=\p{Ll}{2}[,;])(?=\p{L}{2})/gu, put: ' ', what: 'missing space after a mark' },
  {
    type: 'grammar',
    find: /\bi\b(?=['’](?:m|ve|ll|d)\b| (?:am|was|have|had|will|would|think|want|need|can)\b)/g,
    put: 'I',
    what: 'small “i”',
  },
  { type: 'structure', find: /(\S)[ \t]{2,}(?=\S)/g, put: '$1 ', what: 'run of spaces' },
  { type: 'structure', find: /\n{3,}/g, put: '\n\n', what: 'run of empty lines' },
]

/** Words that may stand twice. */
const TWICE = /^(had|that|very|so|no|ha|bye|blah|tut|knock|night)$/i
const LONG_SENTENCE = 35
const LONG_SECTION = 300

/**
 * A Markdown text with what is plainly wrong put right, and what was done. Code, addresses and links between notes are left alone. What
 * only its writer can better is told and left.
 */
export function proofread(markdown: string): { content: string; changes: Change[] } {
  const counts = new Map<Repair, number>()
  const content = markdown
    .split(UNTOUCHED)
    .map((part, at) => (at % 2 === 1 ? part : repaired(part, counts)))
    .join('')
  const done = [...counts].map(
    ([{ type, what }, count]): Change => ({
      type,
      description: `Put right: ${counted(count, what, `${what} (${count} times)`)}.`,
    }),
  )
  return { content, changes: [...done, ...remarksOn(content)] }
}

/** Fenced and indented code, code within a line, addresses, and links. One group, so that it stays in the split. */
const UNTOUCHED =
  /(```[\s\S]*?(?:```|(?![\s\S]))|~~~[\s\S]*?(?:~~~|(?![\s\S]))|^(?: {4}|\t).*$|`[^`\n]*`|https?:\/\/\S+|\[\[[^\][\n]{1,255}\]\]|^\|.*$)/m

function repaired(text: string, counts: Map<Repair, number>): string {
  return REPAIRS.reduce((whole, repair) => {
    return whole.replace(repair.find, (...found: string[]) => {
      const [match = '', first = '', second = ''] = found
      if (repair.put === '$1' && TWICE.test(first)) return match
      counts.set(repair, (counts.get(repair) ?? 0) + 1)
      return repair.put.replace('$1', first).replace('$2', second)
    })
  }, text)
}

function remarksOn(content: string): Change[] {
  const long = sentencesIn(content).filter((sentence) => wordCount(sentence) > LONG_SENTENCE)
  const sections = sectionsOf(content)
  const jump = sections.find((one, at) => at > 0 && one.level > (sections[at - 1]?.level ?? 0) + 1 && one.level > 2)
  const endless = sections.find(({ text }) => wordCount(text) > LONG_SECTION && !/\n\s*\n/.test(text.trim()))
  return [
    ...long.slice(0, 3).map(
      (sentence): Change => ({
        type: 'clarity',
        description: `Left to you: “${cut(sentence, 60)}” has ${wordCount(sentence)} words; two sentences are easier to read.`,
      }),
    ),
    ...(jump
      ? [
          {
            type: 'structure' as const,
            description: `Left to you: the heading “${cut(jump.heading ?? '', 60)}” skips a level.`,
          },
        ]
      : []),
    ...(endless
      ? [
          {
            type: 'flow' as const,
            description: `Left to you: ${counted(wordCount(endless.text), 'word')} stand there without a paragraph.`,
          },
        ]
      : []),
  ]
}
