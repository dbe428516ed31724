import type { Message } from '#core/mail.ts'
import type { CodePurpose } from './email-codes.service.ts'

export interface CodeMail {
  purpose: CodePurpose
  to: string
  name: string | null
  /** BCP 47; German for `de…`, English otherwise. */
  locale: string
  /** Six digits. */
  code: string
  link: string
  minutes: number
}

/** The mail that carries a code and, for those who read it on the same device, a link. */
export function codeMail({ purpose, to, name, locale, code, link, minutes }: CodeMail): Message {
  const german = isGerman(locale)
  const { subject, lead } = (german ? CODES_DE : CODES_EN)[purpose]
  const open = german ? 'Oder diese Seite öffnen:' : 'Or open this page:'
  const end = german
    ? `Der Code gilt ${minutes} Minuten und nur einmal. Wer ihn nicht angefordert hat, kann diese Nachricht löschen.`
    : `The code is good for ${minutes} minutes and works once. If you did not ask for it, ignore this mail.`
  return letter(to, `${code} – ${subject}`, [greeting(name, german), lead, code, `${open}\n${link}`, end])
}

/** What an owner is told about their account, in case it was not them. */
export const NOTICES = ['password_changed', 'email_changed', 'two_factor_on', 'two_factor_off'] as const

export function noticeMail(what: (typeof NOTICES)[number], to: string, name: string | null, locale: string): Message {
  const german = isGerman(locale)
  const { subject, happened, remedy } = (german ? NOTICES_DE : NOTICES_EN)[what]
  return letter(to, subject, [greeting(name, german), happened, remedy])
}

const NOTICES_EN: Record<(typeof NOTICES)[number], { subject: string; happened: string; remedy: string }> = {
  password_changed: {
    subject: 'Your password was changed',
    happened: 'The password of your Almanac account has just been changed, and every other session was ended.',
    remedy: 'If this was not you, reset the password with "forgot password" at once.',
  },
  email_changed: {
    subject: 'Your e-mail address was changed',
    happened: 'Your Almanac account has just been moved to another e-mail address; this one opens it no longer.',
    remedy: 'If this was not you, write to whoever runs this server at once.',
  },
  two_factor_on: {
    subject: 'Two-factor sign-in was turned on',
    happened: 'Signing in to your Almanac account now takes a code of an authenticator app as well.',
    remedy: 'If this was not you, write to whoever runs this server at once.',
  },
  two_factor_off: {
    subject: 'Two-factor sign-in was turned off',
    happened: 'Signing in to your Almanac account takes no code any more: the password alone opens it.',
    remedy: 'If this was not you, change the password and turn it on again at once.',
  },
}

const NOTICES_DE: typeof NOTICES_EN = {
  password_changed: {
    subject: 'Das Passwort wurde geändert',
    happened: 'das Passwort dieses Almanac-Kontos wurde soeben geändert, und alle anderen Sitzungen wurden beendet.',
    remedy: 'Wer das nicht selbst war, setzt das Passwort mit „Passwort vergessen“ sofort zurück.',
  },
  email_changed: {
    subject: 'Die E-Mail-Adresse wurde geändert',
    happened: 'das Almanac-Konto gehört nun zu einer anderen E-Mail-Adresse; diese öffnet es nicht mehr.',
    remedy: 'Wer das nicht selbst war, schreibt sofort an die Betreiber dieses Servers.',
  },
  two_factor_on: {
    subject: 'Die Anmeldung in zwei Schritten wurde eingeschaltet',
    happened: 'die Anmeldung bei diesem Almanac-Konto verlangt nun auch den Code einer Authenticator-App.',
    remedy: 'Wer das nicht selbst war, schreibt sofort an die Betreiber dieses Servers.',
  },
  two_factor_off: {
    subject: 'Die Anmeldung in zwei Schritten wurde ausgeschaltet',
    happened: 'die Anmeldung bei diesem Almanac-Konto verlangt keinen Code mehr: das Passwort allein öffnet es.',
    remedy: 'Wer das nicht selbst war, ändert sofort das Passwort und schaltet sie wieder ein.',
  },
}

const CODES_EN: Record<CodePurpose, { subject: string; lead: string }> = {
  verify_email: { subject: 'confirm your e-mail address', lead: 'This code confirms that the address is yours:' },
  reset_password: { subject: 'reset your password', lead: 'With this code you can choose a new password:' },
  change_email: { subject: 'confirm your new e-mail address', lead: 'This code makes this your new address:' },
}

const CODES_DE: typeof CODES_EN = {
  verify_email: { subject: 'E-Mail-Adresse bestätigen', lead: 'dieser Code bestätigt die E-Mail-Adresse:' },
  reset_password: { subject: 'Passwort zurücksetzen', lead: 'mit diesem Code lässt sich ein neues Passwort setzen:' },
  change_email: { subject: 'neue E-Mail-Adresse bestätigen', lead: 'dieser Code bestätigt die neue Adresse:' },
}

const isGerman = (locale: string) => /^de\b/i.test(locale)

function greeting(name: string | null, german: boolean): string {
  if (german) return name === null ? 'Hallo,' : `Hallo ${name},`
  return name === null ? 'Hello,' : `Hello ${name},`
}

function letter(to: string, subject: string, paragraphs: string[]): Message {
  const html = paragraphs.map(
    (text) => `<p>${escaped(text).replaceAll('\n', '<br>').replace(LINK, '<a href="$&">$&</a>')}</p>`,
  )
  return { to, subject, text: `${paragraphs.join('\n\n')}\n`, html: html.join('\n') }
}

const LINK = /https?:\/\/[^\s<"]+/

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
