import type { Readable } from 'node:stream'
import type { Config } from '../../config.ts'
import { openFolder } from './folder.ts'
import { openS3 } from './s3.ts'

/** Bytes on this machine's disk, ready to be kept. */
export interface Written {
  path: string
  size: number
  /** Lower-case hex. */
  sha256: string
}

/** First and last byte, both of them included. */
export interface ByteRange {
  start: number
  end: number
}

export interface Stored {
  key: string
  /** Instant. */
  writtenAt: string
}

/** Keeps bytes under keys like `owner/name`. Slow and failing like everything outside: never inside a transaction. */
export interface FileStore {
  /** Keeps the bytes under this key, all of them or none. May take the file away from where it was written. */
  put(key: string, written: Written, contentType: string): Promise<void>
  /** Null when there are none under this key. */
  read(key: string, range: ByteRange | null): Promise<Readable | null>
  /** That there were none is no failure. */
  remove(key: string): Promise<void>
  /** Everything below a prefix that is empty or ends with a slash, one owner after the other. */
  list(prefix: string): AsyncIterable<Stored>
}

/** Where the bytes of all users are kept, and how many each may have. */
export interface Files {
  store: FileStore
  quotaBytes: number
  /** Where uploads wait until it is known what they are. */
  uploads: string
}

const MB = 1_000_000

/** A bucket where one is configured, else a folder beside the embedded database. */
export function openFiles(config: Config): Files {
  const { S3_ENDPOINT: endpoint, S3_BUCKET: bucket, S3_ACCESS_KEY_ID: id, S3_SECRET_ACCESS_KEY: secret } = config
  const isRemote = endpoint !== null && bucket !== null && id !== null && secret !== null
  const store = isRemote
    ? openS3({ endpoint, bucket, region: config.S3_REGION, accessKeyId: id, secretAccessKey: secret })
    : openFolder(`${config.DATA_DIR}/files`)
  return { store, quotaBytes: config.FILES_QUOTA_MB * MB, uploads: `${config.DATA_DIR}/uploads` }
}
