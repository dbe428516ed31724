import { measured, quoted } from '../wording.ts'
import type { HabitDay } from './days.ts'
import { kept, shareOf, timesAWeek } from './days.ts'

export interface Design {
  name: string
  kind: 'build' | 'maintain' | 'reduce' | 'quit'
  cue: string | null
  routine: string | null
  reward: string | null
  frictionUp: string | null
  frictionDown: string | null
  target: { unit: string; amount: number; type: 'at_least' | 'at_most' } | null
}

export interface Strategy {
  strategy: string
  implementation: string
  effectiveness: 'low' | 'medium' | 'high'
}

const TIME_UNITS = /^(min|minutes?|hours?|h)$/i

/** The part of it that is too small to be refused: a quarter of the amount, or the first two minutes. */
export function smallestPart({ name, routine, target }: Design): string {
  const what = quoted(routine ?? name)
  if (target?.type === 'at_least' && target.amount > 1 && !TIME_UNITS.test(target.unit))
    return `Begin ${what} with ${measured(Math.max(1, Math.round(target.amount / 4)), target.unit)}; more is welcome, not asked.`
  return `Begin ${what} with two minutes of it; more is welcome, not asked.`
}

/** Easier to begin what is wanted, harder what is not; what its owner wrote stands first. */
export function strategiesFor({ name, kind, cue, frictionUp, frictionDown }: Design): Strategy[] {
  const isUnwanted = kind === 'reduce' || kind === 'quit'
  const own = isUnwanted ? frictionUp : frictionDown
  const written: Strategy[] = own
    ? [{ strategy: 'Your own', implementation: own.slice(0, 500), effectiveness: 'high' }]
    : []
  const moment = cue ? quoted(cue) : 'the moment'
  if (isUnwanted)
    return [
      ...written,
      {
        strategy: 'Distance',
        implementation: `Keep what ${quoted(name)} needs where fetching it takes a minute.`,
        effectiveness: 'high',
      },
      {
        strategy: 'Substitute',
        implementation: `Write down what you do instead when ${moment} comes.`,
        effectiveness: 'medium',
      },
    ]
  return [
    ...written,
    {
      strategy: 'Prepare',
      implementation: `Lay out what ${quoted(name)} needs before ${moment} comes.`,
      effectiveness: 'high',
    },
    {
      strategy: 'Clear the way',
      implementation: `Decide beforehand what has to wait while you do it.`,
      effectiveness: 'medium',
    },
  ]
}

export interface Frequency {
  times: number
  days: number
  reasoning: string
}

const FEWEST_DAYS = 14

/**
 * How often a week to ask for it: what was done in the last four weeks where less than six in ten of it was kept, one more where nine in ten
 * were, the same in between; three times for a beginning.
 */
export function frequencyFor(asked: number | null, days: readonly HabitDay[], today: string): Frequency {
  const series = kept(days)
  const share = shareOf(series.slice(-28))
  if (asked === null || share === null || series.length < FEWEST_DAYS) {
    const times = asked === null ? 3 : Math.min(asked, 7)
    const reasoning =
      asked === null
        ? 'Three times a week are enough to begin; ask for more once they are kept.'
        : `It has fewer than ${FEWEST_DAYS} days to go by, so it stays as it is.`
    return { times, days: 7, reasoning }
  }
  const done = timesAWeek(days, today)
  if (done < 0.6 * asked)
    return {
      times: Math.max(1, Math.floor(done)),
      days: 7,
      reasoning: `You did it ${measured(done, null)} times a week of late; a promise of that size is kept.`,
    }
  if (done >= 0.9 * asked && asked < 7)
    return {
      times: Math.min(7, Math.round(asked) + 1),
      days: 7,
      reasoning: `You did it ${measured(done, null)} times a week of late; there is room for one more.`,
    }
  return {
    times: Math.max(1, Math.min(7, Math.round(asked))),
    days: 7,
    reasoning: 'What it asks for and what you do fit each other.',
  }
}
