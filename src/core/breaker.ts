/** Spares a provider that is failing, and everybody's time, until it is likely to answer again. */
export interface Breaker {
  readonly state: 'closed' | 'open' | 'trying'
  /** Until it may be tried again; 0 while it is closed or a trial is due. */
  waitMs(): number
  /** Whether it may be asked now; when its pause is over, exactly one caller may, and must then say how it went. */
  mayTry(): boolean
  succeeded(): void
  /** `pauseMs` is what the provider itself asked for; `isFinal` says that asking again soon cannot help. */
  failed(how?: { pauseMs?: number; isFinal?: boolean }): void
  /** It was asked, and the answer was no longer wanted. */
  abandoned(): void
}

/** Failures in a row that open it. */
export const FAILURES = 3
export const PAUSE_MS = 30_000
/** Every failed trial doubles the pause, up to this. */
export const LONGEST_PAUSE_MS = 300_000

/** Closed until three failures in a row; open for 30 seconds, then one trial that closes it again or doubles the pause. */
export function createBreaker(now: () => number, onChange: (isOpen: boolean) => void): Breaker {
  let failures = 0
  let pauseMs = 0
  let openUntil = 0
  let isTrying = false
  const open = (ms: number) => {
    pauseMs = Math.min(LONGEST_PAUSE_MS, ms)
    openUntil = now() + pauseMs
    onChange(true)
  }
  return {
    waitMs: () => (pauseMs === 0 ? 0 : Math.max(0, openUntil - now())),
    get state() {
      if (pauseMs === 0) return 'closed'
      return isTrying ? 'trying' : 'open'
    },
    mayTry: () => {
      if (pauseMs === 0) return true
      if (isTrying || now() < openUntil) return false
      isTrying = true
      return true
    },
    succeeded: () => {
      if (pauseMs > 0) onChange(false)
      failures = 0
      pauseMs = 0
      isTrying = false
    },
    failed: ({ pauseMs: asked = 0, isFinal = false } = {}) => {
      failures++
      const wasOpen = pauseMs > 0
      isTrying = false
      if (wasOpen) open(Math.max(asked, pauseMs * 2))
      else if (isFinal || asked > 0 || failures >= FAILURES) open(Math.max(asked, PAUSE_MS))
    },
    abandoned: () => {
      isTrying = false
    },
  }
}
