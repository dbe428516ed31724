import { parseQuickAdd, type QuickAdd } from '#core/time/quickadd.ts'
import type { About } from '#core/time/when.ts'
import { localOf } from '#core/time/zones.ts'
import type { Clause } from './clauses.ts'
import type { IntentType } from './intents.ts'
import { daysAsked, PAST_WORDS, pastDay } from './past.ts'
import { friendIn, personIn } from './people.ts'
import { quantitiesOf } from './quantities.ts'
import { itemNamed, titleOf } from './titles.ts'
import { HABIT } from './vocabulary.ts'

/** What a clause names. Each is null (or empty) when it was not said, or means nothing to this type of intent. */
export interface Entities {
  title: string | null
  /** `YYYY-MM-DD` in the user's zone. */
  date: string | null
  /** `HH:mm` in the user's zone. */
  time: string | null
  /** The instant of date and time; null without a time of day. */
  at: string | null
  /** The zone in which date and time are meant; null without them. */
  timezone: string | null
  /** The days a question or a task is about: "this week". */
  from: string | null
  to: string | null
  recurrence: QuickAdd['recurrence']
  target: QuickAdd['target']
  durationMinutes: number | null
  priority: QuickAdd['priority']
  area: QuickAdd['area']
  tags: string[]
  person: string | null
  place: string | null
  amount: number | null
  unit: string | null
  metric: string | null
  habit: string | null
  /** What is looked for or asked. */
  query: string | null
}

/** Types that are about what is over: "on Monday" is then the last one. */
const PAST: ReadonlySet<IntentType> = new Set(['log_habit', 'log_metric', 'journal_entry', 'complete_task'])
const WITH_TIME: ReadonlySet<IntentType> = new Set([
  'create_reminder',
  'update_reminder',
  'cancel_reminder',
  'list_reminders',
  'create_task',
  'list_tasks',
  'create_goal',
  'create_habit',
  'schedule_event',
  'check_schedule',
  'ask_weather',
  'start_review',
])
const STRETCHED: ReadonlySet<IntentType> = new Set([
  'list_reminders',
  'list_tasks',
  'check_schedule',
  'ask_weather',
  'find_notes',
  'create_task',
])
const TITLED: ReadonlySet<IntentType> = new Set([
  'create_reminder',
  'create_note',
  'create_task',
  'complete_task',
  'create_goal',
  'schedule_event',
  'create_course',
  'journal_entry',
])
const WITH_PERSON: ReadonlySet<IntentType> = new Set([
  'create_reminder',
  'create_task',
  'schedule_event',
  'check_schedule',
  'share_item',
  'journal_entry',
])

export function entitiesOf(type: IntentType, clause: Clause, about: About): Entities {
  const found: Entities = { ...NOTHING, tags: [] }
  const quick = parseQuickAdd(marked(clause.text), about)
  if (WITH_TIME.has(type)) Object.assign(found, timed(quick, about))
  if (STRETCHED.has(type)) Object.assign(found, daysAsked(clause.text, about))
  if (PAST.has(type)) found.date = pastDay(clause.text, about)
  if (found.date !== null) found.timezone = about.zone
  if (WITH_PERSON.has(type)) found.person = personIn(clause.text)
  if (TITLED.has(type)) found.title = titleOf(type, WITH_TIME.has(type) ? quick.title : clause.text)
  if (type === 'update_reminder' || type === 'cancel_reminder') found.title = itemNamed(quick.title)
  if (type === 'add_friend') found.person = friendIn(clause.text)
  if (type === 'create_habit') found.habit = titleOf(type, quick.title)
  return { ...found, ...named(type, clause, quick) }
}

const NOTHING: Omit<Entities, 'tags'> = {
  title: null,
  date: null,
  time: null,
  at: null,
  timezone: null,
  from: null,
  to: null,
  recurrence: null,
  target: null,
  durationMinutes: null,
  priority: null,
  area: null,
  person: null,
  place: null,
  amount: null,
  unit: null,
  metric: null,
  habit: null,
  query: null,
}

/** Priorities that are only said, as the marks that quick add reads: "p1", "a high priority task", "an urgent task". */
function marked(text: string): string {
  return text
    .replace(/(?<![!\w])p([1-4])(?!\w)/gi, '!p$1')
    .replace(/\b(an?|the) (urgent|high|medium|low)(?:[ -]priority)? (task|to-?do)\b/gi, '$1 $3 !$2')
}

function timed(quick: QuickAdd, { zone }: About): Partial<Entities> {
  const local = quick.dueAt === null ? null : localOf(quick.dueAt, zone)
  return {
    date: local?.slice(0, 10) ?? quick.dueDate,
    time: local?.slice(11, 16) ?? null,
    at: quick.dueAt,
    recurrence: quick.recurrence,
    target: quick.target,
    durationMinutes: quick.estimateMinutes,
    priority: quick.priority,
    area: quick.area,
    tags: quick.tags,
  }
}

