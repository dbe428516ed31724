import { createHash } from 'node:crypto'

export interface Flag {
  key: string
  isEnabled: boolean
  /** 0 to 100 */
  percent: number
  userIds: readonly string[]
  exceptUserIds: readonly string[]
  roles: readonly string[]
  tiers: readonly string[]
  /** From an instant (inclusive) to another (exclusive); null is without end. */
  startsAt: string | null
  endsAt: string | null
}

export interface Subject {
  userId: string
  role: string
  tier: string
}

/**
 * Whether a flag is on for somebody. Off and out of its time it is off for everybody, and for who is excepted always. Else it is on for
 * who is named by id, role or plan, and for a share of all people: the same ones each time, and with a growing share more, never others.
 */
export function isOn(flag: Flag, { userId, role, tier }: Subject, now: string): boolean {
  if (!flag.isEnabled || flag.exceptUserIds.includes(userId)) return false
  if (flag.startsAt !== null && now < flag.startsAt) return false
  if (flag.endsAt !== null && now >= flag.endsAt) return false
  const isNamed = flag.userIds.includes(userId) || flag.roles.includes(role) || flag.tiers.includes(tier)
  return isNamed || placeOf(flag.key, userId) < flag.percent
}

/** Where somebody stands in the rollout of a flag, from 0 to below 100: evenly spread, and for each flag differently. */
export function placeOf(key: string, userId: string): number {
  const bits = createHash('sha256').update(`${key}:${userId}`).digest().readUInt32BE(0)
  return (bits / 2 ** 32) * 100
}
