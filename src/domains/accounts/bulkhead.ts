import { AppError } from '#core/errors.ts'

/** Runs work, a few at a time. */
export type Bulkhead = <T>(work: () => Promise<T>) => Promise<T>

/**
 * At most `running` works at once and `waiting` in line behind them, first come first served. Who finds the line full is
 * refused at once with AppError `unavailable`: an answer that comes after the caller gave up helps nobody.
 */
export function createBulkhead(running: number, waiting: number): Bulkhead {
  const line: (() => void)[] = []
  let free = running
  return async (work) => {
    if (free > 0) free--
    else if (line.length < waiting) await new Promise<void>((turn) => line.push(turn))
    else throw new AppError('unavailable', 'Too many people are signing in. Try again.', { retryAfterSeconds: 5 })
    try {
      return await work()
    } finally {
      const next = line.shift()
      if (next) next()
      else free++
    }
  }
}
