import { createHmac, timingSafeEqual } from 'node:crypto'

/** Where the storage keeps an archive: beside the owner's files, so that it goes with them when the account does. */
export const keyOf = (owner: string, id: string) => `${owner}/${id}.zip`

/** The owner and the id of an archive; null for a key of something else. */
export function readKey(key: string): { owner: string; id: string } | null {
  const [, owner, id] = /^([0-9a-f-]{36})\/([0-9a-f-]{36})\.zip$/.exec(key) ?? []
  return owner && id ? { owner, id } : null
}

interface Signable {
  userId: string
  id: string
  secret: string
}

/** Path and query of an address that reads the archive until then, a time in seconds since 1970. Signed with its own secret. */
export function linkTo(archive: Signable, expires: number): string {
  const query = new URLSearchParams({ expires: String(expires), signature: mark(archive, expires) })
  return `/exports/${archive.userId}/${archive.id}?${query}`
}

export function isGenuine(archive: Signable, expires: number, given: string): boolean {
  const [a, b] = [Buffer.from(mark(archive, expires)), Buffer.from(given)]
  return a.length === b.length && timingSafeEqual(a, b)
}

const mark = ({ userId, id, secret }: Signable, expires: number) =>
  createHmac('sha256', secret).update(`export ${userId} ${id} ${expires}`).digest('base64url')
