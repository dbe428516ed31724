import type { CardRecord, Notetype, ReviewRecord } from './collection.ts'
import { markdownOf } from './markup.ts'
import { hasCloze, render } from './templates.ts'

/** The notetype that we write ourselves, whose fields are Markdown. */
export const OWN_NOTETYPE = { name: 'Almanac', fields: ['Front', 'Back', 'Hint', 'Group', 'Place'] }
const OWN_GUID = /^almanac:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

/** How a card stands in Anki's own terms. */
export type Learning = Pick<
  CardRecord,
  'type' | 'queue' | 'due' | 'ivl' | 'factor' | 'reps' | 'lapses' | 'left' | 'odue' | 'odid'
> & {
  stability: number | null
  difficulty: number | null
  /** What we wrote ourselves; Anki forgets it with the next review there. */
  own: unknown
}

/** A card that can be taken over, or the reason why not. Its media are still those of the package. */
export interface PackedCard {
  guid: string
  ord: number
  /** The id of the card here that it was made of. */
  ownId: string | null
  /** Anki's id of its deck. */
  deck: number
  front: string
  back: string
  hint: string | null
  tags: string[]
  group: string | null
  /** Whether its note may have other cards. */
  hasSiblings: boolean
  place: number | null
  problem: string | null
  learning: Learning
  reviews: Omit<ReviewRecord, 'cid'>[]
}

const MOST_TEXT = 20_000
const MOST_HINT = 2_000

/** One card of a note: its sides as Markdown, its tags, and how it stands. */
export function packedCard(record: CardRecord, notetype: Notetype | undefined, reviews: ReviewRecord[]): PackedCard {
  const sides = sidesOf(record, notetype)
  return {
    guid: record.guid,
    ord: record.ord,
    ownId: isOwn(notetype) ? (OWN_GUID.exec(record.guid)?.[1] ?? null) : null,
    deck: record.odid === 0 ? record.did : record.odid,
    ...sides,
    hasSiblings: notetype !== undefined && (notetype.isCloze || notetype.templates.length > 1),
    tags: tagsOf(record),
    problem: problemOf(record, notetype, sides),
    learning: learningOf(record),
    reviews: reviews.map(({ cid: _, ...review }) => review),
  }
}

const isOwn = (notetype: Notetype | undefined): boolean =>
  notetype?.name === OWN_NOTETYPE.name && notetype.fields.join() === OWN_NOTETYPE.fields.join()

type Written = Pick<PackedCard, 'front' | 'back' | 'hint' | 'group' | 'place'>
const NOTHING: Written = { front: '', back: '', hint: null, group: null, place: null }

function sidesOf({ flds, ord, tags }: CardRecord, notetype: Notetype | undefined): Written {
  if (notetype === undefined) return NOTHING
  const values = flds.split('\x1f')
  if (isOwn(notetype)) return ownSides(values)
  const fields = new Map([...notetype.fields.map((name, at): [string, string] => [name, values[at] ?? ''])])
  fields.set('Tags', tags.trim())
  const template = notetype.templates[notetype.isCloze ? 0 : ord]
  if (template === undefined) return NOTHING
  const { question, answer, hint } = render(template, { fields, cloze: notetype.isCloze ? ord + 1 : null })
  return { ...NOTHING, front: markdownOf(question), back: markdownOf(answer), hint: markdownOf(hint) || null }
}

function ownSides([front = '', back = '', hint = '', group = '', place = '']: string[]): Written {
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(group)
  const position = Number(place)
  return {
    front: markdownOf(front, true).trim(),
    back: markdownOf(back, true).trim(),
    hint: markdownOf(hint, true).trim() || null,
    group: isId ? group : null,
    place: place !== '' && Math.abs(position) <= 1e12 ? position : null,
  }
}

function problemOf({ flds, ord }: CardRecord, notetype: Notetype | undefined, sides: Written): string | null {
  if (notetype === undefined) return 'its notetype is missing'
  if (flds === '') return 'its note is empty or too long'
  if (notetype.isCloze && !hasCloze(flds, ord + 1)) return `its note has no deletion c${ord + 1} any more`
  if (!notetype.isCloze && notetype.templates[ord] === undefined) return 'its template is missing'
  if (sides.front === '') return 'its front is empty'
  if (sides.back === '') return 'its back is empty'
  if (sides.front.length > MOST_TEXT || sides.back.length > MOST_TEXT)
    return `a side has more than ${MOST_TEXT} characters`
  if ((sides.hint?.length ?? 0) > MOST_HINT) return `its hint has more than ${MOST_HINT} characters`
  return null
}

/** Anki writes spaces around and between them; ours may hold what stands for one. */
function tagsOf({ tags, flags }: CardRecord): string[] {
  const flag = FLAGS[flags % 8]
  const own = tags.split(/[ \t\r\n\u3000]+/).filter((tag) => tag !== '')
  return [...new Set([...(flag ? [`flag:${flag}`] : []), ...own])]
    .map((tag) => tag.replaceAll('\u00a0', ' ').slice(0, 100))
    .slice(0, 50)
}

/** The colours of Anki's flags, in the last three bits; a flag becomes a tag. */
const FLAGS = [null, 'red', 'orange', 'green', 'blue', 'pink', 'turquoise', 'purple']

function learningOf({ type, queue, due, ivl, factor, reps, lapses, left, odue, odid, data }: CardRecord): Learning {
  const { s, d, almanac } = dataOf(data)
  const own = almanac ?? null
  return {
    ...{ type, queue, due, ivl, factor, reps, lapses, left, odue, odid },
    stability: numberOf(s),
    difficulty: numberOf(d),
    own,
  }
}

function dataOf(data: string): Record<string, unknown> {
  if (!data.startsWith('{')) return {}
  try {
    return JSON.parse(data) as Record<string, unknown>
  } catch {
    return {}
  }
}

const numberOf = (value: unknown): number | null => (typeof value === 'number' && Number.isFinite(value) ? value : null)
