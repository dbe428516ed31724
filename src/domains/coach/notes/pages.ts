/** Every expression here looks at a page once: none of them goes back over what it has read. */
export interface PageText {
  title: string | null
  /** Paragraphs, one a line. */
  text: string
}

/** More than any article has; the rest of a page is lists and scripts. */
const MOST_CHARACTERS = 1_000_000
const SHORT = 25

/**
 * What a page says, without what stands around it: the article or main part where the page names one, its paragraphs, headings and
 * list items, and no scripts, menus, forms or asides. Nothing of it is run or fetched.
 */
export function textOfPage(html: string): PageText {
  const page = html.slice(0, MOST_CHARACTERS)
  const named =
    /<meta\s[^<>]{0,200}property=["']og:title["'][^<>]{0,200}content=["']([^"']{1,500})/i.exec(page)?.[1] ??
    /<title[^<>]*>([^<]*)/i.exec(page)?.[1]
  const body = without(page, [
    'head',
    'script',
    'style',
    'noscript',
    'template',
    'svg',
    'nav',
    'header',
    'footer',
    'aside',
    'form',
  ])
  const main = partOf(body, 'article') ?? partOf(body, 'main') ?? body
  const lines = main
    .replace(/<!--[\s\S]*?(-->|$)/g, ' ')
    .replace(/<(br|\/?(?:p|div|section|li|ul|ol|h[1-6]|tr|blockquote|pre|table|figure|figcaption))\b[^<>]*>/gi, '\n')
    .replace(/<[^<>]*>/g, ' ')
    .split('\n')
    .map((line) => decoded(line).replace(/\s+/g, ' ').trim())
    .filter((line) => line.length >= SHORT && /[.!?:…"”)]$/.test(line))
  const title = named === undefined ? null : decoded(named).replace(/\s+/g, ' ').trim().slice(0, 250)
  return { title: title || null, text: lines.join('\n') }
}

/** An element goes with all that is in it; one that is never closed goes to the end. */
function without(html: string, names: readonly string[]): string {
  return names.reduce(
    (rest, name) => rest.replace(new RegExp(`<${name}\\b[^<>]*>[\\s\\S]*?(?:</${name}\\b[^<>]*>|$)`, 'gi'), ' '),
    html,
  )
}

/** From the first opening of this name to the last closing. */
function partOf(html: string, name: string): string | null {
  const lower = html.toLowerCase()
  const [from, to] = [lower.search(new RegExp(`<${name}\\b`)), lower.lastIndexOf(`</${name}`)]
  return from >= 0 && to > from ? html.slice(from, to) : null
}

const ENTITIES: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  auml: 'ä',
  ouml: 'ö',
  uuml: 'ü',
  szlig: 'ß',
  eacute: 'é',
}

function decoded(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return ENTITIES[String(name).toLowerCase()] ?? whole
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal)
    return code > 31 && code <= 0x10ffff ? String.fromCodePoint(code) : ' '
  })
}
