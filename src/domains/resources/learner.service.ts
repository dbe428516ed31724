import type { UserCtx } from '#core/ctx.ts'
import { getCourse, listCourses } from '#domains/courses/courses.service.ts'
import { listSessions } from '#domains/courses/sessions.service.ts'
import { getGoal, listGoals } from '#domains/goals/goals.service.ts'
import type { RecommendationQuery } from './recommendations.schema.ts'
import { selectDismissed, selectLibrary } from './resources.queries.ts'
import { LEVELS, type Level, type ResourceRow } from './resources.tables.ts'
import type { Evidence, Interest, Learner } from './scoring.ts'

/** Of each kind: what somebody began long ago says little about now. */
const MOST = 6
const MOST_TOPICS = 3
const MOST_SESSIONS = 20
const DISMISSED = -1.5

/** What somebody is at, knows and likes, from their courses, goals, library and study sessions. */
export async function learnerOf(ctx: UserCtx, query: RecommendationQuery): Promise<Learner> {
  const [library, dismissed, named, availableMinutes] = await Promise.all([
    selectLibrary(ctx),
    selectDismissed(ctx),
    namedInterests(ctx, query),
    query.availableMinutes ?? usualMinutes(ctx),
  ])
  const history = [...library.map(evidenceOf), ...dismissed.map((one) => ({ ...one, weight: DISMISSED }))]
  const isAsked = query.courseId !== undefined || query.goalId !== undefined
  const interests = isAsked ? named : [...named, ...savedTopics(library)]
  return { interests, level: usualLevel(library), history, availableMinutes }
}

/** Completed says twice as much as saved; a rating of three stars says nothing more. */
function evidenceOf({ type, topics, source, isCompleted, userRating }: ResourceRow): Evidence {
  return { type, topics, source, weight: (isCompleted ? 2 : 1) + (userRating === null ? 0 : userRating - 3) }
}

/** The course and goal that were asked for (404 when they are not mine), or those that are open. */
async function namedInterests(ctx: UserCtx, { courseId, goalId }: RecommendationQuery): Promise<Interest[]> {
  const isAsked = courseId !== undefined || goalId !== undefined
  const [courses, goals] = await Promise.all([
    isAsked ? Promise.all(courseId === undefined ? [] : [getCourse(ctx, courseId)]) : openCourses(ctx),
    isAsked ? Promise.all(goalId === undefined ? [] : [getGoal(ctx, goalId)]) : openGoals(ctx),
  ])
  return [
    ...courses.map(({ title, tags, difficulty }) => ({
      name: `your course “${title}”`,
      text: [title, ...tags].join(', '),
      level: difficulty,
    })),
    ...goals.map(({ title, tags }) => ({
      name: `your goal “${title}”`,
      text: [title, ...tags].join(', '),
      level: null,
    })),
  ]
}

const openCourses = async (ctx: UserCtx) =>
  (await listCourses(ctx, { limit: MOST, sort: 'newest', archived: 'false', completed: false })).items

const openGoals = async (ctx: UserCtx) =>
  (await listGoals(ctx, { limit: MOST, sort: 'newest', status: ['planning', 'active'] })).items

/** The topics that most of what is saved and not completed has. */
function savedTopics(library: ResourceRow[]): Interest[] {
  const counts = countsOf(library.filter(({ isCompleted }) => !isCompleted).flatMap(({ topics }) => topics))
  return counts
    .slice(0, MOST_TOPICS)
    .map((topic) => ({ name: `“${topic}”, of which you have saved something`, text: topic, level: null }))
}

function usualLevel(library: ResourceRow[]): Level | null {
  const [most] = countsOf(
    library.flatMap(({ isCompleted, difficulty }) => (isCompleted && difficulty ? [difficulty] : [])),
  )
  return LEVELS.find((level) => level === most) ?? null
}

/** The most frequent first, equal ones by name. */
function countsOf(names: string[]): string[] {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).map(([name]) => name)
}

/** The median of what the last study sessions took; null when there were none. */
async function usualMinutes(ctx: UserCtx): Promise<number | null> {
  const { items } = await listSessions(ctx, { limit: MOST_SESSIONS, state: 'finished' })
  const minutes = items.map(({ focusSeconds }) => Math.round(focusSeconds / 60)).filter((one) => one > 0)
  return minutes.sort((a, b) => a - b)[Math.floor(minutes.length / 2)] ?? null
}
