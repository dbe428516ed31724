import { type Html, html } from '#core/docs/page.ts'
import type { Routes } from '#core/http.ts'

const POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

const confirm = html`<p><button type="submit">Confirm</button></p>`
const choose = html`<p><label>New password<br>
<input name="newPassword" type="password" autocomplete="new-password" minlength="8" maxlength="72" required></label></p>
<p><button type="submit">Set the new password</button></p>`

/** Where the links in mails lead. `verb` is the operation under /api/auth that the page calls. */
const PAGES = [
  { path: 'verify-email', verb: 'verify-email', title: 'Confirm your e-mail address', fields: confirm },
  { path: 'change-email', verb: 'verify-email', title: 'Confirm your new e-mail address', fields: confirm },
  { path: 'reset-password', verb: 'reset-password', title: 'Choose a new password', fields: choose },
]

/**
 * The token stands behind the #, where no server or log sees it, and is sent only when somebody presses the button: scanners
 * that open every link in a mail must not use it up.
 */
const SCRIPT = `const form = document.querySelector('form')
const say = (text) => { document.querySelector('output').textContent = text }
form.addEventListener('submit', async (event) => {
  event.preventDefault()
  const body = { token: location.hash.slice(1), ...Object.fromEntries(new FormData(form)) }
  const headers = { 'content-type': 'application/json' }
  try {
    const answer = await fetch('../api/auth/' + form.dataset.verb, { method: 'POST', headers, body: JSON.stringify(body) })
    if (answer.ok) form.remove()
    say(answer.ok ? 'Done. You can close this page and sign in.' : (await answer.json()).detail)
  } catch {
    say('The server cannot be reached. Try again.')
  }
})
`

const hidden = { schema: { hide: true }, config: { public: true } } as const

/** Small pages for links in mails, so that an instance needs no web app to verify addresses and reset passwords. */
export const linksRoutes: Routes = async (app) => {
  for (const { path, verb, title, fields } of PAGES) {
    const page = pageOf(verb, title, fields)
    app.get(`/account/${path}`, hidden, async (_, reply) =>
      reply
        .type('text/html; charset=utf-8')
        .header('content-security-policy', POLICY)
        .header('referrer-policy', 'no-referrer')
        .send(page.html),
    )
  }
  app.get('/account/link.js', hidden, async (_, reply) => reply.type('text/javascript; charset=utf-8').send(SCRIPT))
}

function pageOf(verb: string, title: string, fields: Html): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Almanac</title>
<link rel="stylesheet" href="../docs/pages.css">
<script src="link.js" defer></script>
</head>
<body>
<main>
<h1>${title}</h1>
<form data-verb="${verb}">
${fields}
</form>
<p><output role="status"></output></p>
<noscript><p>This page needs JavaScript. You can also type the six digits of the mail into your app.</p></noscript>
</main>
</body>
</html>
`
}
