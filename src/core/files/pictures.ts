import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type sharp from 'sharp'
import type { Metadata, Sharp } from 'sharp'
import { AppError } from '#core/errors.ts'
import type { Written } from './store.ts'

export interface Picture {
  image: Written
  thumbnail: Written
  /** As it is looked at: turned upright. */
  width: number
  height: number
}

/** Of one side, and of all pictures of an animation together. */
const MAX_SIDE = 16_384
const MAX_PIXELS = 50_000_000
/** The longer side of a thumbnail. */
const THUMBNAIL = 512

/**
 * Writes an image anew beside the original, so that nothing comes along but what is seen: no EXIF with the place it was taken at, no
 * other file hidden behind it. Turned upright first, colours kept. With a small one of WebP, at most 512 pixels wide and high. Too
 * large a picture is refused by its header, before a pixel is decoded. Computes in threads of its own, two pictures at a time.
 */
export function preparePicture(file: string, contentType: string): Promise<Picture> {
  return inTurn(async () => {
    const { default: sharp } = await import('sharp')
    sharp.cache(false)
    try {
      return await writtenAnew(sharp, file, contentType)
    } catch (error) {
      if (error instanceof AppError) throw error
      throw damaged(error)
    }
  })
}

async function writtenAnew(open: typeof sharp, file: string, contentType: string): Promise<Picture> {
  const animated = contentType === 'image/gif' || contentType === 'image/webp'
  refuseLarge(await open(file, { limitInputPixels: false, animated }).metadata())
  const [clean, small] = [`${file}.clean`, `${file}.small`]
  const input = { limitInputPixels: MAX_PIXELS, animated, sequentialRead: true, failOn: 'error' } as const
  const upright = open(file, input).autoOrient().keepIccProfile()
  const { width, height, pageHeight = height } = await encode(upright, contentType).toFile(clean)
  await open(clean, { sequentialRead: true })
    .resize(THUMBNAIL, THUMBNAIL, { fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 80 })
    .toFile(small)
  return { image: await digestOf(clean), thumbnail: await digestOf(small), width, height: pageHeight }
}

function refuseLarge({ width, height, pageHeight = height }: Metadata) {
  if (width <= MAX_SIDE && pageHeight <= MAX_SIDE && width * height <= MAX_PIXELS) return
  throw new AppError(
    'unprocessable',
    `This image is ${width} × ${pageHeight} pixels large. Send one of at most 50 million pixels, no side longer than ${MAX_SIDE}.`,
    { extra: { reason: 'dimensions' } },
  )
}

function encode(image: Sharp, contentType: string): Sharp {
  if (contentType === 'image/jpeg') return image.jpeg({ quality: 90 })
  if (contentType === 'image/webp') return image.webp({ quality: 90 })
  return contentType === 'image/gif' ? image.gif() : image.png()
}

/** Size and hash of what lies on the disk, read piece by piece. */
async function digestOf(path: string): Promise<Written> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk)
  return { path, size: (await stat(path)).size, sha256: hash.digest('hex') }
}

function damaged(cause: unknown): AppError {
  const error = new AppError('unprocessable', 'This image is damaged. Send another copy of it.', {
    extra: { reason: 'damaged' },
  })
  error.cause = cause
  return error
}

/** A large picture takes hundreds of megabytes while it is turned; so only two at once. */
const AT_ONCE = 2
let running = 0
const waiting: (() => void)[] = []

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve))
  else running++
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running--
  }
}
