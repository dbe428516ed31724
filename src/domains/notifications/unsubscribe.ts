import { createHmac, timingSafeEqual } from 'node:crypto'
import type { ChannelRow } from './notifications.tables.ts'

type Signed = Pick<ChannelRow, 'userId' | 'id' | 'secret'>

/** Says "this reader wants no more mails from this channel": signed with the channel's own secret, good as long as that. */
export const unsubscribeToken = (channel: Signed) => `${channel.userId}.${channel.id}.${mark(channel)}`

/** Whose channel a token names; not yet whether it is genuine. */
export function readUnsubscribeToken(token: string): { userId: string; id: string; mark: string } | null {
  const [, userId, id, mark] = /^([0-9a-f-]{36})\.([0-9a-f-]{36})\.([\w-]{43})$/.exec(token) ?? []
  return userId && id && mark ? { userId, id, mark } : null
}

export function isGenuine(channel: Signed, given: string): boolean {
  const [a, b] = [Buffer.from(mark(channel)), Buffer.from(given)]
  return a.length === b.length && timingSafeEqual(a, b)
}

const mark = ({ userId, id, secret }: Signed) =>
  createHmac('sha256', secret).update(`unsubscribe ${userId} ${id}`).digest('base64url')
