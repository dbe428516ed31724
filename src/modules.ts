import type { Module } from '#core/module.ts'
import { accountsModule } from '#domains/accounts/accounts.module.ts'
import { actionsModule } from '#domains/actions/actions.module.ts'
import { adminModule } from '#domains/admin/admin.module.ts'
import { affirmationsModule } from '#domains/affirmations/affirmations.module.ts'
import { analyticsModule } from '#domains/analytics/analytics.module.ts'
import { auditModule } from '#domains/audit/audit.module.ts'
import { automationsModule } from '#domains/automations/automations.module.ts'
import { billingModule } from '#domains/billing/billing.module.ts'
import { chatModule } from '#domains/chat/chat.module.ts'
import { coachModule } from '#domains/coach/coach.module.ts'
import { coursesModule } from '#domains/courses/courses.module.ts'
import { filesModule } from '#domains/files/files.module.ts'
import { flagsModule } from '#domains/flags/flags.module.ts'
import { flashcardsModule } from '#domains/flashcards/flashcards.module.ts'
import { friendsModule } from '#domains/friends/friends.module.ts'
import { goalsModule } from '#domains/goals/goals.module.ts'
import { graphqlModule } from '#domains/graphql/graphql.module.ts'
import { habitsModule } from '#domains/habits/habits.module.ts'
import { journalModule } from '#domains/journal/journal.module.ts'
import { logbookModule } from '#domains/logbook/logbook.module.ts'
import { mcpModule } from '#domains/mcp/mcp.module.ts'
import { memoryModule } from '#domains/memory/memory.module.ts'
import { metricsModule } from '#domains/metrics/metrics.module.ts'
import { notesModule } from '#domains/notes/notes.module.ts'
import { notificationsModule } from '#domains/notifications/notifications.module.ts'
import { outsideModule } from '#domains/outside/outside.module.ts'
import { overviewModule } from '#domains/overview/overview.module.ts'
import { portabilityModule } from '#domains/portability/portability.module.ts'
import { projectsModule } from '#domains/projects/projects.module.ts'
import { remindersModule } from '#domains/reminders/reminders.module.ts'
import { resourcesModule } from '#domains/resources/resources.module.ts'
import { rewardsModule } from '#domains/rewards/rewards.module.ts'
import { scheduleModule } from '#domains/schedule/schedule.module.ts'
import { searchModule } from '#domains/search/search.module.ts'
import { sharingModule } from '#domains/sharing/sharing.module.ts'
import { signalsModule } from '#domains/signals/signals.module.ts'
import { skillsModule } from '#domains/skills/skills.module.ts'
import { syncModule } from '#domains/sync/sync.module.ts'
import { talkModule } from '#domains/talk/talk.module.ts'
import { tasksModule } from '#domains/tasks/tasks.module.ts'
import { visionModule } from '#domains/vision/vision.module.ts'
import { voiceModule } from '#domains/voice/voice.module.ts'

/** Floor by floor, lowest first. Calls go down, news goes up; `test/architecture.test.ts` holds us to it. */
export const floors: Module[][] = [
  [accountsModule, billingModule, notificationsModule, filesModule, friendsModule, auditModule, flagsModule],
  [
    goalsModule,
    tasksModule,
    habitsModule,
    metricsModule,
    projectsModule,
    remindersModule,
    scheduleModule,
    rewardsModule,
    logbookModule,
    notesModule,
    coursesModule,
    journalModule,
    affirmationsModule,
    visionModule,
    resourcesModule,
    flashcardsModule,
    skillsModule,
    outsideModule,
  ],
  [actionsModule, coachModule, automationsModule, signalsModule, memoryModule, voiceModule, chatModule, talkModule],
  [
    syncModule,
    sharingModule,
    searchModule,
    adminModule,
    overviewModule,
    analyticsModule,
    mcpModule,
    graphqlModule,
    portabilityModule,
  ],
]

export const modules: Module[] = floors.flat()
