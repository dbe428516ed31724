import { sentencesIn } from '../logbook/sentiment.ts'
import { mainSentences } from '../notes/textrank.ts'

export const DRAFT_KINDS = ['question', 'definition', 'cloze'] as const

export interface Draft {
  kind: (typeof DRAFT_KINDS)[number]
  front: string
  back: string
  /** What of the text it was made of. */
  source: string
}

/**
 * Cards that a text itself asks for, without understanding it: questions that it answers, terms that it explains, and sentences that say
 * most of it with a name, a number or an emphasized word left out. In this order, at most so many, none twice.
 */
export function draftsOf(text: string, most: number): Draft[] {
  const lines = text.split('\n').map((line) => line.replace(/^[\s>#]*(?:[-*+]\s+|\d+[.)]\s+)?/, '').trim())
  const asked = questionsIn(lines)
  const defined = lines.flatMap(definitionsIn)
  const used = new Set([...asked, ...defined].map(({ source }) => source))
  const rest = lines
    .filter((line) => ![...used].some((source) => source.includes(line) && line !== ''))
    .map((line) => defined.reduce((left, { source }) => left.replace(source, ''), line))
    .join('\n')
  const plain = [...asked, ...defined]
  const gaps = plain.length < most ? clozesIn(rest, most - plain.length) : []
  const fronts = new Set<string>()
  return [...plain, ...gaps]
    .filter(({ front }) => {
      const isNew = !fronts.has(folded(front))
      fronts.add(folded(front))
      return isNew
    })
    .slice(0, most)
}

/** What makes two fronts ask the same: letters and numbers, whatever the case. */
export const folded = (front: string): string =>
  (
    front
      .toLowerCase()
      .normalize('NFKC')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  ).join(' ')

/** `Q: … A: …` over two lines or in one, and a line that asks with the next one that does not. */
function questionsIn(lines: readonly string[]): Draft[] {
  const said = lines.filter((line) => line !== '')
  return said.flatMap((line, at): Draft[] => {
    const next = said[at + 1] ?? ''
    const [, both, answered] =
      /^(?:q|question|f|frage)\s*[:.]\s*(.{3,500}?)\s*(?:a|answer|antwort)\s*:\s*(.{1,1000})$/i.exec(line) ?? []
    if (both !== undefined && answered !== undefined) return [card('question', both, answered, line)]
    const question = /^(?:(?:q|question|frage)\s*[:.]\s*)?(.{3,500}\?)$/i.exec(line)?.[1]
    if (question === undefined || next === '' || next.endsWith('?')) return []
    return [card('question', question, next.replace(/^(?:a|answer|antwort)\s*[:.]\s*/i, ''), `${line}\n${next}`)]
  })
}

const ARTICLE = /^(?:the|a|an|der|die|das|ein|eine|el|la|le|un|una|une)\s+/i

/** A line that is a definition, or those among its sentences. */
function definitionsIn(line: string): Draft[] {
  const whole = definitionIn(line)
  return whole === null ? sentencesIn(line).flatMap((sentence) => statementIn(sentence) ?? []) : [whole]
}

/** `Term: meaning`, `Term – meaning`, `**Term** meaning`. */
function definitionIn(line: string): Draft | null {
  if (line.endsWith('?') || line.length > 1_000) return null
  const [, term, meaning] =
    /^\*\*([^*]{2,80})\*\*\s*[:–—-]?\s+(.{3,900})$/.exec(line) ??
    /^([\p{L}\p{N}][^:–—.!?]{1,60}?)\s*(?::|\s[–—-])\s+(.{3,900})$/u.exec(line) ??
    []
  if (term === undefined || meaning === undefined) return null
  return card('definition', plain(term).replace(/:$/, ''), plain(meaning), line)
}

/** In English: `A term is a …`, `Terms are the …`, `A term is how …`. */
function statementIn(sentence: string): Draft | null {
  const [, subject, verb, being] =
    /^([A-Z][^,.:;!?]{1,60}?)\s+(is|are)\s+((?:an?|the|any|how|what|where|when|one of)\s.{8,400}?)[.!]?$/.exec(
      sentence,
    ) ?? []
  if (subject === undefined || being === undefined || POINTING.test(subject)) return null
  const first = subject.replace(ARTICLE, (article) => article.toLowerCase())
  return card('definition', `What ${verb} ${first}?`, being, sentence)
}

/** A subject that only the sentence before it explains. */
const POINTING =
  /\b(?:it|this|that|these|those|there|here|he|she|they|we|you|i|what|which|who|one|some|another|other)\b/i

/** A sentence with its most telling word left out; a sentence without one is left. */
function clozesIn(text: string, most: number): Draft[] {
  const emphasized = new Set(
    [...text.matchAll(/(?:\*\*|__|`)([^*_`\n]{2,60})(?:\*\*|__|`)/g)].map(([, term = '']) => term.trim()),
  )
  const sentences = sentencesIn(text).filter(({ length }) => length >= 20 && length <= 400)
  return mainSentences(sentences, Math.min(most * 2, sentences.length))
    .flatMap((sentence): Draft[] => {
      const word = tellingWord(sentence, emphasized)
      if (word === null) return []
      const at = sentence.indexOf(word)
      const around = (gap: string) => sentence.slice(0, at) + gap + sentence.slice(at + word.length)
      return [{ kind: 'cloze', front: around('**[...]**'), back: around(`**${word}**`), source: sentence }]
    })
    .slice(0, most)
}

function tellingWord(sentence: string, emphasized: ReadonlySet<string>): string | null {
  const marked = [...emphasized].find((term) => sentence.includes(term))
  if (marked !== undefined) return marked
  const number = /(?<![\p{L}\p{N}])\d[\d.,]*\d|(?<![\p{L}\p{N}])\d(?![\p{L}\p{N}])/u.exec(sentence)?.[0]
  if (number !== undefined) return number
  const name = /(?<=[\p{Ll},;] )\p{Lu}[\p{L}'-]{2,}(?: \p{Lu}[\p{L}'-]{2,})*/u.exec(sentence)?.[0]
  return name ?? null
}

const plain = (text: string) => text.replace(/\*\*|__|`/g, '').trim()

const card = (kind: Draft['kind'], front: string, back: string, source: string): Draft => ({
  kind,
  front: plain(front),
  back: plain(back),
  source,
})
