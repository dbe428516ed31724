import { entity, paragraphs } from '#core/entity.ts'
import { during } from '#core/messages.ts'
import type { Module } from '#core/module.ts'
import { holds } from '#domains/billing/holdings.service.ts'
import { HabitLogged } from '#domains/habits/habits.events.ts'
import { MetricLogged } from '#domains/metrics/metrics.events.ts'
import { TaskChanged, TasksGathered } from '#domains/tasks/tasks.events.ts'
import { activitiesRoutes } from './activities.routes.ts'
import { dependenciesRoutes } from './dependencies.routes.ts'
import { awaitTasks, followHabit, followMetric, followTask } from './following.service.ts'
import { openGoalIds } from './goals.queries.ts'
import { goalPartsRoutes, goalsRoutes } from './goals.routes.ts'
import { Goal, GoalPatch, NewGoal } from './goals.schema.ts'
import { createGoal, deleteGoal, loadGoals, restoreGoal, updateGoal } from './goals.service.ts'
import { goals } from './goals.tables.ts'
import { goalsTools } from './goals.tools.ts'

export const goalsModule: Module = {
  name: 'goals',
  tags: {
    goals: 'What the work is for: from a year down to a day, measured by criteria and by what is linked to them',
  },
  routes: [goalsRoutes, goalPartsRoutes, activitiesRoutes, dependenciesRoutes],
  tools: goalsTools,
  entities: [
    entity({
      name: 'goal',
      path: '/goals',
      table: goals,
      item: Goal,
      input: NewGoal,
      patch: GoalPatch,
      search: ({ title, description, notes, tags }) => ({ title, text: paragraphs(description, notes), tags }),
      load: loadGoals,
      create: createGoal,
      update: updateGoal,
      remove: deleteGoal,
      restore: restoreGoal,
    }),
  ],
  during: [
    during(TasksGathered, awaitTasks),
    during(TaskChanged, followTask),
    during(HabitLogged, followHabit),
    during(MetricLogged, followMetric),
  ],
  start: async () => holds('active_goals', { idsOf: openGoalIds }),
}
