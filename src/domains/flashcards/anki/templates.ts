/** What a card of Anki is made of. */
export interface Template {
  name: string
  question: string
  answer: string
}

export interface Rendering {
  fields: ReadonlyMap<string, string>
  /** Which deletion of a cloze is asked, from 1; null for other kinds of notes. */
  cloze: number | null
}

export interface Sides {
  /** HTML. */
  question: string
  answer: string
  hint: string
}

/**
 * Both sides of a card and its hint as HTML, as Anki's own rules make them (docs.ankiweb.net, "Card Templates"): fields with their
 * filters, conditions, cloze deletions. Where the answer repeats the question above its line, only what stands below the line is taken.
 */
export function render({ question, answer }: Pick<Template, 'question' | 'answer'>, given: Rendering): Sides {
  const hints: string[] = []
  const front = fill(question, given, 'question', hints)
  const below = belowLine(answer)
  const back = fill(below ?? answer, withField(given, 'FrontSide', front), 'answer', [])
  return { question: front, answer: back, hint: hints.join('<br>') }
}

const withField = (given: Rendering, name: string, value: string): Rendering => ({
  ...given,
  fields: new Map([...given.fields, [name, value]]),
})

/** What stands below the line, if there is nothing above it but the question. */
function belowLine(answer: string): string | null {
  const line = /<hr\b[^<>]*\bid\s*=\s*["']?answer\b[^<>]*>/i.exec(answer)
  if (line === null) return null
  const above = answer.slice(0, line.index).replace(/<[^<>]*>|&nbsp;|\s/g, '')
  return above === '{{FrontSide}}' || above === '' ? answer.slice(line.index + line[0].length) : null
}

type Side = 'question' | 'answer'

/** One pass from left to right; of what a condition hides nothing is made. */
function fill(template: string, given: Rendering, side: Side, hints: string[]): string {
  const shown: boolean[] = []
  let result = ''
  let from = 0
  for (const match of template.matchAll(/\{\{([^{}]{1,300})\}\}/g)) {
    const isShown = !shown.includes(false)
    if (isShown) result += template.slice(from, match.index)
    from = match.index + match[0].length
    const [, kind = '', name = ''] = /^([#^/]?)([\s\S]*)$/.exec((match[1] ?? '').trim()) ?? []
    if (kind === '#') shown.push(isFilled(name.trim(), given))
    else if (kind === '^') shown.push(!isFilled(name.trim(), given))
    else if (kind === '/') shown.pop()
    else if (isShown) result += fieldOf(name, given, side, hints)
  }
  return shown.includes(false) ? result : result + template.slice(from)
}

function isFilled(name: string, { fields, cloze }: Rendering): boolean {
  if (cloze !== null && /^c\d+$/.test(name)) return name === `c${cloze}`
  return (fields.get(name) ?? '').replace(/<(?!img)[^<>]*>|&nbsp;|\s/gi, '') !== ''
}

function fieldOf(reference: string, given: Rendering, side: Side, hints: string[]): string {
  const parts = reference.split(':')
  const name = (parts.pop() ?? '').trim()
  const filters = parts.map((filter) => filter.trim().split(' ', 1)[0] ?? '')
  const text = given.fields.get(name) ?? ''
  if (filters.includes('tts')) return ''
  if (filters.includes('type')) return side === 'question' || name === 'FrontSide' ? '' : text
  const value = filters.reduceRight((value, filter) => filtered(value, filter, given, side), text)
  if (!filters.includes('hint')) return value
  if (side === 'question' && value.trim() !== '') hints.push(value)
  return side === 'question' ? '' : value
}

function filtered(value: string, filter: string, { cloze }: Rendering, side: Side): string {
  if (filter === 'text') return value.replace(/<[^<>]*>/g, '')
  if (filter === 'cloze' && cloze !== null) return clozed(value, cloze, side)
  if (filter === 'furigana') return value.replace(/ ?([^ >[]{1,50})\[([^\][]{1,50})\]/g, '$1($2)')
  if (filter === 'kanji') return value.replace(/ ?([^ >[]{1,50})\[([^\][]{1,50})\]/g, '$1')
  if (filter === 'kana') return value.replace(/ ?([^ >[]{1,50})\[([^\][]{1,50})\]/g, '$2')
  return value
}

interface Open {
  numbers: string[]
  text: string
}

/** Text with `{{c1::deleted::hint}}`, also within each other: what is asked is hidden or shown in bold, the rest is plain. */
export function clozed(text: string, asked: number, side: Side): string {
  const open: Open[] = [{ numbers: [], text: '' }]
  const add = (more: string) => {
    const top = open.at(-1)
    if (top) top.text += more
  }
  let from = 0
  for (const match of text.matchAll(/\{\{c(\d{1,3}(?:,\d{1,3}){0,9})::|\}\}/g)) {
    add(text.slice(from, match.index))
    from = match.index + match[0].length
    if (match[1] !== undefined) open.push({ numbers: match[1].split(','), text: '' })
    else if (open.length > 1) add(closed(open.pop(), asked, side))
    else add(match[0])
  }
  add(text.slice(from))
  return open.map((one) => one.text).join('')
}

function closed(deletion: Open | undefined, asked: number, side: Side): string {
  const { numbers, text } = deletion ?? { numbers: [], text: '' }
  const [content = '', hint = ''] = text.split(/::([\s\S]*)/, 2)
  if (!numbers.some((number) => Number(number) === asked)) return content
  return side === 'question' ? `<b>[${hint || '...'}]</b>` : `<b>${content}</b>`
}

/** Whether a text has a deletion of this number. */
export const hasCloze = (text: string, number: number): boolean =>
  [...text.matchAll(/\{\{c(\d{1,3}(?:,\d{1,3}){0,9})::/g)].some(([, numbers = '']) =>
    numbers.split(',').map(Number).includes(number),
  )
