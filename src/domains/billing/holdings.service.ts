import type { UserCtx } from '#core/ctx.ts'
import type { HeldFeature } from './entitlements.ts'

/** How a domain says what of its things count towards a plan. */
export interface Holding {
  /** The ids of what the user has now, the oldest first. */
  idsOf(ctx: UserCtx): Promise<string[]>
}

const holdings = new Map<HeldFeature, Holding>()

/** Told by the domain above when its module starts: whoever counts on a lower floor cannot ask upwards. */
export function holds(feature: HeldFeature, holding: Holding) {
  holdings.set(feature, holding)
}

export function holdingOf(feature: HeldFeature): Holding {
  const holding = holdings.get(feature)
  if (!holding) throw new Error(`Nobody says what counts as ${feature}`)
  return holding
}
