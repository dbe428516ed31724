import type { ResourceType } from './resources.tables.ts'

/** What a page says of itself. */
export interface Metadata {
  title: string | null
  description: string | null
  /** Of the page, made whole by its address; http or https. */
  imageUrl: string | null
  source: string | null
  type: ResourceType
}

/** What pages say of themselves they say at their beginning. */
const MOST_CHARACTERS = 300_000
const MOST_TAGS = 300

/**
 * Reads title, description and picture of a page: Open Graph (ogp.me) first, then Twitter’s cards and plain HTML. Every expression looks
 * at the text once; nothing of it is run or fetched.
 */
export function metadataOf(html: string, address: string): Metadata {
  const page = html.slice(0, MOST_CHARACTERS)
  const said = metaTags(page)
  const title = said.get('og:title') ?? said.get('twitter:title') ?? /<title[^<>]*>([^<]*)/i.exec(page)?.[1]
  const image = said.get('og:image:secure_url') ?? said.get('og:image') ?? said.get('twitter:image')
  return {
    title: clean(title, 250),
    description: clean(said.get('og:description') ?? said.get('description') ?? said.get('twitter:description'), 2_000),
    imageUrl: addressOf(image, address),
    source: clean(said.get('og:site_name'), 200) ?? hostOf(address),
    type: typeOf(said.get('og:type') ?? '', address),
  }
}

/** By property or name, in small letters; the first of a name counts. */
function metaTags(page: string): Map<string, string> {
  const said = new Map<string, string>()
  let tags = 0
  for (const [tag] of page.matchAll(/<meta\s[^<>]{1,4000}>/gi)) {
    if (++tags > MOST_TAGS) break
    const attributes = new Map(
      [...tag.matchAll(/([a-z:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/gi)].map(([, name = '', a, b]) => [
        name.toLowerCase(),
        a ?? b ?? '',
      ]),
    )
    const name = (attributes.get('property') ?? attributes.get('name'))?.toLowerCase()
    const content = attributes.get('content')
    if (name && content && !said.has(name)) said.set(name, content)
  }
  return said
}

function clean(text: string | undefined, most: number): string | null {
  if (text === undefined) return null
  const plain = decoded(text)
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim()
  return plain.slice(0, most) || null
}

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

const decoded = (text: string) =>
  text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return NAMED[String(name).toLowerCase()] ?? whole
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal)
    return code > 31 && code <= 0x10ffff ? String.fromCodePoint(code) : ' '
  })

function addressOf(text: string | undefined, page: string): string | null {
  const url = text === undefined ? null : URL.parse(decoded(text).trim(), page)
  const isWeb = url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === ''
  return isWeb && url.href.length <= 2_000 ? url.href : null
}

export const hostOf = (address: string): string | null => URL.parse(address)?.hostname.replace(/^www\./, '') ?? null

/** By what the page says, then by where it stands and what its address ends in. */
export function typeOf(ogType: string, address: string): ResourceType {
  const [said] = ogType.toLowerCase().split('.')
  if (said === 'video' || said === 'article' || said === 'book') return said
  const { hostname = '', pathname = '' } = URL.parse(address) ?? {}
  if (/(^|\.)(youtube\.com|youtu\.be|vimeo\.com)$/.test(hostname)) return 'video'
  if (/\.(pdf|epub|docx?|odt)$/i.test(pathname)) return 'document'
  return 'website'
}
