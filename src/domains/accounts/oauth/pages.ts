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

/** Who stands before the page, and how else they might say who they are. */
export interface Visitor {
  /** What to call whoever has come back from a provider; null asks for the password. */
  signedInAs: string | null
  /** Of the providers: how each is named in the address and on the page. */
  providers: { provider: string; name: string }[]
}

/** Asks somebody to sign in and to say what the program may do. `hidden` is what the client asked, to be read again. */
export function consentPage(
  asked: Asked,
  hidden: [string, string][],
  entered: Entered | null,
  { signedInAs, providers }: Visitor,
): Html {
  const { client, redirectUri, scopes } = asked
  const fields = hidden.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)
  const boxes = scopes.map((scope) => {
    const checked = entered === null || entered.allowed.includes(scope) ? html` checked` : html``
    return html`<label><input type="checkbox" name="allow" value="${scope}"${checked}> ${wordsOf(scope)}</label><br>`
  })
  const others = providers.map(({ provider, name }) => {
    const address = `?${new URLSearchParams([...hidden, ['provider', provider]])}`
    return html`<p><a href="${address}">${signedInAs === null ? 'Sign in' : 'Sign in again'} with ${name}</a></p>`
  })
  return page(
    'Let a program in',
    html`<p>A program that calls itself <strong>${client.name}</strong> asks to work with your Almanac. It will be answered at
<strong>${new URL(redirectUri).host}</strong>. Allow it only if you have just asked for this yourself.</p>
${entered ? html`<p role="alert"><strong>${entered.complaint}</strong></p>` : html``}
<form method="post">
${fields}
<h2>What it may do</h2>
<p>${boxes}</p>
<p>Changes wait for your approval unless you have allowed them beforehand; deleting and sending things elsewhere always wait.</p>
${signedInAs === null ? credentials(entered?.email ?? '') : html`<h2>You are ${signedInAs}</h2>`}
<p><button name="decision" value="allow">Allow</button> <button name="decision" value="deny">Do not allow</button></p>
</form>
${others}
<p>You can end this at any time: it stands among your sessions.</p>`,
  )
}

const credentials = (email: string) => html`<h2>Sign in to allow it</h2>
<p><label>E-mail address<br><input name="email" type="email" autocomplete="username" maxlength="254" value="${email}"></label></p>
<p><label>Password<br><input name="password" type="password" autocomplete="current-password" maxlength="200"></label></p>
<p><label>Code of your authenticator app, if you use one<br>
<input name="totp" autocomplete="one-time-code" maxlength="20"></label></p>`

/** For what cannot be answered to the program, because nobody knows whom that would reach. */
export const refusalPage = (why: string): Html =>
  page('This program cannot be let in', html`<p>${why}</p><p>Nothing has been allowed. You can close this page.</p>`)

/** Why somebody came back from a provider without being signed in, by the code of the refusal that the address names. */
export function complaintAbout(code: string): string {
  if (code === 'conflict') return 'There is an account with that e-mail address here. Sign in to it with its password.'
  if (code === 'forbidden') return 'This account is suspended. Write to support.'
  if (code === 'unavailable') return 'The provider does not answer at the moment. Try again in a minute.'
  return 'That sign-in was not finished. Start it again.'
}

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
