/** A half-open stretch of time; instants as ISO text of one form, so that they compare as text. */
export interface Stretch {
  startAt: string
  endAt: string
}

/** Every pair that shares time, and which time, in order; stops at `limit`. Expects them in order of start. */
export function overlaps<T extends Stretch>(ordered: readonly T[], limit: number): (Stretch & { blocks: [T, T] })[] {
  const found: (Stretch & { blocks: [T, T] })[] = []
  let open: T[] = []
  for (const one of ordered) {
    open = open.filter(({ endAt }) => endAt > one.startAt)
    for (const other of open) {
      if (found.length >= limit) return found
      const endAt = other.endAt < one.endAt ? other.endAt : one.endAt
      found.push({ startAt: one.startAt, endAt, blocks: [other, one] })
    }
    open.push(one)
  }
  return found
}

/** The time they take together within `from` and `to`, without overlaps. Expects them in order of start. */
export function merged(ordered: readonly Stretch[], from: string, to: string): Stretch[] {
  const found: Stretch[] = []
  for (const one of ordered) {
    const startAt = one.startAt < from ? from : one.startAt
    const endAt = one.endAt > to ? to : one.endAt
    const last = found.at(-1)
    if (last && startAt <= last.endAt) {
      if (endAt > last.endAt) last.endAt = endAt
    } else found.push({ startAt, endAt })
  }
  return found
}

/** What merged stretches leave of the time from `from` to `to`. */
export function freeBetween(busy: readonly Stretch[], from: string, to: string): Stretch[] {
  const starts = [from, ...busy.map(({ endAt }) => endAt)]
  const ends = [...busy.map(({ startAt }) => startAt), to]
  return starts.flatMap((startAt, at) => {
    const endAt = ends[at] ?? to
    return startAt < endAt ? [{ startAt, endAt }] : []
  })
}
