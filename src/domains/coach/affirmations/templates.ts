import type { AffirmationCategory } from './generating.ai.ts'

/** What somebody said about themselves, and what they are about. */
export interface Own {
  goals: { id: string; title: string }[]
  streak: { habit: string; days: number } | null
  /** From onboarding; null when it was not answered. */
  personYouWantToBe: string | null
  feelingToExperience: string | null
  somethingYouLike: string | null
  reminderWhenDown: string | null
}

export interface Draft {
  text: string
  category: AffirmationCategory
  goalId: string | null
  /** What of the user's own it was made of. */
  basis: string
}

/**
 * Sentences filled with the user's own words. They speak of what one does and learns, not of what one supposedly is: statements that
 * people do not believe of themselves make those feel worse who most need better (Wood, Perunovic & Lee 2009, Psychological Science 20).
 */
export const ownDrafts = (own: Own): Draft[] => [
  ...said(own.reminderWhenDown, (words) => words, 'calm', 'What you said you need to hear when you are down'),
  ...own.goals.map(ofGoal),
  ...(own.streak ? [ofStreak(own.streak)] : []),
  ...said(
    own.somethingYouLike,
    (words) => `There is something I like about myself: ${inner(words)}.`,
    'self_worth',
    'What you said you like about yourself',
  ),
  ...said(
    own.feelingToExperience,
    (words) => `Today I make room for what I want to feel: ${inner(words)}.`,
    'calm',
    'What you said you want to feel more often',
  ),
  ...said(
    own.personYouWantToBe,
    (words) => `I am learning to be who I want to be: ${inner(words)}.`,
    'growth',
    'Who you said you want to become',
  ),
]

function said(
  words: string | null,
  sentence: (words: string) => string,
  category: AffirmationCategory,
  basis: string,
): Draft[] {
  return words === null ? [] : [{ text: sentence(words), category, goalId: null, basis }]
}

function ofGoal({ id, title }: Own['goals'][number], at: number): Draft {
  const text = GOAL_SENTENCES[at % GOAL_SENTENCES.length]?.(title) ?? title
  return { text, category: 'growth', goalId: id, basis: `Your goal “${title}”` }
}

const ofStreak = ({ habit, days }: NonNullable<Own['streak']>): Draft => ({
  text: `I have kept “${habit}” ${days} times in a row. I can rely on myself.`,
  category: 'confidence',
  goalId: null,
  basis: `Your habit “${habit}”`,
})

const GOAL_SENTENCES: readonly ((title: string) => string)[] = [
  (title) => `Each small step counts towards “${title}”.`,
  (title) => `I chose “${title}”, and I can choose it again today.`,
  (title) => `I may learn as I go on with “${title}”.`,
]

const GENERAL: [string, AffirmationCategory][] = [
  ['I may begin small, and I may begin again.', 'growth'],
  ['I can be kind to myself while I learn.', 'self_worth'],
  ['I have come through hard days before.', 'confidence'],
  ['I can take one breath before the next thing.', 'calm'],
  ['I notice what is good, however small.', 'gratitude'],
  ['What I do for my body today, it will thank me for.', 'health'],
  ['I can tell somebody how much they matter to me.', 'relationships'],
  ['I do one thing at a time, and I do it well enough.', 'work'],
]

/** For whoever has said nothing of their own yet. */
export const generalDrafts = (): Draft[] =>
  GENERAL.map(([text, category]) => ({
    text,
    category,
    goalId: null,
    basis: 'A general one: nothing of your own was used',
  }))

/** The words of an answer within a sentence: no full stop, and no capital that only began a sentence. */
function inner(text: string): string {
  const words = text
    .trim()
    .replace(/[.!\s]+$/, '')
    .slice(0, 300)
  const isName = /^(?:I\b|I'|\p{Lu}{2})/u.test(words)
  return isName ? words : words.charAt(0).toLowerCase() + words.slice(1)
}
