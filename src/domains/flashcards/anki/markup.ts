/** How a medium of a package is spoken of until it has become a file. */
export const mediaReference = (name: string) => `media:${encodeURIComponent(name).replaceAll(/[()]/g, escapedCode)}`

const escapedCode = (char: string) => `%${char.charCodeAt(0).toString(16)}`

const MEDIUM = /(!?)\[([^\][\n]{0,500})\]\(media:([^()\s]{1,1500})\)/g

/** Puts files where a text speaks of media; of those that have become none the name is left. */
export function withFiles(text: string, fileOf: (name: string) => string | null): string {
  return text.replace(MEDIUM, (_, mark, label, encoded) => {
    const name = decodedName(encoded)
    const id = fileOf(name)
    return id === null ? `[${label || name}]` : `${mark}[${label}](file:${id})`
  })
}

export const mediaIn = (text: string): string[] =>
  [...text.matchAll(MEDIUM)].map(([, , , name = '']) => decodedName(name))

/** Names in HTML may be encoded as in addresses, and may hold a percent sign of their own. */
function decodedName(encoded: string): string {
  try {
    return decodeURIComponent(encoded)
  } catch {
    return encoded
  }
}

interface Written {
  text: string
  /** Element whose content is no text. */
  skipping: string | null
  links: string[]
}

/**
 * HTML as Markdown without anything that runs or is fetched: scripts, styles and handlers go, links lead to the web alone, pictures and
 * sounds become references to the media of the package. `isMarkdown` is for text that was Markdown when it became HTML.
 */
export function markdownOf(html: string, isMarkdown = false): string {
  const written: Written = { text: '', skipping: null, links: [] }
  for (const [token] of withoutComments(html).matchAll(/<\/?[a-zA-Z][^<>]*>|[^<]+|</g))
    if (/^<\/?[a-zA-Z]/.test(token) && token.endsWith('>')) element(written, token)
    else if (written.skipping === null) written.text += textOf(token, isMarkdown)
  if (isMarkdown) return written.text
  return tidied(written.text)
}

/** Markdown as HTML that Anki shows as it is, and that `markdownOf` reads back. `nameOf` tells what a file is called in the package. */
export function htmlOf(markdown: string, nameOf: (fileId: string) => string | undefined): string {
  const parts = markdown.split(/(!?\[[^\][\n]{0,500}\]\(file:[0-9a-f-]{36}\))/)
  return parts.map((part, at) => (at % 2 === 0 ? escaped(part) : mediumOf(part, nameOf))).join('')
}

function mediumOf(reference: string, nameOf: (fileId: string) => string | undefined): string {
  const [, mark, label = '', id = ''] = /^(!?)\[([\s\S]*)\]\(file:([0-9a-f-]{36})\)$/.exec(reference) ?? []
  const name = nameOf(id)
  if (name === undefined) return escaped(reference)
  return mark === '!' ? `<img src="${escaped(name)}" alt="${escaped(label)}">` : `[sound:${name}]`
}

export const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll(/\r?\n/g, '<br>')

/** A comment that is never closed goes to the next one, or the end. */
function withoutComments(html: string): string {
  const [first = '', ...rest] = html.split('<!--')
  return first + rest.map((part) => (part.includes('-->') ? part.slice(part.indexOf('-->') + 3) : '')).join('')
}

const SKIPPED = new Set(['script', 'style', 'head', 'title', 'template', 'iframe', 'object', 'noscript'])
const BLOCKS = /^(div|p|section|ul|ol|h[1-6]|table|tr|blockquote|pre|hr|figure|center|dl|dt|dd)$/
const MARKS: Record<string, string> = { b: '**', strong: '**', i: '*', em: '*', code: '`' }

function element(written: Written, token: string) {
  const isEnd = token.startsWith('</')
  const name = (/^<\/?([a-zA-Z0-9-]+)/.exec(token)?.[1] ?? '').toLowerCase()
  if (written.skipping !== null) {
    if (isEnd && name === written.skipping) written.skipping = null
    return
  }
  if (SKIPPED.has(name)) {
    if (!isEnd) written.skipping = name
  } else if (name === 'a') link(written, isEnd, attribute(token, 'href'))
  else written.text += markOf(name, isEnd, token)
}

function markOf(name: string, isEnd: boolean, token: string): string {
  if (name === 'br') return '\n'
  if (name === 'img') return picture(attribute(token, 'src'), attribute(token, 'alt'))
  if (name === 'li') return isEnd ? '\n' : '\n- '
  if (name === 'td' || name === 'th') return isEnd ? ' ' : ''
  if (name === 'rt') return isEnd ? ')' : '('
  if (name === 'anki-mathjax') return isEnd ? '\\)' : '\\('
  if (BLOCKS.test(name)) return '\n'
  return MARKS[name] ?? ''
}

