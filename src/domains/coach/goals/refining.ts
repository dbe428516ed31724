import { daysBetween } from '#core/time/zones.ts'
import { counted } from '../wording.ts'
import { type Horizon, horizonOf } from './spans.ts'

export interface Draft {
  title: string
  description: string | null
  timeHorizon: Horizon | null
  targetDate: string | null
  isMeasured: boolean
  hasCriteria: boolean
}

const LEAD =
  /^(?:my goal is to|my goal:?|goal:|i(?:'d| would) like to|i(?:'m| am) going to|i (?:want|need|have|plan|hope|should|must|will)(?: to)?|try to|trying to)\s+/i
const VAGUE =
  /\b(better|more|less|healthy|healthier|fitter|happier|richer|improve|good|great|organi[sz]ed|productive|successful|enough|some)\b/i
const TWO_AIMS = /\b(?:and (?!more\b|less\b|better\b)\w+ (?:a|the|my|more|less|\d)|as well as|; )/i

/** A title that begins with what is done: without "I want to", and with a capital. */
export function trimmedTitle(title: string): string {
  const bare = title
    .trim()
    .replace(LEAD, '')
    .replace(/[.!]+$/, '')
    .trim()
  return bare === '' ? title.trim() : bare.charAt(0).toUpperCase() + bare.slice(1)
}

/** What keeps a goal from being told done from not done, by its form alone: each a sentence about what to change. */
export function adjustmentsFor(draft: Draft, today: string): string[] {
  const { title, description, timeHorizon, targetDate, isMeasured, hasCriteria } = draft
  const vague = VAGUE.exec(title)?.[0]
  const days = targetDate === null ? null : daysBetween(today, targetDate)
  const fits = days === null ? null : horizonOf(days)
  return [
    ...(isMeasured
      ? []
      : vague && !hasCriteria
        ? [`“${vague}” can always be more: say how much, or what will be different.`]
        : hasCriteria
          ? []
          : ['Nothing in it can be counted: say how much or how many, or add success criteria.']),
    ...(days === null ? ['It has no target day: say by when.'] : []),
    ...(days !== null && days < 0 ? [`Its target day passed ${counted(-days, 'day')} ago: set a new one.`] : []),
    ...(timeHorizon !== null && fits !== null && days !== null && days >= 0 && fits !== timeHorizon
      ? [`Its target day is ${counted(days, 'day')} away, which is ${fits} rather than ${timeHorizon}.`]
      : []),
    ...(TWO_AIMS.test(title) ? ['It seems to aim at two things: two goals are easier to follow than one.'] : []),
    ...(title.length > 100 ? ['Its title is long: move the details into the description.'] : []),
    ...(description === null ? ['It does not say why it matters: one sentence helps on days without drive.'] : []),
  ]
}
