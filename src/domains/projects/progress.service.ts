import type { UserCtx } from '#core/ctx.ts'
import { milestoneAfter, milestonesPassed } from '#core/milestones.ts'
import { dayOf } from '#core/time/zones.ts'
import { userZone } from '#domains/accounts/users.service.ts'
import type { CriteriaChanged } from '#domains/goals/goals.events.ts'
import { countTasksOfProjects } from '#domains/tasks/links.service.ts'
import type { TaskChanged, TasksGathered } from '#domains/tasks/tasks.events.ts'
import { planAfter } from './plan.ts'
import { type Count, progressOf } from './progress.ts'
import {
  criteriaMet,
  lockProjects,
  lockProjectsServing,
  type ProjectHappening,
  type ProjectStanding,
  recordActivities,
  writeStandings,
} from './projects.queries.ts'
import type { ProjectRow } from './projects.tables.ts'

export interface Measured extends Count {
  progress: number
}

/**
 * The progress of these projects as things stand now: one statement for all their tasks, another when one of them has none and
 * serves goals. To store the result, lock the projects before, in a statement of its own, so that what others have just committed is
 * counted.
 */
export async function measureProjects(
  ctx: UserCtx,
  rows: Pick<ProjectRow, 'id' | 'goalIds'>[],
): Promise<Map<string, Measured>> {
  const counts = await countTasksOfProjects(
    ctx,
    rows.map(({ id }) => id),
  )
  const bare = rows.filter(({ id }) => !counts.has(id))
  const met = await criteriaMet(ctx, [...new Set(bare.flatMap(({ goalIds }) => goalIds))])
  return new Map(
    rows.map(({ id, goalIds }) => {
      const count = counts.get(id) ?? { done: 0, total: 0 }
      return [
        id,
        {
          ...count,
          progress: progressOf(
            count,
            goalIds.flatMap((goalId) => met.get(goalId) ?? []),
          ),
        },
      ]
    }),
  )
}

/** The user's own day now. */
export async function todayOf(ctx: UserCtx): Promise<string> {
  const { timezone, dayStartsAt } = await userZone(ctx)
  return dayOf(ctx.now().toISOString(), timezone, dayStartsAt)
}

/**
 * A task was finished, reopened, linked or moved: every project it belongs to is counted anew, in the transaction that changed the
 * task, and counts as active. No statement when it belongs to none, at most five otherwise.
 */
export async function followTask(ctx: UserCtx, event: TaskChanged): Promise<void> {
  if (event.projectIds.length === 0) return
  await recount(ctx, await lockProjects(ctx, event.projectIds), ({ id }) => {
    if (event.what !== 'completed') return []
    return [{ projectId: id, type: 'task_completed', title: event.title, entity: 'task', entityId: event.taskId }]
  })
}

/** Several tasks are about to change: every project that will follow, also by a goal, is locked at once and in order. */
export async function awaitTasks(ctx: UserCtx, { goalIds, projectIds }: TasksGathered): Promise<void> {
  await lockProjectsServing(ctx, projectIds, goalIds)
}

/** Criteria of goals were met or not met any more: projects that have no tasks and serve these goals stand where they stand. */
export async function followGoals(ctx: UserCtx, { goalIds }: CriteriaChanged): Promise<void> {
  const bare = (await lockProjectsServing(ctx, [], goalIds)).filter(({ taskCount }) => taskCount === 0)
  await recount(ctx, bare, () => [])
}

/** What a project stores of a measurement. */
export function standingOf(
  before: ProjectRow,
  after: Pick<ProjectRow, 'status' | 'startDate'>,
  { progress, done, total }: Measured,
  today: string,
): Omit<ProjectStanding, 'lastActivityAt'> {
  return {
    progress,
    taskCount: total,
    completedTaskCount: done,
    ...planAfter(before, after, total, today),
    milestone: milestoneAfter(before.milestone, progress),
  }
}

/** What has newly come about between two states of a project, to be told in its activity. */
export function happeningsOf(before: ProjectRow, after: Pick<ProjectRow, 'status' | 'progress'>): ProjectHappening[] {
  const projectId = before.id
  const moved = before.status !== after.status
  return [
    ...(moved ? [{ projectId, type: 'status_changed' as const, title: `${before.status} → ${after.status}` }] : []),
    ...milestonesPassed(after.progress, before.milestone).map((milestone) => ({
      projectId,
      type: 'progress_milestone' as const,
      title: `${milestone} %`,
    })),
  ]
}

async function recount(ctx: UserCtx, rows: ProjectRow[], told: (row: ProjectRow) => ProjectHappening[]): Promise<void> {
  if (rows.length === 0) return
  const [today, lastActivityAt] = [await todayOf(ctx), ctx.now().toISOString()]
  const measured = await measureProjects(ctx, rows)
  const steps = rows.map((before) => {
    const standing = standingOf(before, before, measured.get(before.id) as Measured, today) // one measure per project
    return { before, standing, happenings: [...told(before), ...happeningsOf(before, { ...before, ...standing })] }
  })
  await writeStandings(
    ctx,
    steps.map(({ before, standing }) => ({ id: before.id, ...standing, lastActivityAt })),
  )
  await recordActivities(
    ctx,
    steps.flatMap(({ happenings }) => happenings),
  )
}
