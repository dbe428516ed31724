/** The six areas of life and what each is made of. Tasks, goals, projects, habits, metrics and notes all use them. */
export const AREAS = ['health', 'wealth', 'love', 'happiness', 'operations', 'day_job'] as const
export type Area = (typeof AREAS)[number]

export const SUB_CATEGORIES = {
  health: ['physical', 'mental', 'spiritual', 'nutrition', 'sleep', 'exercise'],
  wealth: ['income', 'expenses', 'investments', 'debt', 'net_worth'],
  love: ['romantic', 'family', 'friends', 'social'],
  happiness: ['joy', 'gratitude', 'purpose', 'peace'],
  operations: ['productivity', 'organization', 'systems', 'habits'],
  day_job: ['career', 'skills', 'projects', 'performance'],
} as const satisfies Record<Area, readonly string[]>

export const ALL_SUB_CATEGORIES = Object.values(SUB_CATEGORIES).flat()
export type SubCategory = (typeof ALL_SUB_CATEGORIES)[number]

/** Whether a sub-category belongs to its area; an absent one always does. */
export function isOfArea(area: Area | null | undefined, sub: SubCategory | null | undefined): boolean {
  if (sub == null) return true
  return area != null && (SUB_CATEGORIES[area] as readonly string[]).includes(sub)
}
