import type { CueLine } from './cue.ts'
import { ASK, DID, EVENT, FELT_DAY, MAKE, WISH } from './vocabulary.ts'

const ALARM = '(?:reminders?|alarms?|timers?)'
const DROP =
  '(?:cancel|delete|remove|clear|stop|turn off|switch off|shut off|dismiss|disable|get rid of|forget|drop|never ?mind|kill|scrap|erase)'
const CHANGE =
  '(?:move|change|snooze|postpone|push|push back|reschedule|delay|shift|update|edit|bring|adjust|modify|rename|extend|make|set|switch)'

/** Reminders, tasks and the calendar. */
export const planCues: readonly CueLine[] = [
  ['create_reminder', 0.9, '\\bremind (?:me|us)\\b'],
  [
    'create_reminder',
    0.9,
    `^(?:${MAKE}|i need|i want|give me|schedule|leave me|get me)\\b(?: up)?(?: \\w+){0,3}? ${ALARM}\\b`,
  ],
  ['create_reminder', 0.85, `^(?:a |an )?(?:${ALARM})(?: to| for| at| about| on| in|:)`],
  ['create_reminder', 0.92, "^(?:don't|do not|never) let me (?:forget|miss)\\b"],
  ['create_reminder', 0.9, '^wake (?:me|us)\\b'],
  ['create_reminder', 0.85, '^(?:ping|nudge|alert|notify|buzz|warn|prompt|poke) (?:me|us)\\b'],
  [
    'create_reminder',
    0.85,
    '^(?:give me a heads[ -]up|let me know (?:at|in|on|when|before)|tell me (?:at|in \\d|when it))',
  ],
  [
    'create_reminder',
    0.95,
    `^${WISH} to be reminded|^i need to be reminded|^i (?:need|want|would like|'d like) (?:a|an) ${ALARM}`,
  ],
  ['create_reminder', 0.8, "^(?:remember|(?:do not|don't|never|not to) forget)(?: to\\b| about\\b| the\\b| my\\b|:)"],
  ['list_reminders', 0.94, `^${ASK}\\b.*\\b${ALARM}\\b`],
  ['update_reminder', 0.94, `^(?:snooze|postpone|reschedule|delay)\\b.*\\b${ALARM}\\b|^snooze\\b`],
  ['update_reminder', 0.93, `^${CHANGE}\\b (?:the|my|that|this|our|all)\\b.*\\b${ALARM}\\b`],
  ['update_reminder', 0.7, '^(?:make|change|move|push|set) (?:it|that)\\b', (_, { timed }) => timed],
  ['update_reminder', 0.95, '\\bremind me (?:again )?(?:later|about (?:that|it|this) (?:later|again))'],
  ['cancel_reminder', 0.96, `^${DROP}\\b.*\\b${ALARM}\\b`],
  ['cancel_reminder', 0.96, `^(?:turn|switch|shut) (?:the|my|that|all|this)\\b.*\\b${ALARM} off\\b`],
  ['cancel_reminder', 0.97, "\\b(?:stop|don't|do not|no longer|quit|no need to) remind(?:ing)? (?:me|us)"],
  ['create_task', 0.92, `^(?:${MAKE}|schedule)\\b.*\\b(?:tasks?|to-?dos?|to do)\\b(?! list app)`],
  [
    'create_task',
    0.9,
    '^(?:add|put|stick|throw|write)\\b.+\\b(?:to|on|onto|in|into)\\b (?:my |the |our )?(?:[\\w-]+ )?(?:list|tasks|to-?dos?|backlog|inbox)\\b',
  ],
  ['create_task', 0.9, '^(?:an? |new |urgent |quick )*(?:task|to-?do|to do)\\b(?!s)'],
  [
    'create_task',
    0.78,
    "^(?:i|we)(?: still| really| also| just|'ll| will|'ve|'d)* (?:need|have|must|should|ought|gotta|got|better|have got)(?: to\\b| (?!to\\b|an?\\b|the\\b|my\\b|no\\b|two\\b|been\\b|always\\b)\\w+)",
    (clause) => /\b(?:must|should|gotta|better) \w|\bto \w/.test(clause),
  ],
  ['create_task', 0.72, '^(?:need|have|got|ought|plan|make sure|be sure) to\\b|^gotta\\b|^must\\b|^make sure i\\b'],
  ['create_task', 0.6, '(?:^|\\s)!p?[1-4]\\b|\\bp[1-4]$|\\b(?:high|low) priority\\b|^urgent\\b'],
  ['complete_task', 0.85, '^(?:mark|set|flag)\\b.*\\b(?:done|completed?|finished)\\b'],
  ['complete_task', 0.84, '^(?:check|tick|cross|strike)\\b.*\\b(?:off|out)\\b|^(?:you|we) can (?:check|tick|cross)'],
  [
    'complete_task',
    0.78,
    `^(?:i|we)?(?:'ve| have|'m| am)?(?: just| already| now| finally)* ?(?:${DID})\\b`,
    (clause, { question }) => !question && !/\b(?:note|diary|journal)\b/.test(clause),
  ],
  ['complete_task', 0.88, "^(?:i'm |i am |we're |all )?(?:done|finished) with\\b"],
  ['complete_task', 0.93, '^(?:complete|finish|close)(?: off)? (?:(?:the |my )?task\\b|(?:the |my ).{1,60} task$)'],
  [
    'complete_task',
    0.75,
    '^(?:the|my|our) .+ (?:is|are|has been|have been) (?:all |now |already |finally )*(?:done|finished|complete|paid|sent|booked|ready|\\w{3,}ed)$',
  ],
  [
    'list_tasks',
    0.9,
    `^${ASK}\\b.*\\b(?:tasks?|to-?dos?|to-?do list|to do list|my list|overdue|due|open items|on my plate|backlog)\\b`,
    (clause) => !/\bgoals?\b/.test(clause),
  ],
  [
    'list_tasks',
    0.92,
    '^(?:what|which|anything|do i have)\\b.*\\b(?:to do|to get done|get done|left (?:to do|for)|need to do|have to do)\\b|^what else\\b',
  ],
  ['list_tasks', 0.8, '^list (?:everything|all)\\b'],
  [
    'schedule_event',
    0.93,
    '^(?:add|put|enter|schedule|pencil|note)\\b.+\\b(?:to|in|on|into|onto)\\b (?:my|the|our) (?:calendar|schedule|diary|agenda)\\b',
  ],
  [
    'schedule_event',
    0.85,
    '^(?:schedule|block|reserve|pencil in)\\b',
    (clause) => !/\b(?:reminder|task|to-?do)\b/.test(clause),
  ],
  [
    'schedule_event',
    0.86,
    `^(?:book|arrange|plan|set up|organi[sz]e|create|add|make|new|fix)\\b(?: (?:an?|the|my|me|us|new|some|in))*(?: [\\w'-]+){0,3}? ?\\b(?:${EVENT})\\b`,
    (clause, { timed }) => timed || /\b(?:with|event|meeting|appointment|called)\\b/.test(clause),
  ],
  ['schedule_event', 0.8, '^book\\b', (_, { clock }) => clock],
  [
    'schedule_event',
    0.86,
    "^(?:i'm|i am|we're|we are) (?:meeting|seeing|having|flying|going)\\b",
    (_, { timed }) => timed,
  ],
  [
    'schedule_event',
    0.87,
    `^(?:i|we)(?:'ve| have|'ve got| have got| got)* (?:an?|my|the|our)\\b.*\\b(?:${EVENT})\\b`,
    (clause, { timed }) => timed && !FELT_DAY.test(clause),
  ],
  ['schedule_event', 0.87, `^(?:${EVENT})\\b(?: \\w+)? with\\b`],
  ['schedule_event', 0.78, '^(?:meet|meeting)\\b', (_, { timed }) => timed],
  ['schedule_event', 0.6, `^(?:move|reschedule|postpone|push|shift)\\b.*\\b(?:${EVENT})\\b`],
  ['check_schedule', 0.93, '^(?:am i|are we) (?:free|busy|available|booked|double.booked)\\b'],
  [
    'check_schedule',
    0.92,
    "^(?:what|what's|show|check|open|how|how's|read|is there|do i|list|tell me|view|any|when)\\b.*\\b(?:my|the|our) (?:calendar|schedule|agenda)\\b",
  ],
  [
    'check_schedule',
    0.9,
    '^(?:what|which|how many)\\b.*\\b(?:meetings?|appointments?|calls|events?|class(?:es)?)\\b.*\\b(?:do i have|have i got|are there|am i|on my)\\b',
  ],
  [
    'check_schedule',
    0.9,
    '^(?:when|what time|where)\\b.*\\b(?:meetings?|appointments?|calls?|seeing|meeting|events?|class|flight|interview|exam|party|lunch|dinner|concert)\\b',
    (clause) => /\b(?:my|our|am i|do i|the next|is the)\b/.test(clause),
  ],
  [
    'check_schedule',
    0.9,
    '^(?:do i|have i got|is there|are there|any)\\b.*\\b(?:meetings?|planned|scheduled|appointments?|events?|going on|coming up|plans|gaps?|booked|calls)\\b',
  ],
  [
    'check_schedule',
    0.88,
    "^(?:how|how's|what)(?: does| is|'s)?\\b (?:my|the) (?:day|week|weekend|morning|afternoon|evening|tomorrow|month)\\b",
  ],
  [
    'check_schedule',
    0.8,
    "^what(?:'s| is| have i got| do i have| am i doing)(?: \\w+){0,2}?(?: happening| going on| planned| coming up| scheduled| on\\b| today| tomorrow| this| next)",
  ],
]
