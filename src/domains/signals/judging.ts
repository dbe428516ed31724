import { between } from './units.ts'

export const AGGREGATIONS = ['sum', 'max', 'min', 'average', 'last', 'count', 'duration'] as const
export const COMPARISONS = ['gte', 'gt', 'lte', 'lt', 'eq'] as const
export const MATCHES = ['any', 'all', 'at_least'] as const

export interface Condition {
  type: string
  /** Only signals from there; null is from anywhere. */
  source: string | null
  /** Only signals that say this; null is whatever they say. */
  text: string | null
  aggregation: (typeof AGGREGATIONS)[number]
  comparison: (typeof COMPARISONS)[number]
  value: number
  /** What `value` is in; null is whatever the signals are in. */
  unit: string | null
}

/** The signals of one condition, day and unit, added up. */
export interface Tally {
  unit: string | null
  count: number
  /** How many have a number. */
  numbers: number
  sum: number
  max: number | null
  min: number | null
  last: number | null
  /** When the newest one ended. */
  lastAt: string
  /** Of spans, in minutes; time that several of them cover counts once. */
  minutes: number
}

export interface Fact {
  type: string
  aggregation: Condition['aggregation']
  value: number | null
  unit: string | null
  signals: number
  isMet: boolean
}

export interface Verdict {
  isMet: boolean
  facts: Fact[]
  reason: string
  /** When the newest signal that was looked at ended; null without any. */
  lastAt: string | null
}

interface Rule {
  match: (typeof MATCHES)[number]
  atLeast: number | null
  conditions: readonly Condition[]
}

/** Whether a day fulfils a rule, and why: one list of tallies for each condition, in their order. */
export function judge({ match, atLeast, conditions }: Rule, tallies: readonly (readonly Tally[])[]): Verdict {
  const facts = conditions.map((condition, at) => factOf(condition, tallies[at] ?? []))
  const met = facts.filter(({ isMet }) => isMet).length
  const needed = match === 'any' ? 1 : match === 'all' ? facts.length : (atLeast ?? facts.length)
  const parts = facts.map((fact, at) => words(fact, conditions[at]))
  return {
    isMet: met >= needed,
    facts,
    reason: `${met} of ${facts.length} met, ${needed} needed: ${parts.join('; ')}`,
    lastAt: tallies
      .flat()
      .reduce<string | null>((last, { lastAt }) => (last === null || lastAt > last ? lastAt : last), null),
  }
}

/** Without a signal nothing is met, not even "at most". */
function factOf(condition: Condition, tallies: readonly Tally[]): Fact {
  const { type, aggregation } = condition
  const newest = tallies.toSorted((a, b) => (a.lastAt < b.lastAt ? 1 : -1))
  const unit =
    aggregation === 'count'
      ? null
      : (condition.unit ?? (aggregation === 'duration' ? 'min' : (newest[0]?.unit ?? null)))
  const value = valueIn(aggregation, newest, unit)
  const signals = tallies.reduce((sum, { count }) => sum + count, 0)
  return { type, aggregation, value, unit, signals, isMet: value !== null && compare(condition, value) }
}

/** In `unit`; what is in units that do not lead there is left out. Null when nothing is left. */
function valueIn(aggregation: Condition['aggregation'], newest: Tally[], unit: string | null): number | null {
  if (newest.length === 0) return null
  const total = (field: 'count' | 'minutes') => newest.reduce((sum, tally) => sum + tally[field], 0)
  if (aggregation === 'count') return total('count')
  if (aggregation === 'duration') {
    const line = between('min', unit)
    return line === null ? null : total('minutes') * line.factor
  }
  const lines = newest.flatMap((tally) => {
    const line = between(tally.unit, unit)
    return line === null || tally.numbers === 0 ? [] : [{ tally, ...line }]
  })
  if (lines.length === 0) return null
  const of = (field: 'max' | 'min' | 'last') =>
    lines.flatMap(({ tally, factor, offset }) => (tally[field] === null ? [] : [tally[field] * factor + offset]))
  if (aggregation === 'max') return Math.max(...of('max'))
  if (aggregation === 'min') return Math.min(...of('min'))
  if (aggregation === 'last') return of('last')[0] ?? null
  const sum = lines.reduce((all, { tally, factor, offset }) => all + tally.sum * factor + tally.numbers * offset, 0)
  const numbers = lines.reduce((all, { tally }) => all + tally.numbers, 0)
  return aggregation === 'sum' ? sum : sum / numbers
}

/** To a millionth, so that 0.1 + 0.2 is 0.3. */
function compare({ comparison, value: limit }: Condition, exact: number): boolean {
  const difference = rounded(exact) - rounded(limit)
  if (comparison === 'gte') return difference >= 0
  if (comparison === 'gt') return difference > 0
  if (comparison === 'lte') return difference <= 0
  return comparison === 'lt' ? difference < 0 : difference === 0
}

export const rounded = (value: number) => Math.round(value * 1e6) / 1e6

const SIGNS: Record<Condition['comparison'], string> = { gte: '≥', gt: '>', lte: '≤', lt: '<', eq: '=' }

function words(fact: Fact, condition: Condition | undefined): string {
  const { type, aggregation, value, unit, signals } = fact
  if (signals === 0) return `no signal of ${type}`
  if (value === null) return `${type} cannot be read in ${unit ?? 'one unit'}`
  const limit = condition === undefined ? '' : ` ${SIGNS[condition.comparison]} ${condition.value}`
  return `${aggregation} of ${type} ${Math.round(value * 100) / 100}${unit === null ? '' : ` ${unit}`}${limit}`
}
