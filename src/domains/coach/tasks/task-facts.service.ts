import type { UserCtx } from '#core/ctx.ts'
import { getTask, listTasks } from '#domains/tasks/tasks.service.ts'
import type { TaskInQuestion } from './questions.schema.ts'

export type Task = Awaited<ReturnType<typeof getTask>>

export interface Subject {
  /** Null for one that is only being thought of. */
  id: string | null
  title: string
  description: string | null
  area: Task['area']
}

/** What a question is about. Somebody else's task is not found. */
export async function subjectOf(ctx: UserCtx, { taskId, title = '', description }: TaskInQuestion): Promise<Subject> {
  if (taskId === undefined) return { id: null, title, description: description ?? null, area: null }
  const task = await getTask(ctx, taskId)
  return { id: task.id, title: task.title, description: task.description, area: task.area }
}

/** The newest hundred of my tasks, done or not: what somebody does now says more than what they did long ago. */
export async function recentTasks(ctx: UserCtx): Promise<Task[]> {
  return (await listTasks(ctx, { limit: 100, sort: 'newest' })).items
}

/** My open tasks, at most a hundred, the most important first. */
export async function openTasks(ctx: UserCtx): Promise<Task[]> {
  const status: Task['status'][] = ['not_started', 'in_progress', 'blocked', 'backlog']
  return (await listTasks(ctx, { limit: 100, sort: 'priority', status })).items
}
