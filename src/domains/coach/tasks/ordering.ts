import { ALIKE, likeness, wordsOf } from '../likeness.ts'

/** What is done before what, in most work: from finding out to what follows a finished thing. */
export const PHASES = ['find_out', 'prepare', 'make', 'check', 'hand_over', 'follow_up'] as const
export type Phase = (typeof PHASES)[number]

const VERBS: Record<Phase, string> = {
  find_out: 'research find choose decide compare ask measure interview analyse analyze investigate collect pick read',
  prepare: 'plan design outline buy order book gather get reserve rent hire install setup sketch download borrow',
  make: 'write draft build make paint implement create cook assemble record code develop translate bake sew edit clean',
  check: 'review test check proofread verify inspect rehearse taste validate revise correct',
  hand_over: 'send submit publish deploy launch ship deliver present release hand print mail serve upload',
  follow_up: 'announce invoice celebrate evaluate archive thank bill follow',
}
const PHASE_OF = new Map(
  PHASES.flatMap((phase) => VERBS[phase].split(' ').map((verb): [string, Phase] => [verb, phase])),
)

/** The phase that a title begins with, or null. */
export function phaseOf(title: string): Phase | null {
  const verb = /^\p{L}+/u.exec(title.trim().toLowerCase())?.[0] ?? ''
  return PHASE_OF.get(verb) ?? null
}

/** Whether by the words of their titles `before` comes before `after`: both say what is done, to the same thing, one phase earlier. */
export function comesBefore(before: string, after: string): boolean {
  const [first, second] = [phaseOf(before), phaseOf(after)]
  if (first === null || second === null || PHASES.indexOf(first) >= PHASES.indexOf(second)) return false
  return likeness(thingOf(before), thingOf(after)) >= ALIKE
}

const thingOf = (title: string) => wordsOf(title.trim().replace(/^\p{L}+/u, ''))

const NEEDS =
  /\b(?:after|once|as soon as|depends on|requires?|needs|waiting (?:for|on)|blocked by|first)[: ]+(?:i (?:have |get )?|we (?:have |get )?|the |my |a )?([^.,;\n]{3,80})/giu

/** What a text says must come first: "after the permit arrived" says "permit arrived". */
export const needsIn = (text: string): string[] => [
  ...new Set(
    [...text.matchAll(NEEDS)].map(([, what = '']) => what.replace(/\s+(?:is|are|has|have|was)\s+.*$/i, '').trim()),
  ),
]
