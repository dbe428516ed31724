import { randomBytes } from 'node:crypto'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { createTransport } from 'nodemailer'
import { invalid } from './errors.ts'

export interface Message {
  /** One bare address, `ann@example.org`. */
  to: string
  subject: string
  text: string
  html?: string
  /** `List-*`, `X-*`, `Reply-To`, `In-Reply-To`, `References`; nothing that decides who gets the mail. */
  headers?: Record<string, string>
  /** `<name@host>`: the same for every try of the same mail, so that a mailbox can tell it has it. Its own unless given. */
  messageId?: string
}

export interface Mail {
  /** Resolves when the server took the mail (or the file is on disk); rejects with the server's own refusal. */
  send(message: Message): Promise<void>
  close(): void
}

export interface MailOptions {
  /** `smtp://` or `smtps://`; null writes every mail into a folder instead. */
  smtpUrl: string | null
  dataDir: string
  /** `Almanac <almanac@example.org>` */
  from: string
  /** For each step of the conversation with the server; a whole delivery takes six times that at most. */
  timeoutMs?: number
}

/**
 * Sends over SMTP, or without a server keeps each mail as `<dataDir>/mail/<time>-<count>-<random>.eml`, in sending order,
 * readable by the server's user alone: such mails hold sign-in links. Text from users cannot add headers or recipients:
 * line breaks in a subject become spaces, and an address or header that carries one is refused.
 */
export function createMail({ smtpUrl, dataDir, from, timeoutMs = 10_000 }: MailOptions): Mail {
  const envelope = compose(from)
  return smtpUrl === null ? folder(path.join(dataDir, 'mail'), envelope) : server(smtpUrl, envelope, timeoutMs)
}

type Compose = ReturnType<typeof compose>

const ADDRESS = /^[^\s<>()[\]\\,;:"@\p{Cc}]{1,64}@[^\s<>()[\]\\,;:"@\p{Cc}]{1,255}$/u
const MESSAGE_ID = /^<[\w.!#$%&'*+/=?^`{|}~-]+@[\w.-]+>$/
const OWN_HEADER = /^((x|list)-[a-z-]+|reply-to|in-reply-to|references)$/i

function compose(from: string) {
  return ({ to, subject, text, html, headers = {}, messageId }: Message) => {
    if (!ADDRESS.test(to)) throw invalid('to', 'This is not an e-mail address. Give one address like ann@example.org.')
    for (const [name, value] of Object.entries(headers)) {
      if (!OWN_HEADER.test(name) || /\p{Cc}/u.test(value)) throw new TypeError(`The mail header ${name} is not allowed`)
    }
    if (messageId !== undefined && !MESSAGE_ID.test(messageId)) throw new TypeError('This is no Message-ID')
    return {
      from,
      ...(messageId !== undefined && { messageId }),
      to: { name: '', address: to },
      subject: subject.replace(/\p{Cc}+/gu, ' ').trim(),
      text,
      ...(html !== undefined && { html }),
      // Keeps holiday replies from answering a machine (RFC 3834).
      headers: { 'Auto-Submitted': 'auto-generated', ...headers },
      disableFileAccess: true,
      disableUrlAccess: true,
    }
  }
}

function server(url: string, composed: Compose, timeoutMs: number): Mail {
  const transport = createTransport({
    url,
    pool: true,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
  })
  return {
    async send(message) {
      // A server that trickles its answers never trips the step timeouts.
      await transport.sendMail({ ...composed(message), signal: AbortSignal.timeout(6 * timeoutMs) })
    },
    close: () => transport.close(),
  }
}

function folder(directory: string, composed: Compose): Mail {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' })
  let count = 0
  return {
    async send(message) {
      const time = new Date().toISOString().replaceAll(/[:.]/g, '-')
      const name = `${time}-${String(++count).padStart(6, '0')}-${randomBytes(4).toString('hex')}.eml`
      const { message: source } = await transport.sendMail(composed(message))
      await mkdir(directory, { recursive: true, mode: 0o700 })
      const unfinished = path.join(directory, `.${name}`)
      await writeFile(unfinished, source, { mode: 0o600, flag: 'wx' })
      await rename(unfinished, path.join(directory, name))
    },
    close: () => transport.close(),
  }
}
