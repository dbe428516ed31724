import type { Message } from '#core/mail.ts'

export interface Invitation {
  to: string
  /** Of whoever invites. */
  from: { name: string | null; email: string }
  message: string | null
  publicUrl: string
  /** BCP 47, of whoever invites: nothing is known of whoever is invited. German for `de…`, English otherwise. */
  locale: string
}

/** The same whether or not the address has an account. */
export function invitationMail({ to, from, message, publicUrl, locale }: Invitation): Message {
  const who = from.name === null ? from.email : `${from.name} (${from.email})`
  const quoted = message === null ? [] : [`„${message}“`]
  if (/^de\b/i.test(locale)) {
    const lead = `${who} möchte auf Almanac befreundet sein.`
    const how = `Wer ein Konto unter dieser Adresse hat oder anlegt und sie bestätigt, findet die Einladung dort:\n${publicUrl}`
    return letter(to, `Eine Einladung von ${from.name ?? from.email}`, ['Hallo,', lead, ...quoted, how, END_DE])
  }
  const lead = `${who} would like to be friends on Almanac.`
  const how = `Whoever has an account with this address, or makes one and confirms it, finds the invitation there:\n${publicUrl}`
  return letter(to, `An invitation from ${from.name ?? from.email}`, ['Hello,', lead, ...quoted, how, END_EN])
}

const END_EN = 'If you do not know who this is, ignore this mail: nothing happens.'
const END_DE = 'Wer den Absender nicht kennt, kann diese Nachricht löschen: Es geschieht nichts.'

const letter = (to: string, subject: string, paragraphs: string[]): Message => ({
  to,
  subject,
  text: `${paragraphs.join('\n\n')}\n`,
})
