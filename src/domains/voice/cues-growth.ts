import type { CueLine } from './cue.ts'
import { DEADLINE, HABIT, MAKE, MEASURE, RHYTHM, WISH } from './vocabulary.ts'

const UNIT =
  /\d\s?(?:kg|kilos?|lbs?|pounds?|km|miles?|kcal|calories|cal|ml|l|litres?|liters?|steps|bpm|mmhg|euros?|dollars?|%|percent|hours?|h)\b/

/** Goals, habits, metrics and learning. */
export const growthCues: readonly CueLine[] = [
  ['create_goal', 0.93, `^(?:${MAKE}|set myself)\\b(?: \\w+){0,3}? (?:goal|target|objective|resolution)\\b`],
  [
    'create_goal',
    0.92,
    '^(?:my|our|a|the|new)(?: new| main| big| next)* (?:goal|aim|target|objective|resolution|ambition|dream)(?:\\b.{0,20} (?:is|to|of)\\b|:)',
  ],
  [
    'create_goal',
    0.84,
    `^(?:(?:this|next) (?:year|month|quarter|summer) )?(?:${WISH}|i'm going|i am going|i will try|i'm determined) to\\b`,
    (clause) => DEADLINE.test(clause),
  ],
  ['create_goal', 0.55, `^(?:${WISH}|i'm going) to\\b`],
  ['goal_progress', 0.92, "\\b(?:am i|are we|i am|i'm) (?:still )?(?:on track|on course|on pace|behind|ahead)\\b"],
  ['goal_progress', 0.9, "^(?:how|what|what's|show|update|check|where|give me)\\b.*\\b(?:goals?|target|progress)\\b"],
  ['goal_progress', 0.8, "^how(?:'s| is| am i| are we)\\b.*\\b(?:doing|going|coming along)\\b (?:on|with|towards?)\\b"],
  ['goal_progress', 0.88, '^how (?:far|close|near)\\b.*\\b(?:am i|i am|are we|along|from)\\b'],
  [
    'log_habit',
    0.84,
    `^(?:i(?:'ve| have| just)*|we|just|today i|yesterday i)? ?(?:did|done|went|ran|read|meditated|walked|swam|cycled|biked|hiked|jogged|trained|practi[sc]ed|exercised|stretched|flossed|journaled|worked out|drank|took|prayed|fasted|finished|completed|played)\\b`,
    (clause, { question }) => HABIT.test(clause) && !question,
  ],
  [
    'log_habit',
    0.92,
    '^(?:log|check off|tick off|check in|mark|record|track|cross off)\\b',
    (clause) => HABIT.test(clause) && !RHYTHM.test(clause),
  ],
  [
    'log_habit',
    0.86,
    "^(?:i(?:'ve| have)? )?(?:skipped|missed|didn't (?:do|go|exercise|meditate|read|train|run|walk|drink|work)|did not)\\b",
  ],
  ['log_habit', 0.5, '^log\\b'],
  [
    'create_habit',
    0.94,
    '\\b(?:new|build|start|create|add|form|develop|make|establish|begin|set up)\\b.{0,25}\\bhabits?\\b',
  ],
  ['create_habit', 0.88, '^(?:start )?track(?:ing)?\\b', (clause) => RHYTHM.test(clause) || /\bhabit\b/.test(clause)],
  ['create_habit', 0.86, `^(?:from now on |starting \\w+ )?(?:${WISH}) to\\b`, (clause) => RHYTHM.test(clause)],
  ['create_habit', 0.75, '^from now on\\b|^(?:i want to |help me )?get into the habit\\b'],
  [
    'log_metric',
    0.9,
    "^(?:my|today's|the|current|morning)\\b.*\\d|^(?:mood|weight|pulse|steps|calories|blood)\\b.*\\d",
    (clause, { question }) => MEASURE.test(clause) && !question,
  ],
  [
    'log_metric',
    0.9,
    '^(?:log|record|enter|track|set|add|note|put|save|update)\\b',
    (clause, { number }) => number && (MEASURE.test(clause) || UNIT.test(clause)) && !RHYTHM.test(clause),
  ],
  [
    'log_metric',
    0.82,
    '^(?:log|record|enter|track)\\b',
    (clause) => MEASURE.test(clause) && !RHYTHM.test(clause) && !HABIT.test(clause),
  ],
  [
    'log_metric',
    0.88,
    "^(?:i |i've |today i |yesterday i |last night i |i only )?(?:weigh|weighed|slept|spent|burned|earned|saved|measured|lost|gained|ate)\\b",
    (_, { number }) => number,
  ],
  [
    'log_metric',
    0.74,
    '^(?:i )?(?:walked|ran|drank|cycled|did)\\b.*\\b(?:steps|kcal|calories)\\b',
    (_, { number }) => number,
  ],
  ['start_review', 0.94, '^(?:quiz|test|drill|examine) me\\b'],
  [
    'start_review',
    0.9,
    '\\bflash ?cards?\\b|\\b(?:my|the|due|through|some) cards\\b',
    (clause) => !/^(?:remind|create|add|make|note|buy|order)/.test(clause),
  ],
  [
    'start_review',
    0.92,
    "^(?:start|begin|do|let's|run|open|time for|continue|i want to do)\\b.*\\b(?:weekly|daily|monthly|yearly|morning|evening) review\\b",
  ],
  [
    'start_review',
    0.88,
    "^(?:start|begin|let's|continue|resume|i want to)\\b.*\\b(?:study|studying|review|reviewing|practi[sc]e|revis\\w+)\\b",
  ],
  ['start_review', 0.88, '\\b(?:study|review|practi[sc]e|learn|go through|revise)\\b.*\\b(?:deck|vocabulary|vocab)\\b'],
  [
    'create_course',
    0.93,
    "^(?:make|create|build|design|generate|start|i want|i'd like|give me|prepare|set up|put together|new)\\b.*\\b(?:course|curriculum|(?:study|learning|lesson) (?:plan|path))\\b",
  ],
  [
    'create_course',
    0.87,
    `^(?:${WISH}) to (?:learn|study|master)\\b`,
    (clause) => !DEADLINE.test(clause) && !RHYTHM.test(clause),
  ],
  ['create_course', 0.88, '^teach me\\b|^help me learn\\b'],
]
