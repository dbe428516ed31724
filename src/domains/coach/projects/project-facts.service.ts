import type { About } from '#core/ai/feature.ts'
import type { UserCtx } from '#core/ctx.ts'
import { dayOf, daysBetween } from '#core/time/zones.ts'
import { listDependencies } from '#domains/projects/dependencies.service.ts'
import { getProjectHealth } from '#domains/projects/health.service.ts'
import { getProject } from '#domains/projects/projects.service.ts'
import { taskGraph } from '#domains/tasks/dependencies.service.ts'
import { listTasks } from '#domains/tasks/tasks.service.ts'
import { cut } from '../wording.ts'

export type Project = Awaited<ReturnType<typeof getProject>>
export type Health = Awaited<ReturnType<typeof getProjectHealth>>

export interface ProjectTask {
  id: string
  title: string
  status: string
  priority: 'p1' | 'p2' | 'p3' | 'p4'
  dueDate: string | null
  estimateMinutes: number | null
  isOpen: boolean
  isHeldUp: boolean
  /** Open tasks that wait for it, directly or not. */
  waiting: number
}

export interface Survey {
  project: Pick<
    Project,
    'id' | 'name' | 'description' | 'notes' | 'status' | 'impact' | 'area' | 'subCategory' | 'goalIds'
  >
  startDate: string
  targetDate: string | null
  elapsedDays: number
  /** Until the target day, that included; negative when it is past, null without one. */
  daysLeft: number | null
  health: Health
  /** The first hundred, by their due days. */
  tasks: ProjectTask[]
  /** Unfinished projects that it waits for. */
  awaited: { name: string; targetDate: string | null }[]
}

/** How one of my projects stands, as far as it can be counted. */
export async function surveyOf(ctx: UserCtx, projectId: string, { today, zone }: About<null>): Promise<Survey> {
  const project = await getProject(ctx, projectId)
  const [health, { items }, { edges, nodes }, { blockedBy }] = await Promise.all([
    getProjectHealth(ctx, projectId),
    listTasks(ctx, { limit: 100, sort: 'due', projectId }),
    taskGraph(ctx),
    listDependencies(ctx, projectId),
  ])
  const { id, name, description, notes, status, impact, area, subCategory, goalIds, targetDate } = project
  const startDate = project.startDate ?? dayOf(project.createdAt, zone)
  const open = new Set(
    nodes.filter((node) => node.status !== 'done' && node.status !== 'cancelled').map((node) => node.id),
  )
  const followers = Map.groupBy(edges, ({ source }) => source)
  const tasks = items.map((task) => shownTask(task, zone, waitingFor(task.id, followers, open)))
  return {
    project: {
      id,
      name,
      description: shortened(description),
      notes: shortened(notes),
      status,
      impact,
      area,
      subCategory,
      goalIds,
    },
    ...{ startDate, targetDate, health, tasks },
    elapsedDays: daysBetween(startDate, today),
    daysLeft: targetDate === null ? null : daysBetween(today, targetDate) + 1,
    awaited: blockedBy
      .filter((other) => other.status !== 'completed' && other.status !== 'cancelled')
      .map((other) => ({ name: other.name, targetDate: other.targetDate })),
  }
}

type Task = Awaited<ReturnType<typeof listTasks>>['items'][number]

function shownTask(task: Task, zone: string, waiting: number): ProjectTask {
  const { id, title, status, priority, estimateMinutes, dueAt, openBlockers } = task
  const isOpen = status !== 'done' && status !== 'cancelled'
  return {
    ...{ id, title, status, priority, estimateMinutes, isOpen, waiting },
    dueDate: task.dueDate ?? (dueAt === null ? null : dayOf(dueAt, zone)),
    isHeldUp: isOpen && (status === 'blocked' || openBlockers > 0),
  }
}

/** What is told of a long text when a model is asked. */
export const shortened = (text: string | null): string | null => text && cut(text, 4_000)

function waitingFor(id: string, followers: Map<string, { target: string }[]>, open: ReadonlySet<string>): number {
  const found = new Set<string>()
  const queue = [id]
  // The queue grows while it is walked.
  for (const one of queue)
    for (const { target } of followers.get(one) ?? []) {
      if (found.has(target) || !open.has(target)) continue
      found.add(target)
      queue.push(target)
    }
  return found.size
}
