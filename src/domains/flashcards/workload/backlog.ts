/**
 * How many overdue cards come on each day from today, when no day shall have more than `perDay`: as many as those that fall due on it
 * anyway leave room for. Null when there is never room enough within the days that are looked at.
 */
export function spreadBacklog(overdue: number, arriving: readonly number[], perDay: number): number[] | null {
  const days: number[] = []
  let left = overdue
  for (const due of arriving) {
    if (left === 0) return days
    const some = Math.min(left, Math.max(0, perDay - due))
    days.push(some)
    left -= some
  }
  return left === 0 ? days : null
}
