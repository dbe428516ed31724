/** Whole words that can be told apart without grammar. All lower case. */
const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/))

/** Verbs that open an order: "buy milk". Words that are rarely verbs at the start of a sentence are left out. */
export const ORDERS = words(`
  accept activate adjust answer apply arrange ask assemble assign attach attend back backup bake book borrow bring brush build buy
  call cancel change charge chase check clean clear close collect compare complete confirm contact cook copy cut deliver
  deploy deposit design discuss download draft drop edit email empty enroll exchange file fill find finish fix fold follow format
  fetch feed figure get give go grab hang help hire hoover install invite iron investigate jump kill leave look lower mail make
  measure meet mend message migrate mop mow move order organise organize pack paint pay phone pick plan plant polish post
  practice practise prepare print proofread publish purchase put raise read rearrange rebook refill refund register renew reorganise
  reorganize repair repeat replace reply repot request research reserve respond return review rewrite ring run scan schedule see sell
  send set shave ship shop shorten sign sort start stop study submit switch take talk tell test text thank throw tidy top touch train transfer
  translate trim try tune turn unpack unsubscribe update upgrade upload vacuum visit vote walk wash watch water weed wipe withdraw work wrap
  write
`)

/** What people do again and again; a stem matches the words that begin with it. */
export const HABIT =
  /\b(?:meditat\w*|yoga|pilates|gym|work(?:ed|ing)? ?out|workout|push-?ups?|sit-?ups?|squats?|plank|exercis\w*|stretch\w*|floss\w*|brush\w* my teeth|journal(?:ed|ing|ling)|jog\w*|run|ran|running|walk|walked|walking|swim|swam|swimming|cycl\w+|bik(?:e|ed|ing)|hik(?:e|ed|ing)|train(?:ed|ing)|practi[sc]ed?|practi[sc]ing|guitar|piano|vitamins?|medication|pray\w*|read|reading|cold shower|no sugar|no alcohol|no smoking|fast(?:ed|ing)|habit|duolingo|drank|breathing|gratitude)\b/

/** Verbs in the past that report a thing done, behind "I" or alone. */
export const DID =
  'did|done|finished|completed|sent|paid|submitted|called|bought|fixed|cleaned|booked|wrote|written|delivered|handed in|mailed|emailed|returned|washed|picked up|renewed|signed|filed|ordered|cancelled|canceled|printed|packed|posted|repaired|replied|scheduled|dropped off|took out|taken out|watered|folded|vacuumed|mowed|cooked|prepared|uploaded|shipped|reviewed|cleared|sorted'

/** What a day or a person can feel like. */
export const FEELING =
  /\b(?:happy|sad|proud|calm|content|drained|tired|exhausted|stressed|anxious|nervous|angry|frustrated|lonely|grateful|thankful|excited|relieved|overwhelmed|hopeful|hopeless|peaceful|upset|depressed|down|low|great|good|bad|better|worse|amazing|wonderful|terrible|awful|okay|fine|empty|lost|free|loved|hurt|jealous|guilty|ashamed|worried|scared|afraid|bored|restless|energi[sz]ed|inspired|motivated|focused|numb|homesick|blessed|joyful|miserable|rough|hard|difficult|beautiful|lovely|quiet|productive|crazy|weird|strange|special|perfect|horrible|nice|one of those)\b/

export const EVENT =
  'meetings?|appointments?|calls?|events?|lunch|dinner|breakfast|brunch|coffee|drinks|haircut|interview|class|lesson|exam|party|flight|session|deep work|workout|time|hours?|minutes|dentist|doctor|conference|concert|date|visit|webinar|rehearsal|ceremony|wedding'

/** Numbers that are kept, with what they measure. */
export const MEASURE =
  /\b(?:weight|weigh(?:ed|s)?|body ?fat|bmi|waist|blood (?:pressure|sugar)|glucose|heart ?rate|pulse|hrv|mood|energy(?: level)?|stress(?: level)?|pain(?: level)?|sleep|slept|calories|kcal|protein|carbs|steps|screen ?time|spen[dt]|expenses?|earned|saved|temperature|water intake|vo2|oxygen|distance|savings|balance|height|focus level|anxiety level)\b/

/** Parts of the day and rhythms that make a wish a habit. */
export const RHYTHM =
  /\b(?:every|each|daily|weekly|nightly|(?:once|twice|\d+ times|(?:two|three|four|five|six) times) (?:a|per|each) (?:day|week|month)|(?:a|per) day|(?:a|per) week|on weekdays|per night)\b/

/** An end in time that makes a wish a goal. */
export const DEADLINE =
  /\b(?:by|before|until|within|in (?:\d+|a|one|two|three|four|five|six|ten|twelve) (?:weeks?|months?|years?)|this (?:year|summer|quarter)|next (?:year|summer|quarter)|someday|one day)\b/

export const THINGS =
  "(?:[\\w'-]+ )?(?:list|plan|notes?|goals?|habits?|progress|schedule|calendar|decks?|courses?|journal|board|projects?|tasks?|agenda|recipe|photos?|streak|metrics?|document|collection|profile|wishlist)"

/** What opens a wish to see something. */
export const ASK =
  "(?:what|what's|which|show|list|do i|are there|is there|how many|when|where|view|display|see|any|read|give me|tell me|let me see|get|find|open|pull up)"

/** What opens a wish for something new. */
export const MAKE = '(?:set|set up|create|add|make|new|start|define|put)'

/** "I want", "we would love": what somebody hopes for. */
export const WISH =
  "(?:i|we)(?:'d| would| really| just|'ve always| always)* (?:want|wanted|like|love|wish|hope|plan|intend|aim)(?:ed)?"

/** A stretch of time that somebody has had, as diaries tell it. */
export const FELT_DAY =
  /\bhad (?:an? |the |some |such )?(?:\w+ ){0,4}(?:day|evening|morning|night|time|week|weekend|conversation|dream|fight|argument)\b/
