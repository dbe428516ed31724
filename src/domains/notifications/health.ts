import type { Health } from './targets.schema.ts'

interface Stored {
  lastSuccessAt: string | null
  lastFailureAt: string | null
  lastError: string | null
  consecutiveFailures: number
}

/** Of something that has not been tried yet, too. */
export const healthOf = (stored: Stored | null): Health =>
  stored ?? { lastSuccessAt: null, lastFailureAt: null, lastError: null, consecutiveFailures: 0 }

/** What turning something on or off writes; `failing` and `gone` are written by the sender. */
export const turnedTo = (enabled: boolean, now: Date) =>
  enabled ? { disabledAt: null, disabledReason: null } : { disabledAt: now.toISOString(), disabledReason: 'turned_off' }
