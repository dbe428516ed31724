import type { UserCtx } from '#core/ctx.ts'
import { getAnalytics } from '#domains/analytics/analytics.service.ts'
import { listCourses } from '#domains/courses/courses.service.ts'
import { listSessions } from '#domains/courses/sessions.service.ts'
import { studyStatistics } from '#domains/courses/statistics.service.ts'
import { listDecks } from '#domains/flashcards/decks.service.ts'
import { dueFlashcards } from '#domains/flashcards/due.service.ts'
import { listFlashcards } from '#domains/flashcards/flashcards.service.ts'
import { flashcardStatistics } from '#domains/flashcards/statistics.service.ts'
import { listGoals } from '#domains/goals/goals.service.ts'
import { getGoalProgress } from '#domains/goals/progress.service.ts'
import { habitsToday, listHabits } from '#domains/habits/habits.service.ts'
import { listAllLogs } from '#domains/habits/logs.service.ts'
import { getHabitStats } from '#domains/habits/stats.service.ts'
import { listEntries } from '#domains/logbook/logbook.service.ts'
import { analyseMetric } from '#domains/metrics/analytics.service.ts'
import { listLogs } from '#domains/metrics/logs.service.ts'
import { listMetrics } from '#domains/metrics/metrics.service.ts'
import { listNotes } from '#domains/notes/notes.service.ts'
import { getDashboard, getToday } from '#domains/overview/overview.service.ts'
import { getProjectHealth } from '#domains/projects/health.service.ts'
import { listProjects } from '#domains/projects/projects.service.ts'
import { listRedemptions } from '#domains/rewards/redemptions.service.ts'
import { getWallet, listRewards } from '#domains/rewards/rewards.service.ts'
import { listTransactions } from '#domains/rewards/wallet.service.ts'
import { agenda } from '#domains/schedule/agenda.service.ts'
import { listTasks } from '#domains/tasks/tasks.service.ts'

/** A field of the query. Its arguments, its type and the scope it needs are those of the operation over HTTP. */
export interface Root {
  field: string
  operationId: string
  /** Beside one for every item of a list. */
  cost: number
  /** What arrives was judged by the operation's own schemas: its query and its path in one. */
  run: (ctx: UserCtx, given: never) => Promise<unknown>
}

/** Figures that are worked out of many rows. */
const FIGURES = 20
const OVERVIEW = 50

const root = (field: string, operationId: string, cost: number, run: Root['run']): Root => ({
  field,
  operationId,
  cost,
  run,
})

const ANALYTICS_OPERATIONS = {
  overview: 'getOverviewAnalytics',
  tasks: 'getTaskAnalytics',
  habits: 'getHabitAnalytics',
  goals: 'getGoalAnalytics',
  metrics: 'getMetricLogAnalytics',
  mood: 'getMoodAnalytics',
} as const
const VIEWS = Object.keys(ANALYTICS_OPERATIONS) as (keyof typeof ANALYTICS_OPERATIONS)[] // keys of a literal

interface ById {
  id: string
}

/** What dashboards read. The journal is not among it: what is private in it leaves by no side door. */
export const ROOTS: readonly Root[] = [
  root('tasks', 'listTasks', 1, listTasks),
  root('goals', 'listGoals', 1, listGoals),
  root('goalProgress', 'getGoalProgress', 5, (ctx, { id }: ById) => getGoalProgress(ctx, id)),
  root('projects', 'listProjects', 1, listProjects),
  root('projectHealth', 'getProjectHealth', 5, (ctx, { id }: ById) => getProjectHealth(ctx, id)),
  root('habits', 'listHabits', 1, listHabits),
  root('habitsToday', 'getHabitsToday', FIGURES, (ctx) => habitsToday(ctx)),
  root('habitStats', 'getHabitStats', FIGURES, (ctx, { id }: ById) => getHabitStats(ctx, id)),
  root('habitLogs', 'listHabitLogs', 1, listAllLogs),
  root('metrics', 'listMetrics', 1, listMetrics),
  root('metricLogs', 'listMetricLogs', 2, (ctx, { id, ...query }: ById & Parameters<typeof listLogs>[2]) =>
    listLogs(ctx, id, query),
  ),
  root('metricAnalytics', 'getMetricAnalytics', FIGURES, (ctx, { id }: ById) => analyseMetric(ctx, id)),
  root('logbook', 'listLogbook', 1, listEntries),
  root('wallet', 'getWallet', 1, (ctx) => getWallet(ctx)),
  root('walletTransactions', 'listWalletTransactions', 1, listTransactions),
  root('rewards', 'listRewards', 1, listRewards),
  root('redemptions', 'listRedemptions', 1, listRedemptions),
  root('notes', 'listNotes', 1, listNotes),
  root('courses', 'listCourses', 1, listCourses),
  root('studySessions', 'listStudySessions', 1, listSessions),
  root('studyStatistics', 'getStudyStatistics', FIGURES, studyStatistics),
  root('decks', 'listFlashcardDecks', 1, listDecks),
  root('flashcards', 'listFlashcards', 1, listFlashcards),
  root('dueFlashcards', 'listDueFlashcards', 5, dueFlashcards),
  root('flashcardStatistics', 'getFlashcardStatistics', FIGURES, flashcardStatistics),
  root('schedule', 'listSchedule', FIGURES, async (ctx, query: Parameters<typeof agenda>[1]) => ({
    items: await agenda(ctx, query),
  })),
  root(
    'today',
    'getToday',
    OVERVIEW,
    async (ctx, query: Parameters<typeof getToday>[1]) => (await getToday(ctx, query)).answer,
  ),
  root('dashboard', 'getDashboard', OVERVIEW, async (ctx) => (await getDashboard(ctx)).answer),
  ...VIEWS.map((view) =>
    root(`${view}Analytics`, ANALYTICS_OPERATIONS[view], OVERVIEW, (ctx, query: Parameters<typeof getAnalytics>[2]) =>
      getAnalytics(ctx, view, query),
    ),
  ),
]

/** Kinds of items that are read by their ids, also where another item names one: a field, and the entity. */
export const ITEMS: readonly (readonly [field: string, entity: string])[] = [
  ['task', 'task'],
  ['goal', 'goal'],
  ['project', 'project'],
  ['habit', 'habit'],
  ['metric', 'metric'],
  ['reward', 'reward'],
  ['note', 'note'],
  ['course', 'course'],
  ['deck', 'flashcard_deck'],
]
