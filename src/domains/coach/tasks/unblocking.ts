export interface Node {
  id: string
  title: string
  status: string
  estimateMinutes: number | null
}

/** From the task that must be finished to the one that waits for it. */
export interface Edge {
  source: string
  target: string
}

export interface Blocker extends Node {
  /** How many steps it stands before the task in question. */
  distance: number
  /** Unfinished tasks that it waits for itself. */
  waitsFor: number
}

export interface Blockage {
  /** Everything unfinished that the task waits for, the nearest first. */
  blockers: Blocker[]
  /** Those of them that wait for nothing: where work can begin. */
  roots: Blocker[]
  /** The longest way through them, as if others worked on the rest meanwhile; null when a step on the way has no estimate. */
  minutes: number | null
}

const CLOSED = new Set(['done', 'cancelled'])

/** What stands before a task, however far. Finished and cancelled tasks hold up nobody. The graph has no circles. */
export function blockageOf(taskId: string, nodes: readonly Node[], edges: readonly Edge[]): Blockage {
  const open = new Map(nodes.filter(({ status }) => !CLOSED.has(status)).map((node) => [node.id, node]))
  const before = Map.groupBy(
    edges.filter(({ source }) => open.has(source)),
    ({ target }) => target,
  )
  const found = new Map<string, Blocker>()
  let level = [taskId]
  for (let distance = 1; level.length > 0; distance++) {
    const next = [...new Set(level.flatMap((id) => (before.get(id) ?? []).map(({ source }) => source)))]
    level = next.filter((id) => !found.has(id))
    for (const id of level) {
      const node = open.get(id)
      if (node) found.set(id, { ...node, distance, waitsFor: before.get(id)?.length ?? 0 })
    }
  }
  const blockers = [...found.values()]
  const longest = (id: string): number =>
    Math.max(
      0,
      ...(before.get(id) ?? []).map(
        ({ source }) => (open.get(source)?.estimateMinutes ?? Number.NaN) + longestOf(source),
      ),
    )
  const known = new Map<string, number>()
  const longestOf = (id: string): number => {
    const minutes = known.get(id) ?? longest(id)
    known.set(id, minutes)
    return minutes
  }
  const minutes = longestOf(taskId)
  const isKnown = blockers.length > 0 && Number.isFinite(minutes)
  return { blockers, roots: blockers.filter(({ waitsFor }) => waitsFor === 0), minutes: isKnown ? minutes : null }
}
