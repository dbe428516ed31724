import { createHash, createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

const KEYS = { accessKeyId: 'almanac', secretAccessKey: 'a secret of the bucket', region: 'eu-test-1' }
const BUCKET = 'growth'
/** So small that a list of three takes two. */
const PAGE = 2

interface Held {
  body: Buffer
  type: string
  at: string
}

/**
 * A server on loopback that speaks as much of S3 as the app does, and believes nobody: it works out every signature (SigV4) and the hash of
 * every body for itself. What it refused is told in `refused`.
 */
export async function openS3Server() {
  const objects = new Map<string, Held>()
  const refused: string[] = []
  /** How many of the next requests fail with 500. */
  const failing = { next: 0 }
  const server = createServer(async (request, response) => {
    const body = await buffer(request)
    const fault = faultOf(request, body)
    if (fault !== null) {
      refused.push(fault)
      return void response.writeHead(403).end(fault)
    }
    if (failing.next > 0) {
      failing.next--
      return void response.writeHead(500).end()
    }
    answer(objects, request, body, response)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}` // it listens on TCP
  return {
    env: {
      S3_ENDPOINT: url,
      S3_BUCKET: BUCKET,
      S3_REGION: KEYS.region,
      S3_ACCESS_KEY_ID: KEYS.accessKeyId,
      S3_SECRET_ACCESS_KEY: KEYS.secretAccessKey,
    },
    objects,
    refused,
    failing,
    close: () => server.close().closeAllConnections(),
  }
}

function answer(objects: Map<string, Held>, request: IncomingMessage, body: Buffer, response: ServerResponse) {
  const url = new URL(request.url ?? '/', 'http://s3')
  const [, bucket, ...rest] = url.pathname.split('/')
  const key = rest.join('/')
  if (bucket !== BUCKET) return void response.writeHead(404).end('<Error><Code>NoSuchBucket</Code></Error>')
  if (key === '') return list(objects, url.searchParams, response)
  if (request.method === 'PUT') {
    objects.set(key, { body, type: request.headers['content-type'] ?? '', at: new Date().toISOString() })
    return void response.writeHead(200).end()
  }
  if (request.method === 'DELETE') {
    objects.delete(key)
    return void response.writeHead(204).end()
  }
  const held = objects.get(key)
  if (!held) return void response.writeHead(404).end('<Error><Code>NoSuchKey</Code></Error>')
  const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? []
  const part = from === undefined ? held.body : held.body.subarray(Number(from), Number(to) + 1)
  response.writeHead(from === undefined ? 200 : 206, { 'content-type': held.type }).end(part)
}

function list(objects: Map<string, Held>, query: URLSearchParams, response: ServerResponse) {
  const after = query.get('continuation-token') ?? ''
  const keys = [...objects.keys()].filter((key) => key.startsWith(query.get('prefix') ?? '') && key > after).sort()
  const page = keys.slice(0, PAGE)
  const items = page.map(
    (key) => `<Contents><Key>${key}</Key><LastModified>${objects.get(key)?.at}</LastModified></Contents>`,
  )
  const more = keys.length > PAGE ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : ''
  response.writeHead(200, { 'content-type': 'application/xml' })
  response.end(`<?xml version="1.0"?><ListBucketResult>${items.join('')}${more}</ListBucketResult>`)
}

/** AWS Signature Version 4, as its documentation describes it, from the request as it arrived. */
function faultOf(request: IncomingMessage, body: Buffer): string | null {
  const { authorization = '', 'x-amz-date': date = '', 'x-amz-content-sha256': claimed = '' } = request.headers
  const [, day, signed = '', signature] =
    /^AWS4-HMAC-SHA256 Credential=almanac\/(\d{8})\/eu-test-1\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=(\w+)$/.exec(
      authorization,
    ) ?? []
  if (!day || !signature) return `no signature in ${authorization}`
  if (claimed !== 'UNSIGNED-PAYLOAD' && claimed !== sha256(body)) return 'the body is not what was signed'
  if (request.method === 'PUT' && claimed === 'UNSIGNED-PAYLOAD') return 'an upload without its hash'
  const url = new URL(request.url ?? '/', 'http://s3')
  const query = [...url.searchParams]
    .map((pair) => pair.map(encoded).join('='))
    .sort()
    .join('&')
  const headers = signed.split(';').map((name) => `${name}:${String(request.headers[name] ?? '').trim()}\n`)
  const canonical = [request.method, url.pathname, query, headers.join(''), signed, claimed].join('\n')
  const scope = `${day}/${KEYS.region}/s3/aws4_request`
  const text = ['AWS4-HMAC-SHA256', date, scope, sha256(canonical)].join('\n')
  const key = [day, KEYS.region, 's3', 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${KEYS.secretAccessKey}`)
  return hmac(key, text).toString('hex') === signature ? null : `a wrong signature of ${canonical}`
}

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest('hex')
const hmac = (key: string | Buffer, data: string) => createHmac('sha256', key).update(data).digest()
const encoded = (text: string) =>
  encodeURIComponent(text).replaceAll(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
