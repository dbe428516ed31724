import { type NewFlashcardDeck, NewFlashcardDeck as Shape } from '../flashcards.schema.ts'
import { type Field, fieldsOf, numberIn, numbersIn } from './protobuf.ts'

/** What a deck's options of Anki's are as settings of ours. */
export type Preset = Partial<Omit<NewFlashcardDeck, 'name' | 'parentDeckId'>>

interface Options {
  /** Minutes. */
  learningSteps: number[] | undefined
  relearningSteps: number[] | undefined
  newPerDay: number
  reviewsPerDay: number
  longest: number
  leechLapses: number
  tagsLeeches: boolean
  desiredRetention: number
  /** Of FSRS-6; of older versions they are left alone. */
  parameters: number[] | undefined
  /** Monday first. */
  easyDays: number[] | undefined
}

/** As the options stand in the JSON of older collections. What is missing or not understood stays as it is usual here. */
export function presetOfJson(config: Record<string, unknown>): Preset {
  const [fresh, review, lapse] = [config.new, config.rev, config.lapse].map(entries)
  return presetOf({
    learningSteps: numbers(fresh?.delays),
    relearningSteps: numbers(lapse?.delays),
    newPerDay: Number(fresh?.perDay),
    reviewsPerDay: Number(review?.perDay),
    longest: Number(review?.maxIvl),
    leechLapses: Number(lapse?.leechFails),
    tagsLeeches: lapse?.leechAction === 1,
    desiredRetention: Number(config.desiredRetention),
    parameters: numbers(config.fsrsParams6),
    easyDays: numbers(config.easyDaysPercentages),
  })
}

/** As they stand in the newest ones: DeckConfig.Config of deck_config.proto. */
export function presetOfMessage(message: Uint8Array): Preset {
  const fields: Field[] = fieldsOf(message)
  return presetOf({
    learningSteps: numbersIn(fields, 1),
    relearningSteps: numbersIn(fields, 2),
    newPerDay: numberIn(fields, 9),
    reviewsPerDay: numberIn(fields, 10),
    longest: numberIn(fields, 16),
    leechLapses: numberIn(fields, 22),
    tagsLeeches: numberIn(fields, 21) === 1,
    desiredRetention: numberIn(fields, 37),
    parameters: numbersIn(fields, 6),
    easyDays: numbersIn(fields, 4),
  })
}

function presetOf(options: Options): Preset {
  const { learningSteps, relearningSteps, newPerDay, reviewsPerDay, longest, leechLapses, easyDays } = options
  const given = {
    learningSteps: learningSteps?.map(stepOf),
    relearningSteps: relearningSteps?.map(stepOf),
    newPerDay,
    reviewsPerDay,
    maximumIntervalDays: longest,
    leechLapses: leechLapses === 0 ? null : leechLapses,
    leechAction: options.tagsLeeches ? 'tag' : 'suspend',
    desiredRetention: exact(options.desiredRetention),
    parameters: options.parameters?.map(exact),
    weekdayWeights: easyDays?.some((share) => share !== 1) ? easyDays.map(exact) : undefined,
  }
  const good = Object.entries(given).filter(
    ([name, value]) => value !== undefined && Shape.shape[name as keyof typeof given].safeParse(value).success,
  )
  return Object.fromEntries(good)
}

/** Anki counts in minutes, and has parts of them; here the least is one. */
function stepOf(minutes: number): string {
  const whole = Math.max(1, Math.round(minutes))
  if (whole % 1_440 === 0 || whole > 9_999) return `${Math.round(whole / 1_440)}d`
  return `${whole}m`
}

/** Anki keeps numbers of four places in 32 bits. */
const exact = (value: number): number => Number(value.toFixed(4))

const entries = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {} // whatever stands in it
const numbers = (value: unknown): number[] | undefined => (Array.isArray(value) ? value.map(Number) : undefined)
