import { parseQuickAdd } from '#core/time/quickadd.ts'
import type { About } from '#core/time/when.ts'
import { type Clause, clausesOf } from './clauses.ts'
import type { Signs } from './cue.ts'
import { cues } from './cues.ts'
import { type Entities, entitiesOf } from './entities.ts'
import type { IntentType } from './intents.ts'
import { hasNumber } from './quantities.ts'
import { ORDERS } from './vocabulary.ts'

/** The most that is read of an utterance, in characters. */
export const MAX_UTTERANCE = 2_000

export interface Intent {
  type: IntentType
  /** 0 to 1: how much the words speak for this type, less what they say for the next best. Not a probability. */
  confidence: number
  entities: Entities
  /** The part of the utterance that says so. */
  text: string
}

interface Scored {
  type: IntentType
  confidence: number
  clause: Clause
  texts: string[]
}

/**
 * What an English utterance wants, in the order in which it was said; several wishes give several intents, and there is always at
 * least one. The same text, moment and zone always give the same answer. What fits nothing is chit-chat of low confidence.
 */
export function classify(utterance: string, about: About): Intent[] {
  const scored: Scored[] = []
  for (const clause of clausesOf(utterance.slice(0, MAX_UTTERANCE))) {
    const before = scored.at(-1)
    const one = score(clause, about, before?.type)
    if (before && belongs(before, one)) before.texts.push(clause.text)
    else scored.push(one)
  }
  return scored.map(({ type, confidence, clause, texts }) => {
    const text = texts.reduce((whole, next) => `${whole}${/[.!?:]$/.test(whole) ? ' ' : ', '}${next}`)
    return { type, confidence, text, entities: entitiesOf(type, { ...clause, text }, about) }
  })
}

/** Kinds whose words may go on over several sentences. */
const RUNNING: ReadonlySet<IntentType> = new Set(['journal_entry', 'create_note', 'chit_chat', 'general_question'])
const REFERS = /\b(?:it|that|this|them|those|one)\b/

/** Whether a clause only continues the one before: a diary goes on, and "you can check that off" is about what was just said. */
function belongs(before: Scored, one: Scored): boolean {
  if (before.type === 'journal_entry' || before.type === 'create_note') {
    const opens = /^(?:note|take|make|write|jot)\b/.test(one.clause.plain)
    return (one.type === before.type && !opens) || one.confidence < WEAK
  }
  if (one.type === before.type && RUNNING.has(one.type)) return one.type === 'chit_chat' || one.confidence < WEAK
  return one.type === before.type && REFERS.test(one.clause.plain) && one.clause.plain.split(' ').length <= 7
}

const WEAK = 0.45

function score(clause: Clause, about: About, before: IntentType | undefined): Scored {
  const { plain, question } = clause
  const quick = parseQuickAdd(clause.text.slice(0, 300), about)
  const kinds = quick.understood.map(({ as }) => as)
  const signs: Signs = {
    question,
    timed: kinds.some((as) => as === 'date' || as === 'time' || as === 'recurrence'),
    clock: kinds.includes('time'),
    number: hasNumber(plain),
  }
  const totals = new Map<IntentType, number>()
  const add = (type: IntentType, weight: number) => totals.set(type, 1 - (1 - (totals.get(type) ?? 0)) * (1 - weight))
  for (const { type, weight, pattern, when } of cues) {
    const strongest = totals.get(type) ?? 0
    if (pattern.test(plain) && (!when || when(plain, signs))) totals.set(type, Math.max(strongest, weight))
  }
  for (const [type, weight] of weakCues(plain, signs, before, kinds.length > 0)) add(type, weight)
  const [best, second] = [...totals].sort((a, b) => b[1] - a[1])
  if (!best) return { type: 'chit_chat', confidence: 0.2, clause, texts: [clause.text] }
  const doubt = second ? Math.max(0, second[1] - 0.4) * 0.3 : 0
  return { type: best[0], confidence: Math.round((best[1] - doubt) * 100) / 100, clause, texts: [clause.text] }
}

/** What speaks a little: an order in front, a date beside anything, and the wish before, which "move that one" refers to. */
function weakCues(
  plain: string,
  signs: Signs,
  before: IntentType | undefined,
  marked: boolean,
): [IntentType, number][] {
  const [first = '', second = ''] = plain.split(/[\s:,]+/)
  const found: [IntentType, number][] = []
  if (ORDERS.has(first) && second !== '' && !signs.question) found.push(['create_task', signs.timed ? 0.66 : 0.62])
  if (before?.endsWith('_reminder') && REFERS.test(plain)) {
    if (/^(?:move|change|snooze|postpone|push|shift|make)\b/.test(plain)) found.push(['update_reminder', 0.9])
    if (/^(?:cancel|delete|remove)\b/.test(plain)) found.push(['cancel_reminder', 0.9])
  }
  if (signs.question) return found
  if (/^(?:i|we)\b/.test(plain)) found.push(['journal_entry', 0.4])
  else if (marked && plain.includes(' ')) found.push([signs.clock ? 'schedule_event' : 'create_task', 0.42])
  return found
}
