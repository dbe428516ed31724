import { MAX_TEXT } from './phrases/tokens.ts'
import { type About, parseWhen, type When } from './when.ts'

export type QuickArea = 'health' | 'wealth' | 'love' | 'happiness' | 'operations' | 'day_job'
export type QuickPriority = 'p1' | 'p2' | 'p3' | 'p4'

/** A part of the text that was understood, and its meaning as the API writes it. */
export interface Understood {
  text: string
  as: 'date' | 'time' | 'start' | 'recurrence' | 'target' | 'until' | 'count' | 'estimate' | 'tag' | 'priority' | 'area'
  value: string
}

/** A task as far as the text says it; what it does not say is null. At most one of `dueDate` and `dueAt` is set. */
export interface QuickAdd {
  title: string
  dueDate: string | null
  dueAt: string | null
  scheduledDate: string | null
  recurrence: When['recurrence']
  target: When['target']
  tags: string[]
  priority: QuickPriority | null
  area: QuickArea | null
  estimateMinutes: number | null
  understood: Understood[]
}

/**
 * Reads one line such as "Pay rent on the 1st of every month at 9am #home @wealth !p1 ~15m" without guessing.
 * The words that were understood are cut from the title; a line of nothing else keeps its whole text as the title.
 * An `@word` that is no life area, and a `#12` that is only a number, stay text. Dates as in {@link parseWhen}.
 */
export function parseQuickAdd(text: string, about: About): QuickAdd {
  const head = text.slice(0, MAX_TEXT)
  const marks = readMarks(head)
  const when = parseWhen(masked(head, marks), about)
  const estimate = marks.find((mark) => mark.as === 'estimate')
  const pieces: Placed[] = [...marks]
  for (const span of when.spans) {
    // A duration beside a written estimate says how long the event is; the estimate was meant for the task.
    if (span.as === 'duration' && estimate) continue
    pieces.push({ ...span, as: span.as === 'duration' ? 'estimate' : span.as })
  }
  pieces.sort((a, b) => a.start - b.start)
  const tags = marks.filter((mark) => mark.as === 'tag').map((mark) => mark.value)
  return {
    title: titleOf(text, pieces),
    dueDate: when.at === null ? when.date : null,
    dueAt: when.at,
    scheduledDate: when.startDate,
    recurrence: when.recurrence,
    target: when.target,
    tags: tags.filter((tag, i) => tags.findIndex((other) => other.toLowerCase() === tag.toLowerCase()) === i),
    priority: PRIORITIES.find((it) => marks.some((mark) => mark.as === 'priority' && mark.value === it)) ?? null,
    area: AREAS.find((it) => marks.some((mark) => mark.as === 'area' && mark.value === it)) ?? null,
    estimateMinutes: estimate ? Number(estimate.value) : when.durationMinutes,
    understood: pieces.map(({ start, end, as, value }) => ({ text: text.slice(start, end), as, value })),
  }
}

type Placed = Understood & { start: number; end: number }

const PRIORITIES: readonly QuickPriority[] = ['p1', 'p2', 'p3', 'p4']
const PRIORITY_WORDS: Readonly<Record<string, QuickPriority>> = {
  urgent: 'p1',
  high: 'p2',
  medium: 'p3',
  normal: 'p3',
  low: 'p4',
}

const AREAS: readonly QuickArea[] = ['health', 'wealth', 'love', 'happiness', 'operations', 'day_job']
const AREA_WORDS: ReadonlyMap<string, QuickArea> = new Map(
  Object.entries({
    health: 'health fitness gym sport wellness',
    wealth: 'wealth money finance finances budget',
    love: 'love family friends relationship relationships',
    happiness: 'happiness fun joy hobby hobbies',
    operations: 'operations ops admin chores errands home house',
    day_job: 'day_job dayjob day-job job work office career',
  }).flatMap(([area, words]) => words.split(' ').map((word): [string, QuickArea] => [word, area as QuickArea])), // keys above
)

