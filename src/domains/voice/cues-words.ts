import type { CueLine } from './cue.ts'
import { ASK, FEELING, FELT_DAY, THINGS } from './vocabulary.ts'

/** Notes, the diary, other people, questions and talk. */
export const wordCues: readonly CueLine[] = [
  [
    'create_note',
    0.92,
    '^(?:take|make|create|add|write|new|record|leave|start|keep)\\b(?: me| a| an| another| new| quick| short)* notes?\\b',
  ],
  ['create_note', 0.92, '^(?:jot|write|put|note|take|get)(?: this| that| it)? down\\b'],
  ['create_note', 0.93, '^(?:note(?: to self| that|:)|for the record)'],
  ['create_note', 0.8, '^note\\b|^jot\\b|^keep in mind that\\b|^remember:'],
  ['create_note', 0.9, '^remember (?:that|this:)\\b'],
  ['create_note', 0.85, '^save (?:this|the|an?|my) (?:idea|thought|quote|link|recipe|address|number)'],
  [
    'find_notes',
    0.93,
    '^(?:find|search|open|show|pull up|look up|get|read)(?: me)? (?:my|the|that)\\b.{1,60}\\bnotes?$',
  ],
  [
    'find_notes',
    0.93,
    `^(?:${ASK}|search|look|pull|did i)\\b.*\\b(?:did i (?:note|write|jot|save)|i (?:noted|wrote|jotted|saved)|my notes?|the notes?|notes? (?:about|on|for|from|mentioning|with|of)|(?:anything|something) (?:noted|written))\\b`,
  ],
  [
    'add_friend',
    0.94,
    "^(?:add|invite|make|accept|connect|i(?:'d like| want| would like) to (?:add|invite|connect|be))\\b.*\\bfriends?\\b(?!'s)",
  ],
  ['add_friend', 0.95, '\\bfriend request\\b|^befriend\\b|^become friends\\b|^be friends with\\b|^friend \\w+$'],
  ['add_friend', 0.85, '^(?:connect|link) (?:me|us)?\\b.*\\b(?:with|to)\\b|^invite\\b.*\\bconnect\\b|^connect with\\b'],
  ['share_item', 0.92, '^(?:share|reshare)\\b'],
  ['share_item', 0.86, `^(?:send|forward|show)\\b (?:my|the|this|our|that)? ?${THINGS}\\b.*\\b(?:to|with)\\b`],
  ['share_item', 0.9, `^let \\w+ (?:see|view|edit|read|access)\\b`],
  ['share_item', 0.93, '^(?:give|grant)\\b.*\\baccess\\b'],
  ['journal_entry', 0.95, '^(?:dear diary|(?:new )?(?:journal|diary)(?: entry)?\\b)'],
  [
    'journal_entry',
    0.94,
    '^(?:write|add|put|note|record|log|save)\\b.*\\b(?:to|in|into) (?:my|the) (?:journal|diary)\\b(?! for| on)',
    (_, { clock }) => !clock,
  ],
  [
    'journal_entry',
    0.86,
    "^(?:\\w+ ){0,2}?i(?:'m| am| feel| felt|'ve been feeling| was feeling| am feeling|'m feeling| was)\\b",
    (clause, { question }) => FEELING.test(clause) && !question,
  ],
  ['journal_entry', 0.82, '^(?:feeling|felt|feel)\\b'],
  ['journal_entry', 0.88, '\\b(?:grateful|thankful) (?:for|that|to)\\b'],
  [
    'journal_entry',
    0.82,
    '^(?:today|yesterday|it|this|tonight|last night|the \\w+) (?:was|has been|felt)\\b',
    (clause, { question, number }) => FEELING.test(clause) && !question && !number,
  ],
  [
    'journal_entry',
    0.86,
    "^(?:today |yesterday )?(?:i|we) (?:had|have had|'ve had)\\b",
    (clause) => FELT_DAY.test(clause) || FEELING.test(clause),
  ],
  [
    'ask_weather',
    0.94,
    '\\b(?:weather|forecast|rain(?:ing|y)?|snow(?:ing)?|umbrella|sunny|windy|storm|humid|sunrise|sunset|degrees|hot outside|cold outside|temperature)\\b',
    (clause, { question }) =>
      (question || /^(?:weather|forecast|tell me the weather|show me the)/.test(clause)) &&
      !/\bbody temperature\b|^(?:why|who|remind)\b/.test(clause),
  ],
  ['ask_weather', 0.9, '^how (?:cold|hot|warm|windy|humid|sunny)\\b.*\\b(?:it|outside|today|tomorrow|in|on)\\b'],
  [
    'ask_weather',
    0.85,
    '^(?:should|do) i (?:need|bring|wear|take)\\b.*\\b(?:umbrella|jacket|coat|sunscreen|sweater|raincoat|sunglasses|shorts|boots)\\b',
  ],
  [
    'general_question',
    0.8,
    "^(?:explain|define|tell me (?:about|what|how|why|who))\\b|^what does .+ mean\\b|^what's the (?:meaning|difference|capital)",
  ],
  [
    'general_question',
    0.6,
    "^(?:what|what's|who|who's|why|how|when|where|which|is|are|does|do|did|can|could|was|were|will|would|should|has|have)\\b",
    (_, { question }) => question,
  ],
  ['general_question', 0.5, '\\?$'],
  [
    'chit_chat',
    0.9,
    '^(?:hi|hey|hello|hiya|howdy|yo|greetings|good (?:morning|night|evening|afternoon|day)|bye|goodbye|see you|see ya|thanks|thank you|thx|cheers|cool|great|nice|awesome|ok|okay|sure|lol|haha\\w*|sorry|welcome|wow|no problem|you too)\\b(?! (?:i|the|my) )',
    (clause) => clause.split(' ').length <= 7,
  ],
  [
    'chit_chat',
    0.93,
    "^how are you\\b|^how's it going|^what's up\\b|^who are you|^what are you\\b|^what's your name|^are you (?:a|real|human|there|an)\\b|^how do you feel|^do you (?:like|love|have|dream)",
  ],
  [
    'chit_chat',
    0.93,
    "\\b(?:a|another) (?:joke|riddle|story|fun fact)\\b|^sing\\b|^i (?:love|like|hate) you\\b|^you(?:'re| are)\\b|^nice to meet you|^(?:haha|lol)",
  ],
]
