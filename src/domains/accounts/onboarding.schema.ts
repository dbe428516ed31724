import { z } from 'zod'

const Short = z.string().trim().min(1).max(200)
const Long = z.string().trim().min(1).max(4_000)
const LENGTHS = ['short', 'long'] as const
const FREQUENCIES = ['daily', 'weekly', 'as_needed'] as const

/** What each step asks; the last one may be skipped. */
export const STEPS = [
  z.strictObject({
    name: z.string().trim().min(1).max(100),
    birthday: z.iso.date(),
    culturalHome: Short,
    currentLocation: Short,
  }),
  z.strictObject({ currentThoughts: Long, authenticPlace: Long, somethingYouLike: Long, reminderWhenDown: Long }),
  z.strictObject({ changeYouWant: Long, feelingToExperience: Long, personYouWantToBe: Long }),
  z.strictObject({
    futureSelfAge: z.int().min(18).max(150),
    dreamDay: Long,
    accomplishmentGoal: Long,
    futureSelfPhotoUrl: z
      .url({ protocol: /^https?$/ })
      .max(2_000)
      .nullish(),
  }),
  z.strictObject({
    trustedWordsVibes: Long,
    messageLengthPreference: z.enum(LENGTHS),
    messageFrequency: z.enum(FREQUENCIES),
    trustFactor: Long,
  }),
  z.strictObject({ whenFeelingLost: Long.nullish() }),
] as const

/** The steps without which onboarding is not complete. */
export const REQUIRED_STEPS = [1, 2, 3, 4, 5] as const

const fields = Object.assign({}, ...STEPS.map((step) => step.shape)) as Record<string, z.ZodType>
const nullable = Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.nullable()]))

export const StepParams = z.strictObject({ n: z.coerce.number().int().min(1).max(STEPS.length) })

export const StepAnswers = z
  .strictObject(fields)
  .partial()
  .meta({
    id: 'OnboardingStepAnswers',
    description: 'The fields of the step in the path, and none of another; `questions` says which belong to which.',
    example: { name: 'Ann', birthday: '1990-04-12', culturalHome: 'Vienna', currentLocation: 'Lisbon' },
  })
export type StepAnswers = Record<string, unknown>

const QUESTION_TYPES = ['text', 'long_text', 'date', 'number', 'select', 'image'] as const

const Question = z.object({
  step: z.int(),
  key: z.string().meta({ example: 'culturalHome' }),
  question: z.string().meta({ example: 'Where do you feel at home?' }),
  type: z.enum(QUESTION_TYPES),
  options: z.array(z.string()).nullable(),
  required: z.boolean(),
})
export type Question = z.infer<typeof Question>

export const Onboarding = z
  .object({
    step: z.int().nullable().describe('The first step without an answer; null when all have one'),
    percent: z.int(),
    completedSteps: z.array(z.int()),
    isCompleted: z.boolean(),
    completedAt: z.iso.datetime().nullable(),
    answers: z.object(nullable).describe('By question; null where there is no answer yet'),
    questions: z.array(Question),
  })
  .meta({ id: 'Onboarding' })
export type Onboarding = z.infer<typeof Onboarding>

const asks = (step: number, key: string, question: string, type: Question['type'] = 'long_text'): Question => {
  const options =
    key === 'messageLengthPreference' ? [...LENGTHS] : key === 'messageFrequency' ? [...FREQUENCIES] : null
  return { step, key, question, type, options, required: fields[key]?.safeParse(undefined).success === false }
}

export const QUESTIONS: Question[] = [
  asks(1, 'name', 'What should I call you?', 'text'),
  asks(1, 'birthday', 'When were you born?', 'date'),
  asks(1, 'culturalHome', 'Which place or culture feels like home?', 'text'),
  asks(1, 'currentLocation', 'Where do you live now?', 'text'),
  asks(2, 'currentThoughts', 'What has been on your mind lately?'),
  asks(2, 'authenticPlace', 'Where do you feel most like yourself?'),
  asks(2, 'somethingYouLike', 'What do you like about yourself?'),
  asks(2, 'reminderWhenDown', 'What do you need to hear when you are down?'),
  asks(3, 'changeYouWant', 'What would you like to change?'),
  asks(3, 'feelingToExperience', 'What would you like to feel more often?'),
  asks(3, 'personYouWantToBe', 'Who do you want to become?'),
  asks(4, 'futureSelfAge', 'How old is the future self you would like to hear from?', 'number'),
  asks(4, 'dreamDay', 'What does a perfect day of that person look like?'),
  asks(4, 'accomplishmentGoal', 'What has that person achieved?'),
  asks(4, 'futureSelfPhotoUrl', 'Is there a picture of that person?', 'image'),
  asks(5, 'trustedWordsVibes', 'Which words and tone do you trust?'),
  asks(5, 'messageLengthPreference', 'Do you prefer short or long messages?', 'select'),
  asks(5, 'messageFrequency', 'How often would you like a message?', 'select'),
  asks(5, 'trustFactor', 'What makes you trust a message?'),
  asks(6, 'whenFeelingLost', 'What helps when you feel lost?'),
]
