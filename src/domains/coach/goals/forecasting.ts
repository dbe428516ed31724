export interface Course {
  /** Members of the goal that are done, in whole or in part, and all of them. */
  done: number
  total: number
  /** Days since it began, and until its target day, that included. */
  elapsedDays: number
  daysLeft: number
}

/**
 * How likely what is left is done in the days that are left, 0 to 1, if things go on as they did: members are taken to be finished at a
 * steady but unknown rate, independently of each other. From n finished in t days, with Jeffreys' prior, the number finished in T more
 * days is negative binomial with r = n + ½ and p = t / (t + T) (Gelman et al., Bayesian Data Analysis, 3rd ed., 2.6). Null before the
 * first day is over, or when nothing can be counted.
 */
export function chanceOf({ done, total, elapsedDays, daysLeft }: Course): number | null {
  const missing = Math.ceil(total - done - 1e-9)
  if (total <= 0 || elapsedDays < 1) return null
  if (missing <= 0) return 1
  if (daysLeft <= 0) return 0
  const r = done + 0.5
  const p = elapsedDays / (elapsedDays + daysLeft)
  // By logarithms, as the first terms of many are smaller than a double can be.
  let [log, below] = [r * Math.log(p), 0]
  for (let k = 0; k < missing; k++) {
    below += Math.exp(log)
    log += Math.log(((k + r) / (k + 1)) * (1 - p))
  }
  return Math.min(1, Math.max(0, 1 - below))
}

export type Level = 'low' | 'medium' | 'high'

/** How much a forecast is worth: by what was finished so far, and over how long. */
export function levelOf({ done, elapsedDays }: Course): Level {
  if (done < 3 || elapsedDays < 7) return 'low'
  return done < 8 || elapsedDays < 28 ? 'medium' : 'high'
}
