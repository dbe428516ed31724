const MOST_MODULES = 50
const MOST_TOPICS = 100
/** Of a whole course: more is not accepted as one. */
const MOST = 500

interface Chapter {
  title: string
  topics: string[]
}

/**
 * Reads a table of contents: Markdown headings and lists, numbered or not, with what stands deeper below what stands less deep. The
 * outermost level becomes modules and everything below it topics; a plain list becomes the topics of one module. Null of a text that is
 * no list of at least two lines. Pure; at most 50 modules of 100 topics, and 500 topics together.
 */
export function contentsIn(text: string, title: string): Chapter[] | null {
  const lines = text.split('\n').flatMap((line) => entryOf(line) ?? [])
  if (lines.length < 2) return null
  const outermost = Math.min(...lines.map(({ depth }) => depth))
  const isFlat = lines.every(({ depth }) => depth === outermost)
  const chapters: Chapter[] = isFlat ? [{ title, topics: [] }] : []
  for (const line of lines) {
    const last = chapters.at(-1)
    if (!isFlat && line.depth === outermost) chapters.push({ title: line.title, topics: [] })
    else if (last) last.topics.push(line.title)
    else chapters.push({ title, topics: [line.title] })
  }
  let left = MOST
  return chapters.slice(0, MOST_MODULES).map(({ title, topics }) => {
    const kept = topics.slice(0, Math.min(MOST_TOPICS, left))
    left -= kept.length
    return { title, topics: kept }
  })
}

/** A heading stands above every list, a list item as deep as it is indented; `1.2` stands below `1`. */
function entryOf(line: string): { depth: number; title: string } | null {
  const heading = /^(#{1,6})\s+(\S.*)$/.exec(line)
  if (heading) return { depth: (heading[1] ?? '').length, title: cut(heading[2] ?? '') }
  const item = /^(\s*)(?:[-*+•]|(\d{1,3}(?:\.\d{1,3}){0,4})[.)]?)\s+(\S.*)$/.exec(line)
  if (!item) return null
  const indent = (item[1] ?? '').replaceAll('\t', '    ').length
  const parts = (item[2] ?? '').split('.').length
  return { depth: 100 + indent * 10 + parts, title: cut(item[3] ?? '') }
}

const cut = (title: string) => title.trim().slice(0, 500)

/** `total` hours dealt out to so many topics in quarters of an hour, as evenly as can be and none lost; null of too few hours. */
export function hoursEach(total: number | null, topics: number): (number | null)[] {
  const quarters = total === null ? 0 : Math.round(total * 4)
  if (topics === 0 || quarters < topics) return Array.from({ length: topics }, () => null)
  const least = Math.floor(quarters / topics)
  return Array.from({ length: topics }, (_, at) => (least + (at < quarters % topics ? 1 : 0)) / 4)
}
