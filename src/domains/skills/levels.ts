export const LEVELS = ['beginner', 'intermediate', 'advanced', 'expert', 'master'] as const
export type Level = (typeof LEVELS)[number]

/** What the second level takes; every further one takes twice this more than the one before it. */
const STEP = 100

/**
 * XP at which a level begins: 100·n² for the n-th after the first, that is 0, 100, 400, 900, 1600. One point is about a minute of
 * work, so a master has some 27 hours behind them. Growing steps, because what practice adds becomes less the more there was of it:
 * the power law of practice (Newell & Rosenbloom 1981).
 */
export const xpOf = (level: Level): number => STEP * LEVELS.indexOf(level) ** 2

/** All there is to earn a level for. */
export const MASTER_XP = xpOf('master')

export interface Standing {
  level: Level
  xp: number
  /** XP at which the next level begins; null for a master. */
  nextLevelAt: number | null
}

export function levelOf(xp: number): Standing {
  const place = LEVELS.findLastIndex((level) => xp >= xpOf(level))
  const next = LEVELS[place + 1]
  return { level: LEVELS[place] ?? 'beginner', xp, nextLevelAt: next === undefined ? null : xpOf(next) }
}

/** A topic is worth the minutes it was estimated to take; half an hour when nobody said. Between 1 and 600. */
export const xpOfTopic = (estimatedHours: number | null): number =>
  Math.min(600, Math.max(1, Math.round((estimatedHours ?? 0.5) * 60)))

/** Any answer is practice, also a wrong one: what is paid by being right invites easy cards. */
export const XP_OF_REVIEW = 1

/** For a verification that was passed when it was due. */
export const XP_OF_VERIFICATION = 25
