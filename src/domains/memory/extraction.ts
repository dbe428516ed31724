import type { MemoryKind } from './memory.tables.ts'

/** Something that somebody has said about themselves. */
export interface Fact {
  text: string
  kind: MemoryKind
  /** What there is only one of, so that the newest counts: `name`, `home`, `favourite:colour`. */
  slot: string | null
  confidence: number
  /** So many days it is true, as far as the words tell; null is for good. */
  days: number | null
}

const MAX_SENTENCE = 300
const MAX_FACTS = 5

/**
 * The facts in what somebody says, by fixed rules, English only: what they state about themselves in the first person or ask to be
 * remembered. Not what they ask, suppose, pretend or report of others, and nothing that they only quote or paste.
 */
export function factsIn(message: string): Fact[] {
  const facts = sentencesOf(ownWords(message)).flatMap((sentence) => factOf(sentence) ?? [])
  const bySlot = new Map(facts.map((fact, at) => [fact.slot ?? at, fact]))
  return [...bySlot.values()].slice(0, MAX_FACTS)
}

/** Without code, quotations and what follows a mail's header: other people's words. */
function ownWords(message: string): string {
  return message
    .replaceAll(/```[\s\S]*?(?:```|$)/g, ' ')
    .replace(/^(?:from|subject|forwarded message|-+ ?(?:original|forwarded)).*$[\s\S]*/im, ' ')
    .replace(/^on .{5,80} wrote:[\s\S]*/im, ' ')
    .replaceAll(/^\s*>.*$/gm, ' ')
    .replaceAll(/"[^"]*"|“[^”]*”|«[^»]*»|`[^`]*`/g, ' … ')
}

const sentencesOf = (text: string) =>
  text
    .split(/(?<=[.!?])\s+|\n+|;\s+|,?\s+(?:but|and) (?=(?:i|my|please)\b)/i)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence.length >= 6 && sentence.length <= MAX_SENTENCE && !sentence.includes('…'))

const NO_STATEMENT =
  /\?\s*$|^(?:if|suppose|imagine|pretend|what if|would|could|should|do|does|am|is|are|can|will|did|have)\b/i
