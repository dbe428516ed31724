import { AppError } from './errors.ts'

/** A directed edge between two ids. */
export interface Edge {
  from: string
  to: string
}

/**
 * A shortest path along the edges, both ends included, or null when there is none; from a node to itself it is that node.
 * An edge a → b closes a cycle exactly when there is a path from b to a. Visits every node and edge at most once (breadth
 * first, without recursion), so that a cycle in the edges or a chain of any length is no danger.
 */
export function pathBetween(edges: readonly Edge[], from: string, to: string): string[] | null {
  const next = successorsOf(edges)
  const cameFrom = new Map<string, string | null>([[from, null]])
  const queue = [from]
  // The queue grows while it is walked.
  for (const node of queue) {
    if (node === to) return walkBack(cameFrom, to)
    for (const successor of next.get(node) ?? []) {
      if (cameFrom.has(successor)) continue
      cameFrom.set(successor, node)
      queue.push(successor)
    }
  }
  return null
}

/** The refusal (409) of an edge that would close this circle: it tells the way round by its names and gives the ids as `path`. */
export function goesRound(path: string[], named: readonly { id: string; name: string }[]): AppError {
  const names = new Map(named.map(({ id, name }) => [id, name]))
  const message = `This would go round in a circle: ${path.map((id) => names.get(id) ?? id).join(' → ')}`
  return new AppError('conflict', message, { extra: { path } })
}

/** Every id that has to do with an edge, once. */
export const endsOf = (edges: readonly Edge[]): string[] => [...new Set(edges.flatMap(({ from, to }) => [from, to]))]

/** The edges of which both ends are among these. */
export function within<E extends Edge>(edges: readonly E[], nodes: readonly { id: string }[]): E[] {
  const there = new Set(nodes.map((node) => node.id))
  return edges.filter(({ from, to }) => there.has(from) && there.has(to))
}

function successorsOf(edges: readonly Edge[]): Map<string, string[]> {
  const next = new Map<string, string[]>()
  for (const { from, to } of edges) {
    const known = next.get(from)
    if (known) known.push(to)
    else next.set(from, [to])
  }
  return next
}

function walkBack(cameFrom: ReadonlyMap<string, string | null>, end: string): string[] {
  const path: string[] = []
  for (let at: string | null = end; at !== null; at = cameFrom.get(at) ?? null) path.push(at)
  return path.reverse()
}
