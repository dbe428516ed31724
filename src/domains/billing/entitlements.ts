import { addDays, addMonths, startOfDay, startOfWeek, type WeekdayCode } from '#core/time/zones.ts'
import type { Plan } from './plans.ts'

/** How much of something a plan includes: null is without limit. */
interface Allowance {
  free: number | null
  premium: number | null
}

/** Used up by doing, and there again with the next month or week of the user's own calendar. */
interface Metered extends Allowance {
  kind: 'metered'
  period: 'month' | 'week'
}

/** So many at the same time; what is beyond it after a downgrade is frozen, the newest first. */
interface Held extends Allowance {
  kind: 'held'
}

/** There or not: 0 or null. */
interface Open extends Allowance {
  kind: 'open'
}

/** THE table of what each plan includes. */
export const ENTITLEMENTS = {
  ai_messages: { kind: 'metered', period: 'month', free: 50, premium: null },
  resource_recommendations: { kind: 'metered', period: 'week', free: 10, premium: null },
  ai_courses: { kind: 'held', free: 2, premium: null },
  active_goals: { kind: 'held', free: 2, premium: null },
  voice: { kind: 'open', free: 0, premium: null },
  ai_scheduling: { kind: 'open', free: 0, premium: null },
  advanced_analytics: { kind: 'open', free: 0, premium: null },
} as const satisfies Record<string, Metered | Held | Open>

export type Feature = keyof typeof ENTITLEMENTS
type Of<Kind> = { [Name in Feature]: (typeof ENTITLEMENTS)[Name]['kind'] extends Kind ? Name : never }[Feature]
export type MeteredFeature = Of<'metered'>
export type HeldFeature = Of<'held'>
export type OpenFeature = Of<'open'>

// Keys of a literal.
export const FEATURES = Object.keys(ENTITLEMENTS) as [Feature, ...Feature[]]

/** Clients warn from here on: four fifths of what there is, 40 of 50 messages. */
const WARN_AT = 0.8

/** How much of a feature a plan includes: null is without limit. */
export function limitOf(feature: Feature, plan: Plan): number | null {
  const allowance = ENTITLEMENTS[feature]
  return plan === 'free' ? allowance.free : allowance.premium
}

export const warnsAt = (limit: number | null) => (limit === null || limit === 0 ? null : Math.ceil(limit * WARN_AT))

interface Period {
  /** Its first day, `YYYY-MM-DD`: the name of the period. */
  start: string
  /** The instant at which the next one begins. */
  resetsAt: string
}

/** The month or week of the user's own calendar that a day of theirs lies in. */
export function periodOf(feature: MeteredFeature, day: string, zone: string, weekStartsOn: WeekdayCode): Period {
  if (ENTITLEMENTS[feature].period === 'month') {
    const start = `${day.slice(0, 8)}01`
    return { start, resetsAt: startOfDay(addMonths(start, 1), zone) }
  }
  const start = startOfWeek(day, weekStartsOn)
  return { start, resetsAt: startOfDay(addDays(start, 7), zone) }
}
