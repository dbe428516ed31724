import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Variant } from './files.schema.ts'

/** Where the storage keeps a file's bytes. */
export const keyOf = (owner: string, id: string) => `${owner}/${id}`
export const thumbnailKeyOf = (owner: string, id: string) => `${owner}/${id}.thumbnail`

/** The owner and the file whose bytes lie under this key; null when it is not of ours. */
export function readKey(key: string): { owner: string; id: string; isThumbnail: boolean } | null {
  const [, owner, id, thumbnail] = /^([0-9a-f-]{36})\/([0-9a-f-]{36})(\.thumbnail)?$/.exec(key) ?? []
  return owner && id ? { owner, id, isThumbnail: thumbnail !== undefined } : null
}

interface Signable {
  userId: string
  id: string
  secret: string
}

/** Path and query of an address that reads one file until then, a time in seconds since 1970. Signed with the file's own secret. */
export function linkTo(file: Signable, variant: Variant, expires: number): string {
  const query = new URLSearchParams({ variant, expires: String(expires), signature: mark(file, variant, expires) })
  return `/files/${file.userId}/${file.id}?${query}`
}

export function isGenuine(file: Signable, variant: Variant, expires: number, given: string): boolean {
  const [a, b] = [Buffer.from(mark(file, variant, expires)), Buffer.from(given)]
  return a.length === b.length && timingSafeEqual(a, b)
}

const mark = ({ userId, id, secret }: Signable, variant: Variant, expires: number) =>
  createHmac('sha256', secret).update(`file ${userId} ${id} ${variant} ${expires}`).digest('base64url')
