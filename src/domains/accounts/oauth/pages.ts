import { type Html, html } from '#core/docs/page.ts'
import type { Asked } from './authorization.service.ts'

/** What may happen on the page. Browsers ask `form-action` about the address that the form's answer leads to as well. */
export const policyFor = (redirectUri: string | null) =>
  `default-src 'none'; style-src 'self'; form-action ${redirectUri === null ? "'none'" : `'self' ${new URL(redirectUri).origin}`}; base-uri 'none'; frame-ancestors 'none'`

/** What somebody had entered when it did not come to anything, and why. */
export interface Entered {
  email: string
  allowed: string[]
  complaint: string
}

/** Asks somebody to sign in and to say what the program may do. `hidden` is what the client asked, to be read again. */
export function consentPage(asked: Asked, hidden: [string, string][], entered: Entered | null): Html {
  const { client, redirectUri, scopes } = asked
  const fields = hidden.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)
  const boxes = scopes.map((scope) => {
    const checked = entered === null || entered.allowed.includes(scope) ? html` checked` : html``
    return html`<label><input type="checkbox" name="allow" value="${scope}"${checked}> ${wordsOf(scope)}</label><br>`
  })
  return page(
    'Let a program in',
    html`<p>A program that calls itself <strong>${client.name}</strong> asks to work with your Almanac. It will be answered at
<strong>${new URL(redirectUri).host}</strong>. Allow it only if you have just asked for this yourself.</p>
${entered === null ? html`` : html`<p role="alert"><strong>${entered.complaint}</strong></p>`}
<form method="post">
${fields}
<h2>What it may do</h2>
<p>${boxes}</p>
<p>Changes wait for your approval unless you have allowed them beforehand; deleting and sending things elsewhere always wait.</p>
<h2>Sign in to allow it</h2>
<p><label>E-mail address<br><input name="email" type="email" autocomplete="username" maxlength="254" value="${entered?.email ?? ''}"></label></p>
<p><label>Password<br><input name="password" type="password" autocomplete="current-password" maxlength="200"></label></p>
<p><label>Code of your authenticator app, if you use one<br>
<input name="totp" autocomplete="one-time-code" maxlength="20"></label></p>
<p><button name="decision" value="allow">Allow</button> <button name="decision" value="deny">Do not allow</button></p>
</form>
<p>You can end this at any time: it stands among your sessions.</p>`,
  )
}

/** For what cannot be answered to the program, because nobody knows whom that would reach. */
export const refusalPage = (why: string): Html =>
  page('This program cannot be let in', html`<p>${why}</p><p>Nothing has been allowed. You can close this page.</p>`)

/** `tasks:write` as a person reads it. */
function wordsOf(scope: string): string {
  const [subject = '', verb] = scope.split(':')
  return `${verb === 'read' ? 'read' : 'change'} ${subject.replaceAll('-', ' ')}`
}

function page(title: string, body: Html): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
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
