import { plain } from '../naming.ts'
import { capital } from '../wording.ts'
import { divided, type Quantity } from './quantities.ts'
import { below, type Horizon, periodsOf } from './spans.ts'

export interface Whole {
  bareTitle: string
  quantity: Quantity | null
  timeHorizon: Horizon
  /** The first day that is still ahead. */
  from: string
  targetDate: string | null
  /** What is still open of it, each in words. */
  openParts: string[]
}

export interface Part {
  title: string
  timeHorizon: Horizon
  startDate: string | null
  targetDate: string | null
  successCriteria: string[]
  reasoning: string
}

/**
 * A goal as goals of the next shorter horizon: its amount in equal parts over the time that is left; otherwise what is still open of
 * it. None when it names neither, or when its horizon is a day.
 */
export function partsOf({ bareTitle, quantity, timeHorizon, from, targetDate, openParts }: Whole): Part[] {
  const horizon = below(timeHorizon)
  if (horizon === null) return []
  const periods = targetDate === null ? [] : periodsOf(from, targetDate, horizon)
  const amounts = quantity?.kind === 'sum' ? divided(quantity.amount, periods.length) : []
  if (quantity && amounts.length > 0) {
    const { amount, unit, said } = quantity
    const whole = `${plain(amount)} ${unit}`
    return periods.map((period, at) => {
      const part = plain(amounts[at] ?? 0)
      return {
        ...period,
        title: capital(bareTitle.replace(said, part)),
        timeHorizon: horizon,
        successCriteria: [`${part} ${unit} by ${period.targetDate}`],
        reasoning: `Part ${at + 1} of ${periods.length} of ${whole}, at an even pace.`,
      }
    })
  }
  return openParts.map((text) => ({
    title: text,
    timeHorizon: horizon,
    startDate: null,
    targetDate: null,
    successCriteria: [text],
    reasoning: 'It is still open of the goal.',
  }))
}
