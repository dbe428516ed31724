import { entity } from '#core/entity.ts'
import { during } from '#core/messages.ts'
import type { Module } from '#core/module.ts'
import { HabitLogged } from '#domains/habits/habits.events.ts'
import { MetricLogged } from '#domains/metrics/metrics.events.ts'
import { TaskChanged } from '#domains/tasks/tasks.events.ts'
import { followHabit, followMetric, followTask } from './awards.service.ts'
import { redemptionsRoutes, rewardsRoutes } from './rewards.routes.ts'
import { NewReward, Reward, RewardPatch } from './rewards.schema.ts'
import { createReward, deleteReward, loadRewards, restoreReward, updateReward } from './rewards.service.ts'
import { rewards } from './rewards.tables.ts'
import { rewardsTools } from './rewards.tools.ts'
import { walletRoutes } from './wallet.routes.ts'

export const rewardsModule: Module = {
  name: 'rewards',
  tags: {
    wallet: 'Points earned and spent, kept as a ledger that is only added to',
    rewards: 'What points can be spent on, and what they were spent on',
  },
  routes: [walletRoutes, rewardsRoutes, redemptionsRoutes],
  tools: rewardsTools,
  entities: [
    entity({
      name: 'reward',
      path: '/rewards',
      table: rewards,
      item: Reward,
      input: NewReward,
      patch: RewardPatch,
      search: ({ title, description }) => ({ title, text: description }),
      load: loadRewards,
      create: createReward,
      update: updateReward,
      remove: deleteReward,
      restore: restoreReward,
    }),
  ],
  during: [during(TaskChanged, followTask), during(HabitLogged, followHabit), during(MetricLogged, followMetric)],
}
