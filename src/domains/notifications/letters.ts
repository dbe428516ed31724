import type { Parcel } from './senders/sender.ts'

export interface Letter {
  subject: string
  text: string
  html: string
}

const isGerman = (locale: string) => /^de\b/i.test(locale)

/** The mail for one notification: plain text and the same as HTML. German for `de…`, English otherwise. */
export function letterOf({ title, body, recipient }: Parcel, unsubscribe: string): Letter {
  const german = isGerman(recipient.locale)
  const hello =
    recipient.name === null ? (german ? 'Hallo,' : 'Hello,') : `${german ? 'Hallo' : 'Hello'} ${recipient.name},`
  const end = german ? 'Diese Mails abbestellen:' : 'Stop these mails:'
  const text = [hello, title, ...(body === null ? [] : [body]), `-- \n${end}\n${unsubscribe}`].join('\n\n')
  const html = `<!doctype html><html lang="${german ? 'de' : 'en'}"><meta charset="utf-8">
<body style="font:16px/1.5 sans-serif;max-width:36em;margin:auto;padding:1em">
<p>${escaped(hello)}</p><p><strong>${escaped(title)}</strong></p>${body === null ? '' : `<p>${lines(body)}</p>`}
<p style="color:#666;font-size:13px"><a href="${escaped(unsubscribe)}">${german ? 'Abbestellen' : 'Unsubscribe'}</a></p></body></html>`
  return { subject: title, text, html }
}

/** What was held while it was quiet, as one notification. */
export function quietDigest(titles: string[], locale: string): { title: string; body: string } {
  const title = isGerman(locale)
    ? `${titles.length} Nachrichten aus der Ruhezeit`
    : `${titles.length} notifications while it was quiet`
  return { title, body: listed(titles, locale) }
}

export interface ReportFigures {
  cadence: 'daily' | 'weekly'
  kinds: { kind: string; count: number }[]
  unread: string[]
}

/** What has come in since the last report, and what has not been read. */
export function report({ cadence, kinds, unread }: ReportFigures, locale: string): { title: string; body: string } {
  const german = isGerman(locale)
  const total = kinds.reduce((sum, { count }) => sum + count, 0)
  const counts = kinds.map(({ kind, count }) => `${count} × ${kind.replaceAll('_', ' ')}`).join(', ')
  const when = german ? { daily: 'Der Tag', weekly: 'Die Woche' } : { daily: 'Your day', weekly: 'Your week' }
  const title = `${when[cadence]}: ${total} ${german ? 'Nachrichten' : 'notifications'}`
  const left = german ? `Ungelesen (${unread.length}):` : `Unread (${unread.length}):`
  return { title, body: [counts, ...(unread.length > 0 ? [left, listed(unread, locale)] : [])].join('\n') }
}

const SHOWN = 20

function listed(titles: string[], locale: string): string {
  const rest = titles.length - SHOWN
  const more = isGerman(locale) ? `und ${rest} weitere` : `and ${rest} more`
  return [...titles.slice(0, SHOWN).map((title) => `• ${title}`), ...(rest > 0 ? [more] : [])].join('\n')
}

const escaped = (text: string) => text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`)

const lines = (text: string) => escaped(text).replaceAll('\n', '<br>')
