import { hash } from 'node:crypto'
import { daysBetween } from './time/zones.ts'

/**
 * Items in an order that only `seed` decides, beginning with the turn of `day`: each of n items has the first place exactly once
 * in any n days that follow each other, the same on every device. Items must be told apart by their id.
 */
export function rotated<T extends { id: string }>(items: readonly T[], seed: string, day: string): T[] {
  if (items.length === 0) return []
  const order = items
    .map((item) => ({ item, rank: hash('sha1', `${seed} ${item.id}`, 'hex') }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1))
    .map(({ item }) => item)
  const turn = daysBetween('1970-01-01', day) % order.length
  const at = (turn + order.length) % order.length
  return [...order.slice(at), ...order.slice(0, at)]
}
