import { type Html, html } from '#core/docs/page.ts'

/** Nothing runs, nothing is loaded but the style, and nobody frames it: what stands on the page was written by people. */
export const POLICY =
  "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** A shared item for somebody without an account. */
export function guestPage(title: string, ownerName: string | null, item: Record<string, unknown>): Html {
  const rows = Object.entries(item).flatMap(([name, value]) => {
    const text = wordsOf(value)
    return text === '' || text === title ? [] : [html`<h2>${labelOf(name)}</h2>\n<pre>${text}</pre>\n`]
  })
  const by = ownerName === null ? html`` : html`<p>Shared by ${ownerName}</p>`
  return page(title, html`${by}\n${rows}`)
}

export const goneGuestPage = (): Html =>
  page('Nothing to see here', html`<p>This link is not valid, or what it showed is not shared any more.</p>`)

/** `targetDate` as a person reads it. */
function labelOf(name: string): string {
  const words = name.replaceAll(/([A-Z])/g, ' $1').toLowerCase()
  return `${words[0]?.toUpperCase()}${words.slice(1)}`
}

function wordsOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map(wordsOf).join(', ')
  if (typeof value !== 'object') return String(value)
  return Object.entries(value)
    .map(([name, one]) => `${labelOf(name)}: ${wordsOf(one)}`)
    .join('\n')
}

function page(title: string, body: Html): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<title>${title} · Almanac</title>
<link rel="stylesheet" href="../docs/pages.css">
</head>
<body>
<main>
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`
}
