import { addDays, daysBetween } from '#core/time/zones.ts'

/** When a goal runs. A goal without a start is held by its target day alone. */
export interface Span {
  id: string
  startDate: string | null
  targetDate: string | null
}

/** Finish-to-start: a goal may start `lagDays` after the target day of the one it waits for, at the earliest. */
export interface Wait {
  goalId: string
  dependsOnGoalId: string
  lagDays: number
}

/**
 * Pushes everything that waits, directly or not, for `movedId` behind it: forward only, each span keeping its length. Answers
 * the spans that moved, without `movedId` itself. `waits` must be free of cycles, as the dependencies are. Goals that are not
 * among `spans` stay where they are and hold back nobody.
 */
export function pushForward(spans: readonly Span[], waits: readonly Wait[], movedId: string): Span[] {
  const current = new Map(spans.map((span) => [span.id, span]))
  const moved = new Set<string>()
  const queue = [movedId]
  // The queue grows while it is walked: whatever moved may push others.
  for (const id of queue) {
    const end = current.get(id)?.targetDate
    if (!end) continue
    for (const wait of waits) {
      const span = wait.dependsOnGoalId === id ? current.get(wait.goalId) : undefined
      const pushed = span && notBefore(span, addDays(end, wait.lagDays))
      if (!pushed) continue
      current.set(pushed.id, pushed)
      moved.add(pushed.id)
      queue.push(pushed.id)
    }
  }
  return [...moved].flatMap((id) => current.get(id) ?? [])
}

function notBefore(span: Span, earliest: string): Span | null {
  const anchor = span.startDate ?? span.targetDate
  if (anchor === null || anchor >= earliest) return null
  const days = daysBetween(anchor, earliest)
  return {
    id: span.id,
    startDate: span.startDate && addDays(span.startDate, days),
    targetDate: span.targetDate && addDays(span.targetDate, days),
  }
}
