import type { ImportReport } from './portability.tables.ts'

type Problem = ImportReport['problems'][number]

const MOST = 100

/** Nothing more is looked for: there are problems enough. */
export class Enough extends Error {}

/** What is wrong with what somebody brought, a hundred things at most. */
export interface Findings {
  readonly problems: Problem[]
  /** Throws `Enough` at the hundredth. */
  add(where: string, line: number | null, message: string): void
}

export function createFindings(): Findings {
  const problems: Problem[] = []
  return {
    problems,
    add: (where, line, message) => {
      problems.push({ where, line, message: message.slice(0, 500) })
      if (problems.length >= MOST) throw new Enough()
    },
  }
}

/** What the database has against rows, for whoever brought them; null when it is not about rows. */
export function complaintOf(error: unknown): string | null {
  const { code, constraint, detail, message, cause } = (error ?? {}) as Record<string, unknown>
  if (typeof code === 'string' && /^(22|23)[0-9A-Z]{3}$/.test(code))
    return [constraint, detail ?? message].filter((part) => typeof part === 'string' && part !== '').join(': ')
  return cause === undefined || cause === null ? null : complaintOf(cause)
}
