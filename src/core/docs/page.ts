import type { FastifyInstance, FastifyReply } from 'fastify'

const POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

const STYLE = `:root { color-scheme: light dark; --ink: #1b1b1f; --paper: #fff; --soft: #f3f3f6; --line: #d9d9e0; --link: #0b57d0 }
@media (prefers-color-scheme: dark) { :root { --ink: #e8e8ec; --paper: #131316; --soft: #1e1e23; --line: #34343c; --link: #8ab4f8 } }
body { margin: 0 auto; max-width: 46rem; padding: 1.5rem; font: 1rem/1.55 system-ui, sans-serif; color: var(--ink); background: var(--paper) }
nav { font-size: .9rem } nav a { margin-right: 1rem }
a { color: var(--link) }
h1 { line-height: 1.2 } h2 { margin-top: 2rem; font-size: 1.15rem }
code, pre { font-family: ui-monospace, monospace; font-size: .9em; background: var(--soft); border-radius: .3rem }
code { padding: .1em .3em } pre { padding: 1rem; overflow-x: auto; border: 1px solid var(--line) } pre code { padding: 0 }
table { border-collapse: collapse; width: 100% } td, th { text-align: left; vertical-align: top; padding: .4rem .8rem .4rem 0; border-bottom: 1px solid var(--line) }`

/** Text that has already been made safe to stand in a page. */
export interface Html {
  readonly html: string
}

/** A page of fixed text. Whatever is put between is escaped, unless it is such a piece itself. */
export function html(parts: TemplateStringsArray, ...values: (string | number | Html | Html[])[]): Html {
  const texts = values.map((value) => {
    if (Array.isArray(value)) return value.map((one) => one.html).join('')
    return typeof value === 'object' ? value.html : escaped(String(value))
  })
  return { html: String.raw({ raw: parts }, ...texts) }
}

/** Prose in which \`code\` is marked as such. */
export const prose = (text: string): Html => ({
  html: escaped(text).replace(/`([^`]+)`/g, '<code>$1</code>'),
})

export const json = (value: unknown): Html => html`<pre><code>${JSON.stringify(value, null, 2)}</code></pre>`

/** Sends a page that may load its style sheet and nothing else. `depth` is how many folders it lies below `/docs`. */
export function sendPage(reply: FastifyReply, title: string, depth: number, body: Html) {
  const up = `./${'../'.repeat(depth)}`
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Almanac</title>
<link rel="stylesheet" href="${up}pages.css">
</head>
<body>
<nav><a href="${up}">API reference</a><a href="${up}realtime">Realtime</a><a href="${up}errors">Errors</a></nav>
<main>
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`
  return reply.type('text/html; charset=utf-8').header('content-security-policy', POLICY).send(page.html)
}

export async function answerStyle(app: FastifyInstance) {
  app.get('/docs/pages.css', { schema: { hide: true }, config: { public: true } }, async (_, reply) =>
    reply.type('text/css; charset=utf-8').header('cache-control', 'public, max-age=86400').send(STYLE),
  )
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (text: string) => text.replace(/[&<>"']/g, (letter) => ESCAPES[letter] ?? letter)
