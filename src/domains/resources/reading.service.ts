import { AppError } from '#core/errors.ts'
import type { Fetched, GuardedFetch } from '#core/fetch.ts'
import { type Metadata, metadataOf } from './metadata.ts'

/** A page as it was read, or why it could not be. */
export type PageRead = { metadata: Metadata; failure: null } | { metadata: null; failure: string }

/** Somebody waits for it. */
const LIMIT_MS = 8_000

/**
 * Reads what a page says of itself, through the guarded fetch: public addresses only, 5 MB and so many milliseconds at most. Never
 * throws for what the page or its server does: the failure says it in words for whoever gave the address.
 */
export async function readPage(fetch: GuardedFetch, url: string, limitMs = LIMIT_MS): Promise<PageRead> {
  const late = AbortSignal.timeout(limitMs)
  try {
    return pageOf(await fetch(url, { headers: { accept: 'text/html, application/xhtml+xml;q=0.9' }, signal: late }))
  } catch (error) {
    if (late.aborted) return failed(`This address did not answer within ${limitMs / 1_000} seconds.`)
    if (error instanceof AppError) return failed(error.message)
    throw error
  }
}

function pageOf({ status, headers, body, url }: Fetched): PageRead {
  if (status >= 400) return failed(`This address answers ${status}.`)
  const [type = '', charset = 'utf-8'] = (headers['content-type'] ?? '').toLowerCase().split(/;\s*charset=/)
  if (type !== '' && !/html|xml/.test(type)) return failed('This address leads to no page but to another kind of file.')
  const metadata = metadataOf(decoded(body, charset.replaceAll('"', '')), url)
  return metadata.title === null ? failed('This page does not say what it is called.') : { metadata, failure: null }
}

function decoded(body: Buffer, charset: string): string {
  try {
    return new TextDecoder(charset).decode(body)
  } catch {
    return body.toString('utf8')
  }
}

const failed = (failure: string): PageRead => ({ metadata: null, failure })
