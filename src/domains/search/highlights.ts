import { MARK } from './documents.ts'

/** A stretch of a text, from one UTF-16 unit up to but not including another. */
export interface Stretch {
  start: number
  end: number
}

const MARKS = new RegExp(`[${MARK.start}${MARK.end}]`, 'g')

/**
 * Takes the marks out of a text and says where they stood. So a text is sent as plain as its owner wrote it, and nobody has to trust
 * markup in it.
 */
export function unmarked(marked: string): { text: string; stretches: Stretch[] } {
  const stretches: Stretch[] = []
  let start: number | null = null
  let taken = 0
  for (const { index, 0: mark } of marked.matchAll(MARKS)) {
    const at = index - taken++
    if (mark === MARK.start) start = at
    else if (start !== null) {
      stretches.push({ start, end: at })
      start = null
    }
  }
  return { text: marked.replaceAll(MARKS, ''), stretches }
}
