export const DIFFICULTIES = ['beginner', 'intermediate', 'advanced', 'expert'] as const

/** How subjects of a kind are commonly learned. Nothing of the subject itself: whoever is shown one is told so. */
export interface Template {
  kind: string
  /** From the first steps to mastery; a course takes some that follow each other. */
  modules: { title: string; topics: readonly string[] }[]
}

type Row = [title: string, ...topics: string[]]

const ROWS: Record<string, { words: string; modules: Row[] }> = {
  'a language': {
    words:
      'language italian spanish french german english portuguese dutch russian chinese mandarin japanese korean arabic turkish greek latin hindi polish swedish norwegian danish finnish czech hungarian hebrew',
    modules: [
      ['Sounds and first words', 'Letters and pronunciation', 'Greetings and introductions', 'Numbers, days and time'],
      ['Everyday sentences', 'The most frequent verbs', 'Asking and answering', 'Food, ways and shopping'],
      ['Grammar that carries', 'Past and future', 'Pronouns and word order', 'Linking sentences'],
      ['Listening and speaking', 'Slow recordings', 'A conversation every week', 'Telling a story'],
      ['Reading and writing', 'Short articles', 'A diary in the language', 'Letters and messages'],
      ['Fluency', 'Films and radio without subtitles', 'Idioms and register', 'A talk on a subject of your own'],
      ['Mastery', 'Literature', 'Regional variety', 'Translating and its limits'],
    ],
  },
  programming: {
    words:
      'programming program coding code python javascript typescript java rust golang kotlin swift sql html css software web react developer development algorithm algorithms',
    modules: [
      ['First steps', 'Setting up the tools', 'Values, variables and types', 'Conditions and loops'],
      ['Building blocks', 'Functions', 'Lists, maps and text', 'Reading errors and debugging'],
      ['Programs that work together', 'Files and data', 'Libraries and packages', 'A first project of your own'],
      ['Good code', 'Testing', 'Version control', 'Structure and names'],
      ['Depth', 'Data structures and their cost', 'Concurrency', 'Reading code of others'],
      ['Real systems', 'Databases and networks', 'Security', 'Running it for others'],
      ['Mastery', 'Design and trade-offs', 'Performance', 'Contributing to an open project'],
    ],
  },
  'an instrument': {
    words:
      'instrument guitar piano violin drums flute cello trumpet saxophone ukulele bass singing sing music harp clarinet keyboard',
    modules: [
      ['First sounds', 'Posture and holding', 'Tuning and care', 'First notes'],
      ['Rhythm and reading', 'Beat and counting', 'Reading simple notes or tabs', 'Playing with a metronome'],
      ['First pieces', 'Two short pieces', 'Scales and chords', 'Practising slowly'],
      ['Technique', 'Evenness and speed', 'Dynamics and expression', 'Exercises every day'],
      ['Repertoire', 'Choosing pieces', 'Learning by heart', 'Playing for others'],
      ['Playing together', 'Listening and accompanying', 'Improvising', 'Harmony in practice'],
      ['Mastery', 'Style and interpretation', 'A programme of your own', 'Recording and judging yourself'],
    ],
  },
  'an examination': {
    words:
      'exam exams examination test certificate certification degree toefl ielts gmat gre sat bar licence license driving finals',
    modules: [
      ['What is asked', 'The syllabus', 'Form and marking', 'A first test to see where you stand'],
      ['Foundations', 'Terms and definitions', 'The ideas that return', 'Gaps of the first test'],
      ['Subject by subject', 'First half of the syllabus', 'Second half of the syllabus', 'Summaries from memory'],
      ['Practice', 'Questions by subject', 'Mistakes and why', 'Mixed questions'],
      ['Under conditions', 'A whole paper against the clock', 'Marking it', 'What cost most points'],
      ['The last weeks', 'Repetition at growing intervals', 'A second whole paper', 'The day itself'],
    ],
  },
  'a craft': {
    words:
      'cooking cook baking bake drawing draw painting paint photography photo knitting sewing woodworking pottery gardening garden calligraphy design crafts carpentry writing write',
    modules: [
      [
        'Tools and materials',
        'What you need and what you do not',
        'Working safely and in order',
        'A first small piece',
      ],
      ['Basic techniques', 'The movements that return', 'Copying a simple model', 'Typical mistakes'],
      ['Pieces with a plan', 'From idea to plan', 'A piece of several steps', 'Looking at it critically'],
      ['Wider technique', 'Two techniques more', 'Better materials', 'Working faster and cleaner'],
      ['Style', 'Studying good examples', 'Variations of one piece', 'A series of your own'],
      ['Showing it', 'Finishing', 'What others say', 'A piece for somebody else'],
      ['Mastery', 'A demanding piece', 'Inventing', 'Teaching a beginner'],
    ],
  },
  'a sport': {
    words:
      'running run marathon swimming swim yoga tennis climbing dance dancing cycling football basketball golf boxing karate judo skiing surfing chess fitness strength training sailing',
    modules: [
      ['Beginning', 'Equipment and safety', 'Warming up', 'First movements or moves'],
      ['Basic technique', 'Form before speed', 'Exercises for it', 'Breath and rhythm'],
      ['Endurance and strength', 'A plan for the week', 'Rest and recovery', 'Measuring progress'],
      ['Technique under load', 'Typical mistakes', 'Filming and correcting', 'Harder exercises'],
      ['Tactics', 'Rules in practice', 'Reading the situation', 'Playing or moving with others'],
      ['Performance', 'A goal with a day', 'Preparing for it', 'What it taught'],
      ['Mastery', 'Peaking and periods', 'Details of the best', 'Coaching somebody'],
    ],
  },
}

const GENERAL: Row[] = [
  ['Overview', 'What it is about and why', 'The most important terms', 'Where to find good sources'],
  ['Foundations', 'The ideas that everything rests on', 'Simple examples', 'Explaining it in your own words'],
  ['Working with it', 'Typical questions and how they are solved', 'Exercises', 'Mistakes and what they teach'],
  ['Connections', 'How the parts belong together', 'Neighbouring fields', 'A larger example'],
  ['Depth', 'A subfield of your choice', 'An original source', 'Open and disputed questions'],
  ['A project', 'Choosing and planning it', 'Carrying it out', 'Presenting it to somebody'],
  ['Mastery', 'The state of the field', 'A contribution of your own', 'Teaching it'],
]

const LENGTH = 4
const STARTS: Record<(typeof DIFFICULTIES)[number], number> = { beginner: 0, intermediate: 1, advanced: 2, expert: 3 }

/** The kind that shares a word with what is to be learned, or how any subject is learned; as much of it as fits the level. */
export function templateFor(subject: string, difficulty: keyof typeof STARTS): Template {
  const words = new Set(subject.toLowerCase().match(/\p{L}+/gu) ?? [])
  const known = Object.entries(ROWS).find(([, row]) => row.words.split(' ').some((word) => words.has(word)))
  const rows = known ? known[1].modules : GENERAL
  const from = Math.min(STARTS[difficulty], rows.length - LENGTH)
  return {
    kind: known?.[0] ?? 'any subject',
    modules: rows.slice(from, from + LENGTH).map(([title, ...topics]) => ({ title, topics })),
  }
}
