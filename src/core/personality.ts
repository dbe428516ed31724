/** How the assistant speaks. The names are those of the user's preferences. */
export const PERSONALITY_MODES = [
  'language_matching',
  'anticipate_and_guide',
  'reflect_and_mirror',
  'remind_and_reground',
  'nudge_and_challenge',
] as const
export type PersonalityMode = (typeof PERSONALITY_MODES)[number]
