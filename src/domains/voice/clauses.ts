import { DID, ORDERS } from './vocabulary.ts'

/** Part of an utterance that wants one thing: `text` as it was said, `plain` in lower case without politeness and end marks. */
export interface Clause {
  text: string
  plain: string
  question: boolean
}

/** More parts than anybody says in one breath; what follows stays with the last one. */
const MAX_CLAUSES = 12
/** Cues and openings are looked for in this many characters, so that no text can make the patterns slow. */
const HEAD = 240

/**
 * Splits an utterance where another wish begins: at the end of a sentence, and at "and", "then", "also" or a comma before an
 * order, a statement or a question. "bread and butter", "wash and fold the laundry" stay together, and so does all that follows
 * "note that" or "dear diary" up to the next order that can be nothing else.
 */
export function clausesOf(utterance: string): Clause[] {
  const found: Clause[] = []
  let rest = utterance.trim()
  let subject = ''
  do {
    const cut = found.length + 1 < MAX_CLAUSES ? firstCut(rest, subject) : null
    const text = (cut ? rest.slice(0, cut.end) : rest).trim()
    found.push(clauseOf(text, subject))
    subject = cut?.subject ?? ''
    rest = cut ? rest.slice(cut.next).trim() : ''
  } while (rest !== '')
  const telling = found.filter(({ plain }) => plain !== '' && !VOCATIVE.test(plain))
  return telling.length > 0 ? telling : found.slice(0, 1)
}

interface Cut {
  end: number
  next: number
  /** Words of this clause that the next one leaves out: "show" my reminders and my tasks. */
  subject: string
}

const JOINT =
  /([.!?;]+(?=\s)|\n)\s*|,?\s+(?:and then|and also|and|then|but|plus|so|also|now)\s+(?=\S)|,\s*(?:(?:and|then|also|now|so|but|plus) )*(?=\S)/giu
