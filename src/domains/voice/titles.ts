import type { IntentType } from './intents.ts'

const POLITE =
  /^(?:(?:please|pls|kindly|ok(?:ay)?|so|and|then|also|now|plus|but|well|oh|um+|uh+|hey|hi|hello|if so|actually|can you|could you|would you|will you|can we|could we|i(?:'d| would) like you to|i want you to|let's|by the way)(?:[,:]\s*|\s+))+/i
const LIST =
  /\s*\b(?:to|on|onto|in|into) (?:my |the |our )?(?:[\w-]+ )?(?:to[- ]?do list|list|tasks|to-?dos?|backlog|inbox)\b/i
const CALENDAR = /\s*\b(?:to|in|on|into|onto) (?:my|the|our) (?:calendar|schedule|diary|agenda|journal)\b/i
const ALARM = '(?:reminders?|alarms?|timers?)'
const ADJECTIVES = '(?:an? |the |my |another |new |quick |recurring |daily |weekly |urgent |high[- ]priority |p[1-4] )*'
const CALLED = '(?:\\s*:|\\s+(?:called|named|titled))?\\s*'

/** What leads to the title of each type, from the start of the text; the next lead is taken off after the one before. */
const LEADS: Partial<Record<IntentType, RegExp[]>> = {
  create_reminder: [
    new RegExp(
      `^(?:remind (?:me|us)|(?:(?:set|set up|create|add|make|give me|schedule|put|i need|i want|i would like|i'd like|leave me|get me) )?${ADJECTIVES}${ALARM}|(?:please )?(?:don't|do not) let me (?:forget|miss)|wake (?:me|us)(?: up)?|(?:ping|nudge|alert|notify|buzz|warn|prompt|tell) (?:me|us)|let me know|give me a heads[ -]up|i (?:want|need|would like|'d like) to be reminded|i'd like to be reminded|remember|(?:don't|do not|never) forget|make sure(?: that)? (?:i|we))${CALLED}`,
      'i',
    ),
    /^(?:(?:,\s*)?(?:to|about|that|of|for|because|it's time to)\b)\s*/i,
    /^(?:the|an?|one|two|\d+|half an) (?:day|hour|minute|week)s?(?: (?:before|earlier|ahead|in advance)(?: that)?)?$/i,
  ],
  create_task: [
    new RegExp(
      `^(?:add|create|make|put|new|schedule|start)?\\s*(?:an? |the |new |urgent |quick |high[- ]priority )*(?:tasks?|to-?do|to do)(?: item)?${CALLED}(?:to |for |of )?`,
      'i',
    ),
    /^(?:i|we)(?: still| really| also| just|'ll|'ve|'d)* (?:need|have got|have|must|should|ought|gotta|got|better)(?: to)?\s+/i,
    /^(?:need|have|got|ought|plan|make sure|be sure|remember|don't forget|do not forget) to\s+|^(?:gotta|must)\s+|^make sure (?:that )?(?:i|we)\s+/i,
    /^(?:to|p[1-4])\s+/i,
  ],
  schedule_event: [
    /^(?:add|put|enter|schedule|book|block|reserve|arrange|set up|organi[sz]e|create|make|pencil in|plan|new)\s+(?:in\s+)?(?:(?:an?|the|my|me)\s+)?(?:(?:new |calendar )*event\b(?:\s*:|\s+(?:called|named|for))?\s*)?/i,
    /^(?:i|we)(?:'m| am|'re| are|'ve got|'ve| have got| have| got)?\s+(?:an?|my|the|our)?\s*/i,
  ],
  create_note: [
    /^(?:(?:take|make|create|add|write|new|record|leave|start|keep)\s+)?(?:(?:me|an?|another|new|quick|short)\s+)*notes?(?:\s+to self)?\s*(?::|that|about|on|,|of|called|named|titled)?\s*/i,
    /^(?:jot|write|put|note|take|get)(?: this| that| it)? down\s*(?:that|:|,)?\s*/i,
    /^(?:remember|keep in mind|for the record)\s*(?:that|,|:)?\s*|^save (?:this|the|an?|my) (?:idea|thought|quote|link)\s*:?\s*/i,
  ],
  complete_task: [
    /^(?:mark|set|flag|check off|tick off|cross off|strike off|check|tick|cross)\s+|^(?:complete|finish|close)(?: off)? (?:the |my )?task\s+/i,
    /^(?:i|we)?(?:'ve| have|'m| am)?\s*(?:just |already |now |finally )*(?:done with|finished with|done|finished|completed)?\s*/i,
    /^(?:the|my|our)\s+/i,
  ],
  create_goal: [
    /^(?:set|set up|create|add|make|new|start|define)?\s*(?:myself )?(?:an?|the|my|new|main|big)?\s*(?:new )?(?:goal|aim|target|objective|resolution|ambition|dream)(?: is)?\s*:?\s*(?:to|of)?\s*/i,
    /^(?:(?:this|next) (?:year|month|quarter|summer)\s+)?(?:i|we)(?:'d| would|'m| am| really| just)* (?:want|like|love|hope|plan|intend|wish|aim|going)(?: to)\s+/i,
  ],
  create_habit: [
    /^(?:help me )?(?:to )?(?:build|start|create|add|form|develop|make|new|begin|establish|set up)?\s*(?:an?|the|my|new)?\s*(?:new )?habit\s*(?::|of|to|called)?\s*/i,
    /^(?:from now on,?\s*)?(?:i|we)(?:'d| would| really)* (?:want|like|love|plan) to\s+/i,
    /^(?:start )?track(?:ing)?\s+(?:an?|my)?\s*|^(?:start|build|begin)\s+(?:an?\s+)?/i,
  ],
  create_course: [
    // First, as the next lead would take away all that stands before "course".
    /^(?:i|we)(?:'d| would| really)* (?:want|like|love|hope) to (?:learn|study|master)\s+(?:how to |about |the )?/i,
    /[,;.]?\s+(?:and |so )?(?:please )?(?:make|create|build|design|give|prepare)\s+(?:me\s+)?(?:an?|the)\s+(?:course|curriculum|plan|path)\b.*$/i,
    /^(?:make|create|build|design|generate|start|give me|prepare|set up|put together|new|i want|i'd like)\s+(?:me\s+)?.*?\b(?:course|curriculum|plan|path)\b\s*(?:on|about|for|in|of)?\s*(?:the\s+)?/i,
    /^(?:teach me|help me learn)\s+(?:how to |about )?/i,
  ],
  journal_entry: [
    /^(?:dear diary|(?:new )?(?:journal|diary)(?: entry)?)\s*[:,]?\s*/i,
    /^(?:write|add|put|note|record|log|save)\s+(?:(?:to|in|into) (?:my|the) (?:journal|diary)\s*(?:that|:)?|that)\s*/i,
  ],
}

/** Words that stand around what an item is called: "my dentist reminder" is the dentist. */
const ITEM_WORDS =
  /^(?:cancel|delete|remove|clear|stop|turn off|switch off|shut off|turn|switch|dismiss|disable|get rid of|forget|drop|never ?mind|move|change|snooze|postpone|push|reschedule|delay|shift|update|edit|make|set)\b(?: reminding me)?\s*/i

/** The title of what an utterance creates or names; null when nothing is left of it. `text` has no words about time any more. */
export function titleOf(type: IntentType, text: string): string | null {
  let rest = text.replace(/[’`´]/g, "'").trim().replace(POLITE, '')
  const listed = LIST.test(rest) && /^(?:add|put|stick|throw)\b/i.test(rest)
  if (type === 'create_task' && listed)
    rest = rest.replace(LIST, '').replace(/^(?:add|put|stick|throw)\s*(?::\s*)?/i, '')
  if (type === 'schedule_event' || type === 'journal_entry') rest = rest.replace(CALENDAR, '')
  for (const lead of LEADS[type] ?? []) rest = rest.replace(lead, '').trim()
  if (type === 'complete_task')
    rest = rest.replace(/\s+(?:as )?(?:done|completed?|finished)$|\s+(?:off|is|are|has been)\b.*$/i, '')
  if (type === 'create_task') rest = rest.replace(/ (?:this|next|the coming) (?:week|weekend)$/i, '')
  return tidy(rest)
}

/** What a reminder is called that is to be changed or cancelled; null when only "it" or "that" was said. */
export function itemNamed(text: string): string | null {
  const said = text.replace(POLITE, '').replace(ITEM_WORDS, '')
  const about = /\b(?:reminders?|alarms?)\s+(?:about|for|to|called)\s+(.+)$/i.exec(said)?.[1]
  const rest = about ?? said.replace(/\s*\b(?:reminders?|alarms?|one)\b.*$/i, '')
  const name = tidy(
    rest
      .replace(/^(?:to |the |my |all |that |this |our |off )+/i, '')
      .replace(/\b(?:back )?by an? \w+$|\bback\b.*$/i, ''),
  )
  return name === null || /^(?:it|that|this|all|them|everything|me|the|my)(?: instead| now)?$/i.test(name) ? null : name
}

/** Without marks at the ends and without prepositions that lost their time. */
function tidy(text: string): string | null {
  const trimmed = text
    .replace(/\s+/g, ' ')
    .replace(/^[\s,;:.–—-]+|[\s,;:.!?–—-]+$/g, '')
    .replace(/(?:\s+(?:by|on|at|for|to|before|until|with|and|from|due|in|as|the))+$/i, '')
    .replace(/^(?:with|and|at|by)\s+(?=with\b)/i, '')
    .trim()
  return /[\p{L}\p{N}]/u.test(trimmed) ? trimmed.slice(0, 200) : null
}
