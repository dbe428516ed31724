import { readDate } from './days.ts'
import { readAnchor, readExcept, readFor, readStart, readTarget, readTimes, readUntil } from './limits.ts'
import type { DateValue, Piece, Placed, RepeatValue, Stand } from './pieces.ts'
import { readDayKinds, readRepeat } from './repeats.ts'
import { readIn } from './stretches.ts'
import { readParts, readTime } from './times.ts'
import { at, type Found, past, says, type Tokens } from './tokens.ts'
import type { Part } from './words.ts'

export type Pieces = { readonly [K in Piece['as']]?: Extract<Placed, { as: K }> }

/** The first piece of each kind, from left to right. What comes a second time stays part of the text. */
export function scan(tokens: Tokens, stand: Stand, lists: boolean): Pieces {
  const pieces: Partial<Record<Piece['as'], Placed>> = {}
  let index = 0
  while (index < tokens.length) {
    const found = firstFitting(tokens, index, stand, lists, pieces)
    if (found) pieces[found.value.as] = { ...found.value, from: index, to: found.next }
    index = found ? found.next : index + 1
  }
  return pieces as Pieces // each key was set from a piece of that kind
}

function firstFitting(
  tokens: Tokens,
  index: number,
  stand: Stand,
  lists: boolean,
  pieces: Partial<Record<Piece['as'], Placed>>,
) {
  for (const found of readPieces(tokens, index, stand, lists, pieces)) {
    const moment = found?.value.as === 'date' || found?.value.as === 'in'
    if (found && !pieces[found.value.as] && !(moment && (pieces.date || pieces.in))) return found
  }
  return null
}

/** Everything that could be read here, one after the other; the more telling come first. */
function* readPieces(
  tokens: Tokens,
  index: number,
  stand: Stand,
  lists: boolean,
  pieces: Partial<Record<Piece['as'], Placed>>,
): Generator<Found<Piece> | null> {
  yield as('target', readTarget(tokens, index))
  yield as('recurrence', readRepeat(tokens, index))
  // "Every 2 hours on weekdays": beside another rhythm they are its days.
  const kinds = pieces.recurrence ? readDayKinds(tokens, index) : null
  if (kinds) yield { value: { as: 'date', ...weekdaysOf(kinds.value) }, next: kinds.next }
  const begun = pieces.start?.to === index
  if (begun && pieces.recurrence) yield as('until', readUntil(tokens, index, stand, true))
  const date = readDate(tokens, begun && at(tokens, index) === 'to' ? index + 1 : index, stand)
  if (date) yield { value: { as: 'date', ...date.value }, next: date.next }
  yield as('in', readIn(tokens, index))
  yield as('start', readStart(tokens, index, stand))
  yield as('until', readUntil(tokens, index, stand, false))
  yield as('for', readFor(tokens, index))
  yield as('count', readTimes(tokens, index))
  yield as('except', readExcept(tokens, index))
  yield as('anchor', readAnchor(tokens, index))
  yield as('time', readTime(tokens, index, lists))
  yield as('part', readPart(tokens, index))
}

/** "in the morning", "at night", "in the morning and evening". */
function readPart(tokens: Tokens, index: number): Found<Extract<Piece, { as: 'part' }>['value']> | null {
  const next = says(tokens, index, 'at night') ? index + 1 : past(tokens, index, ['in the', 'first thing in the'])
  return next > index ? readParts(tokens, next) : null
}

function weekdaysOf({ byDay, parts }: RepeatValue): { value: DateValue; part: Part | null } {
  const days = byDay.map(({ weekday }) => weekday)
  return { value: { form: 'weekdays', days, which: 'plain', plural: true, range: false }, part: parts[0] ?? null }
}

function as<K extends Piece['as']>(kind: K, found: Found<unknown> | null): Found<Piece> | null {
  return found && { value: { as: kind, value: found.value } as Piece, next: found.next } // the reader belongs to the kind
}
