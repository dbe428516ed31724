export const MILESTONES = [25, 50, 75, 100] as const

/** Milestones that a progress (percent) stands on or above and that have not been reached before. */
export function milestonesPassed(progress: number, reached: number): number[] {
  return MILESTONES.filter((milestone) => milestone > reached && milestone <= progress)
}

/** The highest milestone ever reached: it stays when progress goes back. */
export const milestoneAfter = (reached: number, progress: number) =>
  Math.max(reached, ...milestonesPassed(progress, reached))

/** Whole percent, 0 to 100; 100 only when everything is done: 99.6 is 99. */
export const wholePercent = (exact: number) => (exact < 100 ? Math.min(99, Math.round(exact)) : 100)
