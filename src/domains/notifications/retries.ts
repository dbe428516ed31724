import type { ChannelName } from './notifications.tables.ts'

const [MINUTE, HOUR] = [60, 3_600]

/** The example of the Standard Webhooks specification: about four days. */
const LONG = [5, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR]
/** A reminder that is hours late is no use on a phone; the inbox has it. */
const SHORT = [5, 30, 2 * MINUTE, 10 * MINUTE, 30 * MINUTE, 2 * HOUR]

/**
 * Seconds until the next try after `attempts` tries, or null to give up. What the sink asks for is the least; a tenth is left to
 * chance, so that many deliveries that failed together do not come back together. `chance` is 0 to 1.
 */
export function nextTryIn(channel: ChannelName, attempts: number, asked: number, chance: number): number | null {
  const planned = (channel === 'webhook' ? LONG : SHORT)[attempts - 1]
  return planned === undefined ? null : Math.max(planned * (1 + chance / 10), asked)
}

/** After so many failures in a row, over all deliveries, a target is turned off. */
export const MAX_CONSECUTIVE_FAILURES = 20
