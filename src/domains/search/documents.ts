import { hash } from 'node:crypto'
import type { Searchable } from '#core/entity.ts'

/** What is kept of an item so that it can be found. */
export interface SearchDocument {
  entity: string
  id: string
  title: string
  body: string
  /** Of title and body. */
  hash: string
}

/** Around what was found, in answers of the database alone: never part of a text that is kept. */
export const MARK = { start: '\uE000', end: '\uE001' } as const

/** Longer texts are found by their beginning. */
const MAX_BODY = 100_000

export function documentOf(entity: string, id: string, { title, text, tags = [] }: Searchable): SearchDocument {
  const body = [text ?? '', tags.join(' · ')].filter((part) => part.trim() !== '').join('\n')
  const kept = { title: clean(title), body: clean(body).slice(0, MAX_BODY) }
  return { entity, id, ...kept, hash: hash('sha256', JSON.stringify(kept), 'base64url') }
}

/** Without accents: who types `cafe` finds `café`. */
export const folded = (text: string) => text.normalize('NFD').replaceAll(/\p{M}/gu, '')

/** A text and, where that is another one, the same without accents. */
export function bothWays(text: string): string {
  const plain = folded(text)
  return plain === text ? text : `${text} ${plain}`
}

const PASSAGE = 300
const MAX_PASSAGES = 8

/**
 * What a model reads of a document, one vector for each: the title, then the text piece by piece, cut between words; about 2,100
 * characters of it at most. A model blurs what it reads at once, and takes longer the longer it is. In small letters: for the built-in
 * model a capital makes another word.
 */
export function passagesOf({ title, body }: Pick<SearchDocument, 'title' | 'body'>): string[] {
  const passages = [title]
  for (let at = 0; passages.length < MAX_PASSAGES; ) {
    const piece = pieceOf(body, at, PASSAGE)
    if (piece.trim() === '') break
    passages.push(piece.trim())
    at += piece.length
  }
  return passages.map(readable)
}

/** A text, or a question, as a model reads it. */
export const readable = (text: string) => text.toLowerCase()

function pieceOf(text: string, from: number, length: number): string {
  const piece = text.slice(from, from + length)
  if (from + length >= text.length) return piece
  const end = piece.search(/\s\S*$/)
  return end > 0 ? piece.slice(0, end) : piece
}

/** Without what a database refuses and what marks the found words. */
const clean = (text: string) =>
  text
    .toWellFormed()
    .normalize('NFC')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
    .replaceAll(/[\u0000-\u0008\u000B-\u001F\uE000\uE001]/g, ' ')
    .trim()
