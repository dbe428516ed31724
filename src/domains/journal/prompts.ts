/** For which days a question is meant. `any` fits all of them. */
export const TONES = ['hard', 'any', 'good'] as const
export type Tone = (typeof TONES)[number]

export interface Prompt {
  id: string
  text: string
  tone: Tone
  /** Where the exercise comes from. */
  source: string
}

const EXPRESSIVE = 'Expressive writing: Pennebaker & Beall (1986), J. Abnormal Psychology 95'
const GRATITUDE = 'Counting blessings: Emmons & McCullough (2003), J. Personality and Social Psychology 84'
const THREE_GOOD = 'Three good things: Seligman, Steen, Park & Peterson (2005), American Psychologist 60'
const BEST_SELF = 'Best possible self: King (2001), Personality and Social Psychology Bulletin 27'
const COMPASSION = 'Self-compassion: Neff (2003), Self and Identity 2; Leary et al. (2007), JPSP 92'
const SAVORING = 'Savoring: Bryant & Veroff (2007), Savoring: A New Model of Positive Experience'
const THOUGHTS = 'Thought record: Beck, Rush, Shaw & Emery (1979), Cognitive Therapy of Depression'
const WORRY = 'Worry time: Borkovec, Wilkinson, Folensbee & Lerman (1983), Behaviour Research and Therapy 21'
const DISTANCE = 'Self-distancing: Kross & Ayduk (2011), Current Directions in Psychological Science 20'
const VALUES = 'Values affirmation: Cohen & Sherman (2014), Annual Review of Psychology 65'
const IF_THEN = 'Implementation intentions: Gollwitzer (1999), American Psychologist 54'
const CONTRAST = 'Mental contrasting: Oettingen (2012), European Review of Social Psychology 23'
const KINDNESS = 'Acts of kindness: Lyubomirsky, Sheldon & Schkade (2005), Review of General Psychology 9'
const AWE = 'Awe walk: Sturm et al. (2022), Emotion 22'
const REFLECTION = 'Reflective cycle: Gibbs (1988), Learning by Doing'
const STRENGTHS = 'Strengths: Peterson & Seligman (2004), Character Strengths and Virtues'
const ACTIVATION = 'Behavioural activation: Lejuez, Hopko & Hopko (2001), Behavior Modification 25'
const RECOVERY = 'Recovery: Sonnentag & Fritz (2007), J. Occupational Health Psychology 12'
const SHARING = 'Sharing good news: Gable, Reis, Impett & Asher (2004), JPSP 87'
const BENEFIT = 'Finding benefit: McCullough, Root & Cohen (2006), J. Consulting and Clinical Psychology 74'
const PROGRESS = 'Progress: Amabile & Kramer (2011), The Progress Principle'
const ABSENCE = 'Mental subtraction: Koo, Algoe, Wilson & Gilbert (2008), JPSP 95'

const ask = (id: string, tone: Tone, text: string, source: string): Prompt => ({ id, text, tone, source })