const NOT_MEANT = /\b(?:i wish|imagine|pretend|hypothetically|as if|let's say|act as|role ?play|used to|if i)\b/i
const OF_OTHERS = /\b(?:said|says|say|told|tells|asked|wrote|claims?|according to)\b/i
const UNSURE = /\b(?:maybe|perhaps|might|not sure|i think|i guess|probably|sometimes)\b/i
/** `I like that` tells nothing when the talk is over. */
const POINTS_AWAY =
  /\b(?:like|love|hate|prefer|dislike|enjoy|stand)\s+(?:it|that|this|these|those|your?|them|him|her|how|what|when|the idea|to (?:know|see|ask|thank))\b/i

interface Rule {
  kind: MemoryKind
  pattern: RegExp
  slot?: (match: RegExpMatchArray) => string
}

const OPENING =
  '^(?:(?:hi|hey|hello|so|well|also|and|oh|by the way|btw|actually|just so you know|fyi|please note)[,!]? )*'
const I_AM = "(?:i am|i'm|im)"
const RELATIVES =
  'wife|husband|partner|girlfriend|boyfriend|son|daughter|mother|mum|mom|father|dad|brother|sister|dog|cat|boss|doctor|therapist|best friend'
const rule = (kind: MemoryKind, words: string, slot?: Rule['slot']): Rule => {
  return { kind, pattern: new RegExp(`${OPENING}${words}`, 'iu'), ...(slot && { slot }) }
}
const always = (slot: string) => () => slot
const named = (prefix: string) => (match: RegExpMatchArray) => `${prefix}:${(match[1] ?? '').toLowerCase().trim()}`

/** The first that fits says what kind of fact it is. */
const RULES: readonly Rule[] = [
  rule('identity', "(?:my name is|my name's|i am called|i'm called|call me|people call me) \\p{L}", always('name')),
  rule('identity', 'my (?:birthday|date of birth) is ', always('birthday')),
  rule('identity', 'i was born (?:on|in) ', always('birthday')),
  rule('identity', `${I_AM} \\d{1,3}(?: years old)?(?:[.!]|$)`, always('age')),
  rule('identity', `(?:i live in|i (?:have |just |recently )*moved to|${I_AM} living in) `, always('home')),
  rule('identity', `(?:i work (?:as|at|for|in)|my job is|${I_AM} working (?:as|at|for)) `, always('work')),
  rule('identity', 'my pronouns are ', always('pronouns')),
  rule('identity', `(?:i come from|${I_AM} from|i study|${I_AM} studying|my native language is|i speak) `),
  rule(
    'health',
    `(?:${I_AM} (?:\\w+ )?(?:allergic|intolerant|diabetic|asthmatic|pregnant|vegetarian|vegan|celiac|coeliac|colou?r ?blind)|i (?:have|suffer from|was diagnosed with|have been diagnosed with|take) (?:\\w+ ){0,3}?(?:allerg\\w*|intoleran\\w*|asthma|diabetes|adhd|migraines?|epilepsy|arthritis|insomnia|anxiety|depression|medication|pills?|insulin|blood pressure)|i (?:can't|cannot|must not|don't|do not) (?:eat|drink|tolerate))\\b`,
  ),
  rule('preference', 'my favou?rite ([\\p{L} ]{2,30}?) (?:is|are) ', named('favourite')),
  rule(
    'preference',
    "i (?:really |much |strongly |would |'d )?(?:prefer|like|love|enjoy|hate|dislike|can't stand|cannot stand|don't like|do not like|don't enjoy)\\s+\\S",
  ),
  rule(
    'preference',
    `${I_AM} (?:more of )?an? (?:early bird|morning person|night owl|evening person|introvert|extrovert)\\b`,
  ),
  rule('relationship', `my (${RELATIVES})(?:'s name is| is (?:called|named)) `, named('relation')),
  rule(
    'relationship',
    `(?:my (?:${RELATIVES})\\b.{0,40}\\b(?:is|has|lives|works|was born)\\b|i have (?:a|an|one|two|three|four|\\d) (?:${RELATIVES}|kids?|children|sons|daughters|dogs|cats)|${I_AM} (?:married|divorced|single|engaged|widowed)\\b)`,
  ),
  rule(
    'goal',
    `(?:my (?:main |biggest |long-term )?goal(?: for [\\w ]{2,30})? is|${I_AM} training for|${I_AM} saving (?:up )?for) `,
  ),
  rule(
    'routine',
    'i (?:usually|always|never|normally|typically|generally|work out|get up|wake up|go to bed|go to sleep) \\S',
  ),
  rule(
    'routine',
    '(?:every (?:morning|evening|night|day|week|monday|tuesday|wednesday|thursday|friday|saturday|sunday),? i|on (?:week|mon|tues|wednes|thurs|fri|satur|sun)\\w*days?,? i) \\S',
  ),
  rule('instruction', '(?:please )?(?:from now on|in (?:the )?future),? \\S'),
  rule(
    'instruction',
    "(?:please )?(?:always|never|do not ever|don't ever) (?:answer|reply|respond|write|speak|talk|call|use|give|tell|ask|suggest|remind|address|mention|be|show)\\b",
  ),
]

const TO_REMEMBER =
  /^(?:please |can you |could you |i want you to |i'd like you to )?(?:remember|keep in mind|note|don't forget|do not forget|never forget|make a note|bear in mind)(?: down)?(?: for (?:later|the future|next time))?(?: that|:|,)\s*(.{4,})$/i

function factOf(sentence: string): Fact | null {
  const asked = TO_REMEMBER.exec(sentence.replace(/\?\s*$/, ''))?.[1]
  const text = (asked ?? sentence).trim()
  if (asked === undefined && (NO_STATEMENT.test(text) || NOT_MEANT.test(text) || OF_OTHERS.test(text))) return null
  if (asked === undefined && POINTS_AWAY.test(text)) return null
  for (const { kind, pattern, slot } of RULES) {
    const match = pattern.exec(text)
    if (match) return madeOf(text, kind, slot?.(match) ?? null, asked !== undefined)
  }
  return asked === undefined ? null : madeOf(text, 'other', null, true)
}

function madeOf(text: string, kind: MemoryKind, slot: string | null, isAsked: boolean): Fact {
  const confidence = isAsked ? 1 : UNSURE.test(text) ? 0.5 : 0.8
  const said = text.replace(new RegExp(OPENING, 'iu'), '').replace(/[.!\s]+$/, '')
  return { text: said.charAt(0).toUpperCase() + said.slice(1), kind, slot, confidence, days: daysOf(text) }
}

const daysOf = (text: string): number | null => {
  if (/\b(?:today|tonight|this (?:morning|afternoon|evening)|right now|at the moment)\b/i.test(text)) return 1
  if (/\b(?:tomorrow|this weekend|this week|for a few days)\b/i.test(text)) return 7
  if (/\b(?:this month|for a few weeks|for now|currently)\b/i.test(text)) return 31
  return null
}
