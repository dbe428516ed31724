import { type Fields, isSame } from '#core/images.ts'

export interface Conflict {
  field: string
  yours: unknown
  theirs: unknown
}

export interface Merged {
  /** What of yours can be written without undoing anybody's work. */
  apply: Fields
  conflicts: Conflict[]
}

/**
 * Three-way merge, field by field, of an edit made on `base` into `current`: what others left alone is yours, what both made the
 * same needs nothing, what both changed differently is a conflict and stays theirs. Without a base (too old to be kept) every
 * difference is a conflict. A field that an item does not show has no theirs and is yours.
 */
export function mergeFields(base: Fields | null, current: Fields, yours: Fields): Merged {
  const merged: Merged = { apply: {}, conflicts: [] }
  for (const [field, value] of Object.entries(yours)) {
    const theirs = current[field]
    if (theirs === undefined) merged.apply[field] = value
    else if (isSame(value, theirs)) continue
    else if (base !== null && isSame(base[field], theirs)) merged.apply[field] = value
    else merged.conflicts.push({ field, yours: value, theirs })
  }
  return merged
}