const TAG = /(?<![^\s(,])#([\p{L}\p{N}_](?:[\p{L}\p{N}_/-]{0,48}[\p{L}\p{N}_])?)/gu
const PRIORITY_MARK = /(?<!\S)!(p?[1-4]|urgent|high|medium|normal|low)(?![\p{L}\p{N}])/giu
const PRIORITY_SPOKEN =
  /(?<![\p{L}\p{N}#@!-])(?:with |at )?(high|medium|normal|low)[ -]priority(?![\p{L}\p{N}-])(?! (?:queue|list|item|task|inbox|lane)s?\b)/giu
const PRIORITY_NAMED =
  /(?<![\p{L}\p{N}#@!-])priority(?:: ?| )(p?[1-4]|urgent|high|medium|normal|low)(?![\p{L}\p{N}])/giu
const URGENT = /(?<![\p{L}\p{N}#@!-])urgent(?![\p{L}\p{N}-])(?! care\b)/giu
const AREA = /(?<!\S)@([A-Za-z]{1,20}(?:[_-][A-Za-z]{1,20})?)(?=$|[\s,;:!?)]|\.(?:\s|$))/gu
const HOURS =
  /(?<!\S)~ ?(\d{1,3}(?:\.\d{1,2})?) ?(?:hours?|hrs?|h)(?:(\d{1,2})m?| (\d{1,2}) ?(?:minutes?|mins?|m))?(?![\p{L}\p{N}])/giu
const MINUTES = /(?<!\S)~ ?(\d{1,4}) ?(?:minutes?|mins?|m)(?![\p{L}\p{N}])/giu
/** Before these words "urgent" and "low priority" describe something in the title, or are denied. */
const DESCRIBING = /(?:^|[^\p{L}])(?:a|an|the|my|our|this|that|of|not|isn't|less|more|very|most|as)\s$/iu
/** A week: longer estimates are slips. */
const MAX_ESTIMATE = 10_080

/** Tags, priority, area and estimate. Of the last three the first one counts and later ones stay text. */
function readMarks(text: string): Placed[] {
  const found: Placed[] = []
  const add = (as: Placed['as'], match: RegExpExecArray, value: string | null) => {
    const [start, end] = [match.index, match.index + match[0].length]
    const free = found.every((other) => end <= other.start || start >= other.end)
    if (value !== null && free) found.push({ text: match[0], as, value, start, end })
  }
  for (const match of text.matchAll(TAG)) add('tag', match, /\p{L}/u.test(match[1] ?? '') ? (match[1] ?? null) : null)
  for (const match of text.matchAll(PRIORITY_MARK)) add('priority', match, priorityOf(match[1]))
  for (const match of text.matchAll(PRIORITY_NAMED)) add('priority', match, priorityOf(match[1]))
  for (const match of text.matchAll(PRIORITY_SPOKEN))
    add('priority', match, isDescribing(text, match) ? null : priorityOf(match[1]))
  for (const match of text.matchAll(URGENT)) add('priority', match, isDescribing(text, match) ? null : 'p1')
  for (const match of text.matchAll(AREA)) add('area', match, AREA_WORDS.get((match[1] ?? '').toLowerCase()) ?? null)
  for (const match of text.matchAll(HOURS))
    add('estimate', match, minutesOf(Number(match[1]) * 60 + Number(match[2] ?? match[3] ?? 0)))
  for (const match of text.matchAll(MINUTES)) add('estimate', match, minutesOf(Number(match[1])))
  found.sort((a, b) => a.start - b.start)
  return found.filter((mark, i) => mark.as === 'tag' || found.findIndex((other) => other.as === mark.as) === i)
}

function priorityOf(word = ''): QuickPriority {
  const lower = word.toLowerCase()
  const numbered = PRIORITIES.find((priority) => priority === lower || priority === `p${lower}`)
  return numbered ?? PRIORITY_WORDS[lower] ?? 'p3'
}

function isDescribing(text: string, match: RegExpExecArray): boolean {
  return DESCRIBING.test(text.slice(Math.max(0, match.index - 10), match.index))
}

function minutesOf(minutes: number): string | null {
  const whole = Math.round(minutes)
  return whole > 0 && whole <= MAX_ESTIMATE ? String(whole) : null
}

/** The text with every mark blotted out, at the same length, so that places in it stay true and words do not meet. */
function masked(text: string, marks: readonly Placed[]): string {
  let result = text
  for (const { start, end } of marks) result = result.slice(0, start) + '\u0001'.repeat(end - start) + result.slice(end)
  return result
}

function titleOf(text: string, pieces: readonly Placed[]): string {
  const whole = text.replace(/\s+/g, ' ').trim()
  if (pieces.length === 0) return whole
  let rest = ''
  let at = 0
  for (const { start, end } of pieces) {
    rest += `${text.slice(at, start)} `
    at = end
  }
  const title = trimmed(
    `${rest}${text.slice(at)}`
      .replace(/\s+/g, ' ')
      .replace(/\( ?\)|\[ ?\]/g, '')
      .replace(/ {2,}/g, ' ')
      .replace(/ (?=[,;:.!?)]+(?: |$))/g, '')
      .replace(/[,;:]+(?=[,;:.!?]|$)/g, ''),
  )
  return /[\p{L}\p{N}]/u.test(title) ? title : whole
}

/** Marks left hanging at either end once the words beside them are gone. A loop, since a pattern could look back for long. */
function trimmed(title: string): string {
  let [start, end] = [0, title.length]
  while (start < end && ' ,;:.–—-'.includes(title[start] ?? '')) start++
  while (end > start && ' ,;:–—-'.includes(title[end - 1] ?? '')) end--
  return title.slice(start, end)
}
