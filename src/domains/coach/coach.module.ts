import { featureRoutes } from '#core/ai/feature-routes.ts'
import { after } from '#core/messages.ts'
import type { Module } from '#core/module.ts'
import { DailyMessageDue } from '#domains/affirmations/messages.events.ts'
import { agentsRoutes } from './agents/agents.routes.ts'
import { answerDraft, beginDraft } from './agents/building.ai.ts'
import { planTasks } from './agents/planning.ai.ts'
import { reviewWeek } from './agents/reviewing.ai.ts'
import { courseFeatures } from './courses/all.ts'
import { flashcardFeatures } from './flashcards/all.ts'
import { goalFeatures } from './goals/all.ts'
import { habitFeatures } from './habits/all.ts'
import { journalFeatures } from './journal/all.ts'
import { logbookFeatures } from './logbook/all.ts'
import { writeDueMessage } from './messages/delivery.ai.ts'
import { metricFeatures } from './metrics/all.ts'
import { noteFeatures } from './notes/all.ts'
import { extractRoutes } from './notes/extracting.ai.ts'
import { personOf } from './person.service.ts'
import { projectFeatures } from './projects/all.ts'
import { rewardFeatures } from './rewards/all.ts'
import { taskFeatures } from './tasks/all.ts'
import { usageRoutes } from './usage.routes.ts'

const features = [
  ...taskFeatures,
  ...noteFeatures,
  ...metricFeatures,
  ...habitFeatures,
  ...logbookFeatures,
  ...goalFeatures,
  ...journalFeatures,
  ...projectFeatures,
  ...rewardFeatures,
  ...courseFeatures,
  ...flashcardFeatures,
]

export const coachModule: Module = {
  name: 'coach',
  tags: { ai: 'Questions that a model answers, or fixed rules where there is none; each answer says which' },
  routes: [
    agentsRoutes({ planTasks, beginDraft, answerDraft, reviewWeek }),
    usageRoutes,
    featureRoutes(features, personOf),
    extractRoutes,
  ],
  jobs: [after(DailyMessageDue, 'coach_daily_messages', writeDueMessage)],
}
