import { two } from '#core/time/civil.ts'
import { counted, quoted } from '../wording.ts'
import type { Standing } from './anchors.service.ts'
import { CLEAR, type CueAnalysis, type CueType } from './cues.ts'

export interface Trigger {
  trigger: string
  type: CueType
  specificity: 'low' | 'medium' | 'high'
  effectiveness: 'low' | 'medium' | 'high'
  implementation: string
}

interface Subject {
  name: string
  cue: string | null
  /** When it is usually done; null where nobody knows. */
  minute: number | null
}

const MOST = 3

/**
 * What could set a habit off, the best first: its own cue if it is clear, something that is done nearly every day at about the same time,
 * and the clock. Doing one thing after another holds better than a time (Gardner, "A review and analysis of the use of 'habit'",
 * Health Psychol. Rev. 9, 2015).
 */
export function triggersFor(
  { name, cue, minute }: Subject,
  analysis: CueAnalysis,
  anchors: readonly Standing[],
): Trigger[] {
  const own: Trigger[] =
    cue !== null && analysis.clarity >= CLEAR
      ? [
          {
            trigger: cue.slice(0, 200),
            type: analysis.types[0] ?? 'preceding_action',
            specificity: 'high',
            effectiveness: 'high',
            implementation: 'It is clear enough as it is: keep it.',
          },
        ]
      : []
  const clock: Trigger[] = minute === null ? [] : [atTime(name, minute)]
  return [...own, ...nearby(anchors, minute).map((anchor) => after(name, anchor)), ...clock].slice(0, MOST)
}

/** Those that are done at about the same time stand first; the firmest of the rest follow. */
function nearby(anchors: readonly Standing[], minute: number | null): Standing[] {
  const distance = (one: Standing) =>
    minute === null || one.minute === null
      ? 720
      : Math.min(Math.abs(one.minute - minute), 1_440 - Math.abs(one.minute - minute))
  return anchors.toSorted((a, b) => distance(a) - distance(b) || b.doneDays - a.doneDays).slice(0, 2)
}

const after = (name: string, { habit, doneDays }: Standing): Trigger => ({
  trigger: `After ${quoted(habit.name)}`,
  type: 'preceding_action',
  specificity: 'high',
  effectiveness: doneDays >= 28 ? 'high' : 'medium',
  implementation: `Say to yourself: after ${quoted(habit.name)} I begin ${quoted(name)}. You did the first on ${counted(doneDays, 'day')} of the last 30.`,
})

function atTime(name: string, minute: number): Trigger {
  const time = clockOf(minute)
  return {
    trigger: `At ${time}`,
    type: 'time',
    specificity: 'high',
    effectiveness: 'medium',
    implementation: `Let ${quoted(name)} ring at ${time}, when it is usually done.`,
  }
}

export const clockOf = (minute: number): string => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`
