/** A half-open stretch of time; instants in ms. Lists of them are in order and disjoint. */
export interface Stretch {
  from: number
  to: number
}

/** What of the stretches lies between two instants. */
export const clipped = (list: readonly Stretch[], from: number, to: number): Stretch[] =>
  list.map((one) => ({ from: Math.max(one.from, from), to: Math.min(one.to, to) })).filter((one) => one.from < one.to)

/** What of the stretches lies within others. */
export const within = (list: readonly Stretch[], others: readonly Stretch[]): Stretch[] =>
  list.flatMap((one) => others.flatMap((other) => clipped([one], other.from, other.to)))

/** What the others leave of the stretches. The others need no order. */
export function without(list: readonly Stretch[], others: readonly Stretch[]): Stretch[] {
  let left = [...list]
  for (const { from, to } of others)
    left = left.flatMap((one) => {
      if (to <= one.from || from >= one.to) return [one]
      return [
        { from: one.from, to: from },
        { from: to, to: one.to },
      ].filter((part) => part.from < part.to)
    })
  return left
}

/** In order, those that touch or overlap made one. */
export function joined(list: readonly Stretch[]): Stretch[] {
  const found: Stretch[] = []
  for (const one of list.toSorted((a, b) => a.from - b.from)) {
    const last = found.at(-1)
    if (last && one.from <= last.to) last.to = Math.max(last.to, one.to)
    else found.push({ ...one })
  }
  return found
}

/** Whole minutes in all of them. */
export const minutesIn = (list: readonly Stretch[]): number =>
  list.reduce((sum, { from, to }) => sum + Math.floor((to - from) / 60_000), 0)
