import type { UserCtx } from '#core/ctx.ts'
import { paceOf } from '#core/pace.ts'
import { dayOf, daysBetween } from '#core/time/zones.ts'
import { userZone } from '#domains/accounts/users.service.ts'
import { surveyTasksOfProject } from '#domains/tasks/links.service.ts'
import { awaitedProjects } from './dependencies.service.ts'
import { projectHealth, scheduleOf } from './health.ts'
import type { ProjectHealth } from './projects.schema.ts'
import { getProject } from './projects.service.ts'

/** How a project stands in the user's own day, with every deduction. Three statements, four when it may be waiting for others. */
export async function getProjectHealth(ctx: UserCtx, id: string): Promise<ProjectHealth> {
  const project = await getProject(ctx, id)
  const { status, progress, targetDate, completedAt } = project
  const { timezone, dayStartsAt } = await userZone(ctx)
  const localDay = (instant: string) => dayOf(instant, timezone, dayStartsAt)
  const today = localDay(ctx.now().toISOString())
  const start = project.startDate ?? localDay(project.createdAt)
  const survey = await surveyTasksOfProject(ctx, id, { today, zone: timezone })
  const hasCome = status === 'active' || (project.startDate !== null && project.startDate <= today)
  const finishedOn = completedAt && localDay(completedAt)
  const pace = paceOf({ start, target: targetDate, today, progress, finishedOn })
  const condition = {
    ...survey,
    status,
    progress,
    expectedToday: pace.expectedToday,
    daysPastTarget: targetDate === null ? null : daysBetween(targetDate, today),
    latestBy: survey.overdueSince === null ? 0 : daysBetween(survey.overdueSince, today),
    idleDays: Math.min(daysBetween(localDay(project.lastActivityAt), today), daysBetween(start, today)),
    waitsFor: hasCome ? await awaitedProjects(ctx, id, today, localDay) : [],
    planned: project.plannedOn === null ? 0 : project.plannedTaskCount,
  }
  return { ...projectHealth(condition), progress, schedule: scheduleOf(condition), tasks: survey, pace }
}
