import { setTimeout as pause } from 'node:timers/promises'

const STEP_MS = 20

/**
 * For what happens by itself and soon: repeats `check` until it no longer throws, and answers what it answered.
 * When the time is over, its last complaint is the failure of the test.
 */
export async function eventually<T>(check: () => T | Promise<T>, withinMs = 15_000): Promise<T> {
  const deadline = performance.now() + withinMs
  for (;;) {
    try {
      return await check()
    } catch (error) {
      if (performance.now() > deadline) throw error
    }
    await pause(STEP_MS)
  }
}
