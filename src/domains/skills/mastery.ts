import type { Level } from './levels.ts'
import { MASTER_XP } from './levels.ts'
import type { Outcome } from './skills.tables.ts'

const DAY_MS = 86_400_000

/** From this on a skill counts as known: prerequisites are usually asked for it, and it leaves what can be learned next. */
export const KNOWN = 0.8

/** Days until a skill is verified again: after it was begun, after the first pass in a row, and after each further one. */
export const VERIFY_AFTER_DAYS = [7, 30, 90] as const

/** A half-life doubles with each pass in a row, three times at most. */
const MOST_DOUBLINGS = 3

export const VERIFICATION_STATUSES = ['current', 'due', 'lapsed'] as const
export type VerificationStatus = (typeof VERIFICATION_STATUSES)[number]

/** What is known of a skill. */
export interface Knowledge {
  halfLifeDays: number
  passes: number
  lastVerifiedAt: string | null
  lastOutcome: Outcome | null
  xp: number
  /** The first and the last thing that was done for it; null when nothing was. */
  firstEvidenceAt: string | null
  lastEvidenceAt: string | null
  /** Cards of its decks, how many of them were ever answered, and the sum of how likely each is remembered now (0 to 1). */
  cards: { total: number; seen: number; recall: number }
  topics: { total: number; completed: number }
}

/**
 * How long half of it lasts: the days that were set, doubled by each verification passed in a row. Half-life regression
 * (Settles & Meeder 2016) has h = 2^(θ·x), in which each success multiplies the half-life and a failure takes that back.
 */
export const halfLifeOf = ({ halfLifeDays, passes }: Pick<Knowledge, 'halfLifeDays' | 'passes'>): number =>
  halfLifeDays * 2 ** Math.min(passes, MOST_DOUBLINGS)

/**
 * The share that is retained `days` after the last evidence: 2^(−days / halfLifeDays), 1 at once and one half after a half-life.
 * Exponential forgetting as Ebbinghaus (1885) found it, in the form of half-life regression. Days before it count as none.
 */
export const retained = (days: number, halfLifeDays: number): number => 2 ** (-Math.max(0, days) / halfLifeDays)

/** How much of it has been forgotten, 0 to 1; 0 as long as nothing was learned. */
export function decayOf(knowledge: Knowledge, now: Date): number {
  const last = knowledge.lastEvidenceAt
  return last === null ? 0 : 1 - retained(daysSince(last, now), halfLifeOf(knowledge))
}

/**
 * How well it is mastered now, 0 to 1: the mean of what its cards say and what its topics say. Cards count by how likely
 * each is remembered (FSRS, which knows how they fade), new ones as 0. Topics count by the share that is completed, which fades with
 * the half-life since the last evidence. Without cards and topics it is the XP on the way to a master, fading likewise.
 */
export function masteryOf(knowledge: Knowledge, now: Date): number {
  const { cards, topics } = knowledge
  const kept = 1 - decayOf(knowledge, now)
  const parts = [
    ...(cards.total > 0 ? [cards.recall / cards.total] : []),
    ...(topics.total > 0 ? [(topics.completed / topics.total) * kept] : []),
  ]
  return parts.length > 0 ? mean(parts) : practised(knowledge) * kept
}

/** Whole percent of the way, which never fades: topics completed, cards met, or the XP of a master where it has neither. */
export function progressOf(knowledge: Knowledge): number {
  const { cards, topics } = knowledge
  const parts = [
    ...(cards.total > 0 ? [cards.seen / cards.total] : []),
    ...(topics.total > 0 ? [topics.completed / topics.total] : []),
  ]
  return Math.floor(100 * (parts.length > 0 ? mean(parts) : practised(knowledge)))
}

/** When it has to be verified; null as long as there is nothing to verify. */
export function verifyDueAt({ passes, lastVerifiedAt, firstEvidenceAt }: Knowledge): string | null {
  const since = lastVerifiedAt ?? firstEvidenceAt
  return since === null ? null : new Date(Date.parse(since) + intervalDays(passes) * DAY_MS).toISOString()
}

/** Lapsed is what was failed, and what has been due for as long again as it had been current. */
export function verificationOf(knowledge: Knowledge, now: Date): VerificationStatus | null {
  const dueAt = verifyDueAt(knowledge)
  if (dueAt === null) return null
  if (knowledge.lastOutcome === 'failed') return 'lapsed'
  const overdueDays = daysSince(dueAt, now)
  if (overdueDays < 0) return 'current'
  return overdueDays < intervalDays(knowledge.passes) ? 'due' : 'lapsed'
}

/**
 * Passes in a row after this verification. One that was not due yet proves nothing new and keeps the count, so that nobody is
 * verified for a quarter within a minute; after a failure the first pass leads back to the shortest interval.
 */
export function passesAfter(knowledge: Knowledge, outcome: Outcome, now: Date): number {
  if (outcome === 'failed' || knowledge.lastOutcome === 'failed') return 0
  return verificationOf(knowledge, now) === 'current' ? knowledge.passes : knowledge.passes + 1
}

interface Finish {
  isCompleted: boolean
  progress: number
  level: Level
  verification: VerificationStatus | null
  decay: number
}

/** Completed, all of it, by a master, verified, and less than a quarter forgotten. */
export const isMastered = ({ isCompleted, progress, level, verification, decay }: Finish): boolean =>
  isCompleted && progress === 100 && level === 'master' && verification === 'current' && decay < 0.25

const practised = ({ xp }: Knowledge) => Math.min(1, xp / MASTER_XP)

const intervalDays = (passes: number): number =>
  VERIFY_AFTER_DAYS[Math.min(passes, VERIFY_AFTER_DAYS.length - 1)] ?? VERIFY_AFTER_DAYS[0]

const daysSince = (instant: string, now: Date) => (now.getTime() - Date.parse(instant)) / DAY_MS

const mean = (numbers: number[]) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length
