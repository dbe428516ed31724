import { foreignKey, index, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core'
import { metrics } from '#domains/metrics/metrics.tables.ts'
import { goals } from './goals.tables.ts'

/** Derived by a trigger from `goals.success_criteria`; written by nobody. */
export const goalCriterionMetrics = pgTable(
  'goal_criterion_metrics',
  { userId: uuid().notNull(), goalId: uuid().notNull(), metricId: uuid().notNull() },
  (t) => [
    primaryKey({ columns: [t.userId, t.goalId, t.metricId] }),
    foreignKey({
      name: 'goal_criterion_metrics__goalId',
      columns: [t.userId, t.goalId],
      foreignColumns: [goals.userId, goals.id],
    }).onDelete('cascade'),
    foreignKey({
      name: 'goal_criterion_metrics__successCriteria',
      columns: [t.userId, t.metricId],
      foreignColumns: [metrics.userId, metrics.id],
    }),
    index('goal_criterion_metrics_metric').on(t.userId, t.metricId),
  ],
)