const ABBREVIATED = /(?:^|\s)(?:dr|mr|mrs|ms|st|vs|prof|no|[a-z]\.[a-z]|[a-z])\.$/i
const POLITE =
  /^(?:(?:please|pls|kindly|ok(?:ay)?|so|and|then|also|now|plus|but|well|oh|um+|uh+|hey|if so|if yes|if not|actually|alright|right|great|sure|yes|yeah|first|finally|next|(?:hi|hey|hello|ok) (?:there|almanac|assistant)|can you|could you|would you|will you|can we|could we|can i get you to|i(?:'d| would) like you to|i want you to|i need you to|go ahead and|let's|let us|in addition|by the way|btw|one more thing)(?:[,:]\s*|\s+))+/i
const LETS = /^(?:please |ok |so )*let(?:'s| us) /i
/** Nothing of its own when more follows: somebody is being addressed. */
const VOCATIVE =
  /^(?:hi|hey|hello|hiya|ok(?:ay)?|yo|good (?:morning|evening|afternoon|day)|thanks|thank you|thank you so much|great|perfect|sure|yes|yeah|please|alright|well|if so|also)(?: (?:there|almanac|so much|a lot|again))?$/
const ASKS =
  /^(?:what|what's|whats|which|who|who's|whose|why|how|how's|when|where|is|are|am|does|do|did|can|could|was|were|will|would|should|has|have i|have we)\b/
/** Orders that belong to no sentence before them. */
const STRONG =
  /^(?:remind (?:me|us)|don't (?:let|forget|remind)|do not let|wake me|ping me|notify me|set (?:an?|the|up|my)|add .{2,80} (?:to|on|as)\b|add (?:a|an|new|the task)|put .{2,80} (?:on|in)\b|schedule|book (?:an?|dinner|lunch|\w+ hours)|create|new (?:task|note|habit|goal)|take a note|make a note|note (?:that|to)|write (?:this )?down|start (?:a|an|my|the|tracking|reviewing)|cancel|delete|remove|quiz me|test me|share|send .{2,60} to|show me|show my|list my|log (?:my|a|that|\d|\w+ing)|mark .{2,60} (?:as|done)|check off|tick off|find my|snooze|move (?:the|my)|teach me|give \w+ access|let \w+ see|help me)\b/
const STATES =
  /^(?:i(?:'m|'ve|'d|'ll)?|we(?:'re|'ve|'ll)?|my [\w ]{2,24} (?:is|was|were|are)|today (?:i|was)|it (?:was|is)|you can)\b/
const REPORT = new RegExp(
  `^(?:${DID}|went|ran|read|meditated|walked|swam|slept|weighed|exercised|stretched|flossed|drank|trained)\\b`,
)
const REPORTED = new RegExp(
  `^(?:i|we)(?:'ve| have| just| already)*\\b ?(?=(?:${DID}|went|ran|read|meditated|walked|swam|slept|weigh|exercised|stretched|flossed|drank|trained))`,
)
const LISTED = /^(?:my |the |all )?(?:reminders|tasks|to-?dos|notes|calendar|schedule|goals|habits|agenda)\b/
const LISTING = /^(?:show(?: me)?|list|read(?: me)?|what are|give me)\b/
/** What is written down is not an order. */
const WRITING =
  /^(?:(?:take|make|create|add|write|new|record|leave)\b.{0,12}\bnotes?|note|jot|write|remember that|save this|dear diary|journal|diary)\b/
/** The order reaches over further verbs: "remind me to wash and fold the laundry". */
const REACHING = /^(?:share|send|remind)\b/
const REMIND = /^remind (?:me|us)\b/

function firstCut(text: string, subject: string): Cut | null {
  for (const joint of text.matchAll(JOINT)) {
    const end = joint.index
    const sentence = joint[1] !== undefined
    const left = text.slice(0, end + (joint[1]?.length ?? 0))
    const next = end + joint[0].length
    if (end === 0 || next >= text.length) continue
    const right = plainOf(text.slice(next, next + HEAD))
    if (sentence && joint[1]?.startsWith('.') && ABBREVIATED.test(left.slice(-8))) continue
    if (sentence) return { end: left.length, next, subject: '' }
    const follows = followsWith(
      plainOf(subject + left),
      right,
      text.slice(next - 1, next) !== '' && /^\s*,/.test(joint[0]),
    )
    if (follows !== null) return { end, next, subject: follows }
  }
  return null
}

/** Null when the words on the right go on with what stands left; otherwise what they leave out, mostly nothing. */
function followsWith(left: string, right: string, comma: boolean): string | null {
  if (VOCATIVE.test(left)) return ''
  if (STRONG.test(right)) return ''
  if (REMIND.test(left) && /^to \w+/.test(right) && /\d|\b(?:morning|noon|evening|tonight|tomorrow)\b/.test(left))
    return 'remind me '
  if (LISTING.test(left) && LISTED.test(right)) return `${LISTING.exec(left)?.[0] ?? 'show'} `
  if (WRITING.test(left)) return comma && ASKS.test(right) && / (?:i|my|you|it)\b/.test(right) ? '' : null
  if (STATES.test(right)) return /\b(?:that|because|when|if|whether|since|how|why|what)$/.test(left) ? null : ''
  const reported = REPORTED.exec(left)?.[0]
  if (reported && REPORT.test(right)) return reported
  if (ASKS.test(right) && right.split(' ').length > 2 && left.split(' ').length > 2) return ''
  const [first = ''] = right.split(' ')
  const orders = ORDERS.has(first) && right.includes(' ')
  return orders && left.includes(' ') && !REACHING.test(left) && !ASKS.test(left) && !/^i (?:want|would|'d)/.test(left)
    ? orderLead(left)
    : null
}

/** "I need to call Anna and buy milk": the second order is needed as well. */
function orderLead(left: string): string {
  return /^(?:i|we) (?:need|have|must|should|ought)(?: to)?\b/.exec(left)?.[0].concat(' ') ?? ''
}

function clauseOf(said: string, subject: string): Clause {
  const plain = plainOf(subject + said)
  return { text: said.replace(/[\s,;]+$/u, ''), plain, question: /\?\s*$/.test(said) || ASKS.test(plain) }
}

/** Lower case, one kind of apostrophe and space, without politeness in front and without the marks at the end. */
function plainOf(text: string): string {
  const lower = text.slice(0, HEAD).toLowerCase().replace(/[’`´]/g, "'").replace(/\s+/g, ' ').trim()
  const kept = LETS.test(lower) ? lower.replace(/^(?:please |ok |so )*/, '') : lower.replace(POLITE, '')
  return (kept === '' ? lower : kept).replace(/[\s.!;,]+$/, '').replace(/\?+$/, '')
}