/** What only one or two types ask for. */
function named(type: IntentType, clause: Clause, quick: QuickAdd): Partial<Entities> {
  const { text, plain } = clause
  switch (type) {
    case 'log_metric':
      return measured(text)
    case 'log_habit':
      return { ...amountIn(text), habit: habitIn(withoutAmount(plain)) }
    case 'create_goal':
    case 'create_habit':
      return amountIn(quick.title)
    case 'find_notes':
      return { query: topicIn(plain, NOTE_TOPIC) }
    case 'share_item':
      return { title: topicIn(text.replace(/[.!?]+$/, ''), SHARED) }
    case 'start_review':
    case 'goal_progress':
      return { title: topicIn(plain.replace(/ session$/, ''), type === 'start_review' ? REVIEWED : GOAL_NAMED) }
    case 'ask_weather':
      return { place: topicIn(text, PLACE) }
    case 'general_question':
      return { query: text }
    default:
      return {}
  }
}

function amountIn(text: string): Partial<Entities> {
  const all = quantitiesOf(text)
  const { amount = null, unit = null } = all.find((one) => one.unit !== null) ?? all[0] ?? {}
  return { amount, unit }
}

const METRIC_WORDS: readonly [string, RegExp][] = [
  ['weight', /\bweigh(?:t|ed|s)?\b|\b(?:lost|gained)\b/],
  ['blood pressure', /\bblood pressure\b/],
  ['blood sugar', /\bblood sugar|glucose\b/],
  ['resting heart rate', /\bresting (?:heart ?rate|pulse)\b/],
  ['heart rate', /\bheart ?rate|pulse\b/],
  ['body fat', /\bbody ?fat\b/],
  ['sleep', /\bsle(?:ep|pt)\b/],
  ['steps', /\bsteps\b/],
  ['calories', /\bcalories|kcal\b/],
  ['mood', /\bmood\b/],
  ['energy', /\benergy\b/],
  ['stress', /\bstress\b/],
  ['spending', /\bspen[dt]|expenses?\b/],
  ['temperature', /\btemperature\b/],
]

/** The metric by its usual name, else the words between "my" or "log" and the number. */
function measured(text: string): Partial<Entities> {
  const lower = text.toLowerCase()
  const known = METRIC_WORDS.find(([, pattern]) => pattern.test(lower))?.[0]
  const said = /\b(?:my|log|record|track|enter) (?:an? |my )?([a-z][a-z ]{1,40}?) (?:is|was|of|as|to|at|today|\d)/.exec(
    lower,
  )?.[1]
  return { ...amountIn(text), metric: known ?? said ?? null }
}

/** "I went for a run today" is "run": what is left without the report, the day and the amount. */
function habitIn(plain: string): string | null {
  const rest = plain
    .replace(PAST_WORDS, '')
    .replace(
      /^(?:i(?:'ve| have| just)*|we|log|record|track|mark|check off|tick off|cross off|check in)\b\s*(?:that (?:i|we)(?:'ve| have)? )?/,
      '',
    )
    .replace(
      /^(?:did|done|skipped|missed|didn't do|didn't|did not|went (?:for|to|on)|finished|completed|had|drank|took)\b\s*/,
      '',
    )
    .replace(/^(?:my|the|an?|some) /, '')
    .replace(/\b(?:as |for )?(?:done|complete|completed|finished)\b|\bfor$/g, '')
    .replace(/^(?:morning|evening|daily|nightly) (?=\w)/, '')
    .replace(/\s+/g, ' ')
    .trim()
  return rest.replace(/\s+(?:for|on|at|as)$/, '') || HABIT.exec(plain)?.[0] || null
}

/** "30 minutes of running" is running; what is counted in repetitions is itself the habit. */
function withoutAmount(plain: string): string {
  const counted = quantitiesOf(plain).filter(({ unit }) => unit !== 'reps' && unit !== 'pages')
  return counted.reduceRight(
    (kept, { start, end }) => `${kept.slice(0, start)} ${kept.slice(end).replace(/^ of\b/, '')}`,
    plain,
  )
}

const NOTE_TOPIC =
  /\b(?:about|on|for|mentioning|regarding|of|after|from)\s+(?:the |my )?(.+)$|\b(?:wrote?|write|note|jot)(?: down)? (?:about |on )?(?:the |my )?(.+)$|\b(?:my|the|that) (.+?) notes?$/
const SHARED =
  /^(?:.*?\b)?(?:share|send|forward|show|see|view|read|edit|access to)\s+(?:my |the |this |our |that )?(.+?)(?:\s+(?:with|to)\s+.+)?$/i
const REVIEWED =
  /\b(?:on|for|in|through|review|reviewing|study|practi[sc]e|revise)\s+(?:my |the |some )?(.+?)(?: deck| cards| flash ?cards)?$|\bthe (.+?) deck$/
const GOAL_NAMED =
  /\b(?:on|with|for|to|towards?|of) (?:my |the |our )?(.+?)(?: goals?| target)?$|\bmy (.+?) (?:goal|target)\b|\bmy (.+?) going$/
const PLACE = /\bin (\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+){0,2})/u

function topicIn(text: string, pattern: RegExp): string | null {
  const found = pattern.exec(text)
  return (
    found
      ?.slice(1)
      .find((part) => part !== undefined)
      ?.trim() ?? null
  )
}
