import { type CatalogueRow, LEVELS, type Level } from './resources.tables.ts'
import { wordsOf } from './words.ts'

/** Points of a hundred, as the clients of this field show them. */
export const WEIGHTS = { topic: 40, difficulty: 20, behaviour: 20, quality: 10, time: 10 } as const
export type Component = keyof typeof WEIGHTS
export type Components = Record<Component, number>

/** What is scored. */
export interface Candidate
  extends Pick<
    CatalogueRow,
    'title' | 'description' | 'type' | 'topics' | 'source' | 'difficulty' | 'estimatedMinutes' | 'externalRating'
  > {
  /** How many users rated it, and the sum of what they gave (1 to 5 each). */
  ratings: number
  ratingTotal: number
}

/** Something that the learner is at. */
export interface Interest {
  /** As a sentence names it: `your course “Italian”`. */
  name: string
  text: string
  level: Level | null
}

/** What the learner made of something before: above 0 they liked it, below they did not. */
export interface Evidence extends Pick<Candidate, 'type' | 'topics' | 'source'> {
  weight: number
}

export interface Learner {
  interests: readonly Interest[]
  /** Of most of what they have completed. */
  level: Level | null
  history: readonly Evidence[]
  availableMinutes: number | null
}

export interface Scored {
  score: number
  components: Components
  reason: string
}

/** What is not known counts half. */
const UNKNOWN = 0.5

/**
 * Scores a resource for a learner: topic 40, difficulty 20, behaviour 20, quality 10 and time 10 points at most. `nearness` has the
 * cosine of the meanings of the resource and each interest, null where nobody compared them; their words are compared in any case.
 */
export function scoreResource(candidate: Candidate, learner: Learner, nearness: readonly (number | null)[]): Scored {
  const { best, relevance } = topicOf(candidate, learner.interests, nearness)
  const level = best?.level ?? learner.level
  const shares: Components = {
    topic: best === null ? UNKNOWN : relevance,
    difficulty: difficultyOf(candidate.difficulty, level),
    behaviour: behaviourOf(candidate, learner.history),
    quality: qualityOf(candidate),
    time: timeOf(candidate.estimatedMinutes, learner.availableMinutes),
  }
  const components: Components = {
    topic: pointsOf('topic', shares),
    difficulty: pointsOf('difficulty', shares),
    behaviour: pointsOf('behaviour', shares),
    quality: pointsOf('quality', shares),
    time: pointsOf('time', shares),
  }
  const score = tenth(Object.values(components).reduce((sum, points) => sum + points, 0))
  return { score, components, reason: reasonOf(candidate, learner, shares, best, level) }
}

const tenth = (value: number) => Math.round(value * 10) / 10
const pointsOf = (name: Component, shares: Components) => tenth(WEIGHTS[name] * shares[name])

/** The cosine of two texts that have nothing to do with each other, and of two that are about the same, for the built-in model. */
const [APART, ALIKE] = [0.4, 0.8]
/** So many words in common are as good as all. */
const ENOUGH_WORDS = 2

function topicOf(candidate: Candidate, interests: readonly Interest[], nearness: readonly (number | null)[]) {
  const words = wordsOf(`${candidate.title} ${candidate.topics.join(' ')}`)
  let [best, relevance]: [Interest | null, number] = [null, -1]
  for (const [at, interest] of interests.entries()) {
    const near = nearness[at] ?? null
    const byMeaning = near === null ? 0 : clamp((near - APART) / (ALIKE - APART))
    const found = Math.max(byMeaning, sharedWords(wordsOf(interest.text), words))
    if (found > relevance) [best, relevance] = [interest, found]
  }
  return { best, relevance }
}

/** From 0 to 1: of the interest's words, those that the resource names in its title or topics. */
function sharedWords(wanted: ReadonlySet<string>, there: ReadonlySet<string>): number {
  if (wanted.size === 0) return 0
  const shared = [...wanted].filter((word) => there.has(word)).length
  return clamp(shared / Math.min(ENOUGH_WORDS, wanted.size))
}

const clamp = (value: number) => Math.min(1, Math.max(0, value))

/** One step of the four levels away is half as good, two are none. */
function difficultyOf(difficulty: Level | null, level: Level | null): number {
  if (difficulty === null || level === null) return UNKNOWN
  return Math.max(0, 1 - Math.abs(LEVELS.indexOf(difficulty) - LEVELS.indexOf(level)) / 2)
}

/** The share of what was liked in what is like it, drawn to one half as long as there is little (Laplace’s rule of succession). */
function behaviourOf(candidate: Candidate, history: readonly Evidence[]): number {
  let [liked, disliked] = [0, 0]
  for (const evidence of history) {
    const weight = evidence.weight * likeness(candidate, evidence)
    if (weight > 0) liked += weight
    else disliked -= weight
  }
  return (liked + 1) / (liked + disliked + 2)
}

function likeness(a: Pick<Candidate, 'type' | 'topics' | 'source'>, b: Evidence): number {
  const sharesTopic = a.topics.some((topic) => b.topics.includes(topic))
  return (
    (sharesTopic ? 0.5 : 0) + (a.type === b.type ? 0.3 : 0) + (a.source !== null && a.source === b.source ? 0.2 : 0)
  )
}

/** As many ratings as these outweigh what somebody outside says, or the middle. */
const PRIOR_RATINGS = 5

/** A Bayesian mean of the ratings, from 0 for one star to 1 for five. */
function qualityOf({ ratings, ratingTotal, externalRating }: Candidate): number {
  const mean = (PRIOR_RATINGS * (externalRating ?? 3) + ratingTotal) / (PRIOR_RATINGS + ratings)
  return clamp((mean - 1) / 4)
}

function timeOf(needed: number | null, available: number | null): number {
  if (needed === null || available === null) return UNKNOWN
  return clamp(available / needed)
}

function reasonOf(
  candidate: Candidate,
  { history, availableMinutes }: Learner,
  shares: Components,
  best: Interest | null,
  level: Level | null,
): string {
  const { ratings, ratingTotal, estimatedMinutes, difficulty } = candidate
  const isFor = best !== null && shares.topic >= 0.2
  const parts = [
    isFor && (shares.topic >= 0.5 ? `it fits ${best.name}` : `it is near to ${best.name}`),
    difficulty !== null && level === difficulty && `it is for ${LEVEL_NAMES[difficulty]} like you`,
    history.length > 0 && shares.behaviour >= 0.6 && 'you liked what is like it',
    history.length > 0 && shares.behaviour <= 0.4 && 'though you passed over what is like it',
    ratings > 0 && `it is rated ${tenth(ratingTotal / ratings)} of 5 here`,
    estimatedMinutes !== null &&
      availableMinutes !== null &&
      estimatedMinutes <= availableMinutes &&
      `it takes ${estimatedMinutes} of your ${availableMinutes} minutes`,
  ].filter((part) => part !== false)
  const told = parts.length > 0 ? parts : [`it is about ${candidate.topics.slice(0, 3).join(', ') || candidate.title}`]
  const sentence = told.join('; ')
  return `${sentence[0]?.toUpperCase()}${sentence.slice(1)}.`
}

const LEVEL_NAMES: Record<Level, string> = {
  beginner: 'beginners',
  intermediate: 'the advancing',
  advanced: 'the advanced',
  expert: 'experts',
}
