export interface Section {
  /** Null before the first heading. */
  heading: string | null
  level: number
  text: string
}

/** A Markdown text by its headings. What stands in a fence is text. */
export function sectionsOf(markdown: string): Section[] {
  const sections: Section[] = [{ heading: null, level: 0, text: '' }]
  let fence: string | null = null
  for (const line of markdown.split('\n')) {
    const mark = /^\s*(```|~~~)/.exec(line)?.[1]
    if (mark) fence = fence === null ? mark : fence === mark ? null : fence
    const [, marks, named = ''] = fence === null ? (/^(#{1,6})[ \t]+(\S.*)$/.exec(line) ?? []) : []
    const heading = named.slice(0, 250).replace(/[ \t#]+$/, '')
    if (marks && heading) sections.push({ heading, level: marks.length, text: '' })
    else (sections.at(-1) as Section).text += `${line}\n` // there is always one
  }
  return sections.filter(({ heading, text }) => heading !== null || text.trim() !== '')
}

/** What a text names as `[[title]]`. */
export const linksIn = (markdown: string): string[] => [
  ...new Set(
    [...markdown.matchAll(/\[\[([^\][|\n]{1,255})(?:\|[^\][\n]*)?\]\]/g)].map(([, title = '']) => title.trim()),
  ),
]

export const urlsIn = (markdown: string): string[] => [...new Set(markdown.match(/https?:\/\/[^\s)>\]"']+/g) ?? [])]
