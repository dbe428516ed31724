import { createReadStream } from 'node:fs'
import path from 'node:path'
import { fileTypeFromFile } from 'file-type'
import { AppError } from '#core/errors.ts'

export const FILE_KINDS = ['image', 'audio', 'video', 'document', 'text', 'archive'] as const
export type FileKind = (typeof FILE_KINDS)[number]

export interface FileType {
  contentType: string
  kind: FileKind
  extension: string
}

/** What may be uploaded, by what the bytes say they are. */
const TYPES: Record<FileKind, Record<string, string>> = {
  image: { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp', 'image/gif': 'gif' },
  audio: {
    'audio/mpeg': 'mp3',
    'audio/ogg': 'ogg',
    'audio/wav': 'wav',
    'audio/flac': 'flac',
    'audio/mp4': 'm4a',
    'audio/x-m4a': 'm4a',
    'audio/aac': 'aac',
    'audio/webm': 'webm',
  },
  video: { 'video/mp4': 'mp4', 'video/webm': 'webm', 'video/ogg': 'ogv', 'video/quicktime': 'mov' },
  document: {
    'application/pdf': 'pdf',
    'application/epub+zip': 'epub',
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
    'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'pptx',
    'application/vnd.oasis.opendocument.text': 'odt',
    'application/vnd.oasis.opendocument.spreadsheet': 'ods',
    'application/vnd.oasis.opendocument.presentation': 'odp',
  },
  text: { 'text/plain': 'txt', 'text/markdown': 'md', 'text/csv': 'csv' },
  archive: { 'application/zip': 'zip' },
}

const ALL = Object.entries(TYPES).flatMap(([kind, types]) =>
  Object.entries(types).map(
    ([contentType, extension]): FileType => ({
      contentType,
      // The keys of the table.
      kind: kind as FileKind,
      extension,
    }),
  ),
)
export const CONTENT_TYPES = ALL.map(({ contentType }) => contentType)

/**
 * Says by its bytes alone what a file is; its name only tells one kind of text from another. Refuses (415) what is not in the list, and
 * among it everything that a browser would run: HTML and SVG, whatever they are called.
 */
export async function typeOfFile(file: string, name: string): Promise<FileType> {
  const found = await fileTypeFromFile(file)
  const contentType = found?.mime.split(';', 1)[0]
  const known = found ? ALL.find((type) => type.contentType === contentType) : await textType(file, name)
  if (known) return known
  throw new AppError(
    'unsupported_media_type',
    'Files of this kind are not taken. Send a JPEG, PNG, WebP or GIF image, audio, video, PDF, office document, plain text, Markdown, CSV or ZIP.',
  )
}

async function textType(file: string, name: string): Promise<FileType | undefined> {
  const extension = path.extname(name).slice(1).toLowerCase()
  const type = ALL.find((one) => one.kind === 'text' && one.extension === extension)
  return type && (await isPlainText(file)) ? type : undefined
}

/** How HTML, and what else browsers take for it, begins (WHATWG MIME Sniffing §7.1); a Markdown file may begin with a comment. */
const MARKUP =
  /^\s*<(!doctype html|html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p|svg|\?xml)[\s>/]/i

/** UTF-8 to its end, without the characters that no text has, and no markup that a browser would take for a page. */
async function isPlainText(file: string): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let isFirst = true
  try {
    for await (const chunk of createReadStream(file)) {
      const text = decoder.decode(chunk, { stream: true })
      if (BINARY.test(text) || (isFirst && MARKUP.test(text))) return false
      isFirst = false
    }
    decoder.decode()
    return true
  } catch {
    return false
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for
const BINARY = /[\x00-\x08\x0E-\x1A\x1C-\x1F]/
