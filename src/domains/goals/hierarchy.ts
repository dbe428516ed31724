import { TIME_HORIZONS, type TimeHorizon } from './goals.tables.ts'

/** The horizon a goal's parent must have: the next longer one; null for `yearly`, which stands at the top. */
export function horizonAbove(horizon: TimeHorizon): TimeHorizon | null {
  return TIME_HORIZONS[TIME_HORIZONS.indexOf(horizon) - 1] ?? null
}

/** Why a goal of this horizon cannot stand under such a parent, or null when it can. Exactly one step rules out every cycle. */
export function misfit(horizon: TimeHorizon, parent: TimeHorizon): string | null {
  const above = horizonAbove(horizon)
  if (above === parent) return null
  if (above === null) return 'A yearly goal stands at the top and has no parent.'
  return `A ${horizon} goal belongs under a ${above} one; this parent is ${parent}.`
}
