import { createReadStream } from 'node:fs'
import type { Readable } from 'node:stream'
import { AwsV4Signer } from 'aws4fetch'
import { type Dispatcher, request } from 'undici'
import { AppError } from '#core/errors.ts'
import type { FileStore, Stored } from './store.ts'

export interface S3Options {
  /** `https://s3.eu-central-1.amazonaws.com`, or a server of one's own. The bucket follows in the path. */
  endpoint: string
  bucket: string
  region: string
  accessKeyId: string
  secretAccessKey: string
  timeoutMs?: number
}

/**
 * Keeps bytes in a bucket that speaks Amazon's S3: path-style addresses, every request signed (SigV4) and every upload with the hash of
 * its bytes. The operator gave the address, so it may be private. What fails on their side or on the way is tried once more.
 */
export function openS3(options: S3Options): FileStore {
  const send = sender(options)
  return {
    put: async (key, { path, size, sha256 }, contentType) => {
      const headers = {
        'content-type': contentType,
        'content-length': String(size),
        'x-amz-content-sha256': sha256,
      }
      const answer = await send('PUT', `/${key}`, headers, () => createReadStream(path))
      await answer.body.dump()
      if (answer.statusCode === 404) throw unreachable(new Error('There is no such bucket'))
    },
    read: async (key, range) => {
      const answer = await send('GET', `/${key}`, range ? { range: `bytes=${range.start}-${range.end}` } : {})
      if (answer.statusCode !== 404) return answer.body
      await answer.body.dump()
      return null
    },
    remove: async (key) => {
      const answer = await send('DELETE', `/${key}`)
      await answer.body.dump()
    },
    list: (prefix) => pages(send, prefix),
  }
}

type Answer = Dispatcher.ResponseData
type Send = (
  method: 'GET' | 'PUT' | 'DELETE',
  address: string,
  headers?: Record<string, string>,
  body?: () => Readable,
) => Promise<Answer>

const TRIES = 2

function sender({ endpoint, bucket, timeoutMs = 30_000, ...keys }: S3Options): Send {
  const base = `${endpoint.replace(/\/+$/, '')}/${bucket}`
  return async (method, address, headers = {}, body) => {
    for (let attempt = 1; ; attempt++) {
      const signer = new AwsV4Signer({
        ...keys,
        service: 's3',
        method,
        url: `${base}${address}`,
        headers,
        allHeaders: true,
      })
      const signed = await signer.sign()
      const source = body?.()
      try {
        const answer = await request(signed.url, {
          method,
          // The client names the host itself.
          headers: Object.fromEntries([...signed.headers].filter(([name]) => name !== 'host')),
          ...(source && { body: source }),
          headersTimeout: timeoutMs,
          bodyTimeout: timeoutMs,
        })
        if (answer.statusCode < 300 || answer.statusCode === 404) return answer
        await answer.body.dump()
        throw new Error(`The file storage answered ${answer.statusCode} to a ${method}`)
      } catch (error) {
        source?.destroy()
        if (attempt === TRIES) throw unreachable(error)
      }
    }
  }
}

function unreachable(cause: unknown): AppError {
  const error = new AppError('unavailable', 'Files cannot be reached right now. Nothing was lost; try again.', {
    retryAfterSeconds: 10,
  })
  error.cause = cause
  return error
}

/** ListObjectsV2. Our keys hold nothing that XML would write otherwise. */
async function* pages(send: Send, prefix: string): AsyncIterable<Stored> {
  for (let token: string | null = null; ; ) {
    const query = new URLSearchParams({
      'list-type': '2',
      prefix,
      ...(token !== null && { 'continuation-token': token }),
    })
    const answer = await send('GET', `?${query}`)
    const xml = await answer.body.text()
    if (answer.statusCode === 404) throw unreachable(new Error('There is no such bucket'))
    for (const [, item = ''] of xml.matchAll(/<Contents>(.*?)<\/Contents>/gs)) {
      const [key, at] = [textOf(item, 'Key'), textOf(item, 'LastModified')]
      if (key !== null && at !== null) yield { key, writtenAt: new Date(at).toISOString() }
    }
    token = textOf(xml, 'NextContinuationToken')
    if (token === null) return
  }
}

const textOf = (xml: string, tag: string): string | null =>
  new RegExp(`<${tag}>([^<]*)</${tag}>`).exec(xml)?.[1] ?? null