/** An id that was given out is never given to another question: entries keep it. */
export const PROMPTS: readonly Prompt[] = [
  ask('heaviest', 'hard', 'What weighed most today? Write for as long as it takes, without correcting.', EXPRESSIVE),
  ask('unsaid', 'hard', 'What did you feel today that nobody heard of?', EXPRESSIVE),
  ask('underneath', 'hard', 'Write down what happened, then what it touched in you.', EXPRESSIVE),
  ask('to-a-friend', 'hard', 'What would you say to a friend who had a day like yours?', COMPASSION),
  ask('not-alone', 'hard', 'Who else may feel what you feel now? What do you have in common with them?', COMPASSION),
  ask('kind-sentence', 'hard', 'Which one sentence would be kind to yourself tonight?', COMPASSION),
  ask(
    'the-thought',
    'hard',
    'Which thought came back all day? What speaks for it, what against it, and what is fair?',
    THOUGHTS,
  ),
  ask('another-way', 'hard', 'What is another way to see what upset you?', THOUGHTS),
  ask('worry-list', 'hard', 'List what worries you. Which of it can you do something about, and when?', WORRY),
  ask('worst-best-likely', 'hard', 'Of what you fear: what is the worst, the best and the likeliest end?', WORRY),
  ask('from-afar', 'hard', 'Tell your day as if you had watched it from the other side of the street.', DISTANCE),
  ask('in-ten-years', 'hard', 'How will you look at today in ten years?', DISTANCE),
  ask(
    'small-step',
    'hard',
    'What is one small thing that has done you good before, and when could you do it?',
    ACTIVATION,
  ),
  ask('a-little-better', 'hard', 'When was today a little less bad? What was different then?', ACTIVATION),
  ask('came-of-it', 'hard', 'Has anything good come of something that was hard for you?', BENEFIT),
  ask('let-go', 'hard', 'What could you leave undone tomorrow without harm?', RECOVERY),
  ask('what-helped', 'hard', 'Who or what helped you through today, even a little?', GRATITUDE),
  ask('still-matters', 'hard', 'What still matters to you, even on a day like this? Why?', VALUES),
  ask('three-things', 'any', 'Name three things that went well today, and why each did.', THREE_GOOD),
  ask('thanks', 'any', 'Whom are you grateful to, and did they hear of it?', GRATITUDE),
  ask('ordinary', 'any', 'Which ordinary thing would you miss if it were gone?', ABSENCE),
  ask('never-met', 'any', 'Imagine you had never met somebody you love. How would your life be other?', ABSENCE),
  ask('what-matters', 'any', 'What matters to you most these days? When did you last act on it?', VALUES),
  ask('true-to-yourself', 'any', 'When were you most yourself today?', VALUES),
  ask('one-lesson', 'any', 'What did you learn today, and what will you do differently for it?', REFLECTION),
  ask('what-happened', 'any', 'What happened, what did you feel, what did you make of it?', REFLECTION),
  ask('went-wrong', 'any', 'What did not go as planned? What was in your hands, what was not?', REFLECTION),
  ask('step-forward', 'any', 'What moved forward today, however little?', PROGRESS),
  ask('in-the-way', 'any', 'What stood in your way today, and what could clear it?', PROGRESS),
  ask('if-then', 'any', 'What do you want to do tomorrow? If it is … then I will …', IF_THEN),
  ask('obstacle', 'any', 'What do you wish for? What in yourself stands against it? What then?', CONTRAST),
  ask('give', 'any', 'What did you do for somebody else lately? What could you do tomorrow?', KINDNESS),
  ask('received', 'any', 'Which kindness did you receive this week?', KINDNESS),
  ask('switch-off', 'any', 'When did you last switch off entirely? What did you do?', RECOVERY),
  ask('energy', 'any', 'What gave you strength today, and what took it?', RECOVERY),
  ask('small-wonder', 'any', 'What did you see today that was bigger than you, or finer than it had to be?', AWE),
  ask('your-strength', 'any', 'Which strength of yours did today ask for?', STRENGTHS),
  ask('on-your-mind', 'any', 'What is on your mind? Begin anywhere.', EXPRESSIVE),
  ask('five-senses', 'any', 'Choose one moment of today: what did you see, hear, smell and feel?', SAVORING),
  ask('relive', 'good', 'Go back to the best moment of today and stay there. What was it like?', SAVORING),
  ask('make-it-last', 'good', 'What do you look forward to, and what will you enjoy about it?', SAVORING),
  ask('how-come', 'good', 'What did you do that made a good day of this?', THREE_GOOD),
  ask('tell-somebody', 'good', 'Whom could you tell of what went well? What would you say?', SHARING),
  ask('proud', 'good', 'What are you proud of, and which strength was in it?', STRENGTHS),
  ask('use-it-anew', 'good', 'How could you use what you are good at in a new way this week?', STRENGTHS),
  ask('best-future', 'good', 'Imagine that in a year all has gone as well as it could. Describe a day.', BEST_SELF),
  ask('best-you', 'good', 'Who are you when you are at your best? What would that person do tomorrow?', BEST_SELF),
  ask('letter-back', 'good', 'Write a few lines to yourself for a day that will be harder.', COMPASSION),
  ask('thank-in-writing', 'good', 'Write the first lines of a letter of thanks.', GRATITUDE),
  ask('next-step', 'good', 'What is the next step that you would be glad to have taken?', PROGRESS),
  ask('share-it', 'good', 'How could some of your good day become somebody else’s?', KINDNESS),
]

const known = new Map(PROMPTS.map((prompt) => [prompt.id, prompt]))
export const promptOf = (id: string): Prompt | undefined => known.get(id)

/** The mean mood of the last days (1 to 10, null when none was given) decides which questions fit: at most 4 is hard, from 7 on good. */
export function toneOf(meanMood: number | null): Tone {
  if (meanMood === null) return 'any'
  if (meanMood <= 4) return 'hard'
  return meanMood >= 7 ? 'good' : 'any'
}