function link(written: Written, isEnd: boolean, href: string) {
  if (!isEnd) {
    const isWeb = /^(https?:|mailto:)/i.test(href)
    written.links.push(isWeb ? encodeURI(decodedName(href)).replaceAll(/[()]/g, escapedCode) : '')
    if (isWeb) written.text += '['
    return
  }
  const address = written.links.pop() ?? ''
  if (address !== '') written.text += `](${address})`
}

function picture(source: string, alt: string): string {
  if (source === '' || /^[a-z][a-z0-9+.-]*:|^\/\//i.test(source)) return alt === '' ? '' : `[${alt}]`
  return `![${alt.replaceAll(/[\][\n]/g, ' ')}](${mediaReference(decodedName(source))})`
}

function attribute(token: string, name: string): string {
  const [, , double, single, bare] =
    new RegExp(`\\s(${name})\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i').exec(token) ?? []
  return decoded(double ?? single ?? bare ?? '')
}

function textOf(token: string, isMarkdown: boolean): string {
  const text = decoded(token)
  return text
    .split(/(\[sound:[^\][\n]{1,300}\])/)
    .map((part, at) => (at % 2 === 1 ? sound(part.slice(7, -1)) : isMarkdown ? part : plain(part)))
    .join('')
}

const sound = (name: string) => `[${name.replaceAll(/[\][]/g, '')}](${mediaReference(name)})`

/** Text as it is: what Markdown or HTML would read into it is escaped, but not within formulas. */
function plain(text: string): string {
  return text
    .replaceAll(/\[\$\$?\]|\[latex\]/g, '\\(')
    .replaceAll(/\[\/\$\$?\]|\[\/latex\]/g, '\\)')
    .replaceAll(/\[anki:[^\]]{0,200}\]|\[\/anki:[a-z]{1,20}\]/g, '')
    .split(/(\\\([\s\S]{0,2000}?\\\)|\\\[[\s\S]{0,2000}?\\\])/)
    .map((part, at) =>
      at % 2 === 1 ? part : part.replace(/\s+/g, ' ').replace(/[*`<]|\](?=\()|(?<!\w)_|_(?!\w)/g, '\\$&'),
    )
    .join('')
}

/** Marks around nothing go, and so do lines without anything. */
const tidied = (text: string) =>
  text
    .replaceAll(/\u00a0/g, ' ')
    .replace(/\*\*(\s*)\*\*/g, '$1')
    .replace(/[ \t]*\n[ \t]*/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/ {2,}/g, ' ')
    .trim()

const ENTITIES: Record<string, string> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0', shy: '', ndash: '–', mdash: '—', hellip: '…' },
  ...{ lsquo: '‘', rsquo: '’', ldquo: '“', rdquo: '”', laquo: '«', raquo: '»', bull: '•', middot: '·', deg: '°' },
  ...{ times: '×', divide: '÷', plusmn: '±', rarr: '→', larr: '←', harr: '↔', rArr: '⇒', le: '≤', ge: '≥', ne: '≠' },
  ...{ szlig: 'ß', iexcl: '¡', iquest: '¿', euro: '€', pound: '£', copy: '©', reg: '®', trade: '™', infin: '∞' },
  ...{
    alpha: 'α',
    beta: 'β',
    gamma: 'γ',
    delta: 'δ',
    Delta: 'Δ',
    lambda: 'λ',
    mu: 'μ',
    pi: 'π',
    sigma: 'σ',
    omega: 'ω',
  },
}
const ACCENTS: Record<string, string> = {
  ...{
    acute: '\u0301',
    grave: '\u0300',
    circ: '\u0302',
    uml: '\u0308',
    tilde: '\u0303',
    cedil: '\u0327',
    ring: '\u030a',
  },
}

function decoded(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return namedEntity(String(name)) ?? whole
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal)
    return code > 31 && code <= 0x10ffff ? String.fromCodePoint(code) : ' '
  })
}

function namedEntity(name: string): string | undefined {
  const [, letter, accent = ''] = /^([a-zA-Z])(acute|grave|circ|uml|tilde|cedil|ring)$/.exec(name) ?? []
  if (letter !== undefined) return `${letter}${ACCENTS[accent]}`.normalize('NFC')
  return ENTITIES[name]
}
