import { z } from 'zod'
import { Deleted, Few, SOME_ID } from '#core/tools/shapes.ts'
import { type Tool, tool } from '#core/tools/tool.ts'
import { quickAddTask } from './bulk.service.ts'
import { CompletedTask, NewTask, QuickAdd, QuickAdded, Task, TaskPage, TaskPatch, TaskQuery } from './tasks.schema.ts'
import { completeTask, createTask, deleteTask, getTask, listTasks, updateTask } from './tasks.service.ts'

const One = z.strictObject({ taskId: z.uuid() })
const Changes = One.extend({ changes: TaskPatch })
const Wanted = TaskQuery.omit({ cursor: true, limit: true }).extend({ limit: Few })
const Found = TaskPage.pick({ items: true })

export const tasksTools: Tool[] = [
  tool({
    name: 'tasks_list',
    title: 'List tasks',
    description:
      'Tasks of the user, filtered by status, area, priority, goal, project, tag, due days or text. For what is open, ask for status `not_started,in_progress`.',
    effect: 'read',
    scopes: ['tasks:read'],
    input: Wanted,
    output: Found,
    example: { status: 'not_started,in_progress', sort: 'due' },
    run: (ctx, input) => listTasks(ctx, input),
  }),
  tool({
    name: 'tasks_get',
    title: 'Read a task',
    description: 'One task with all its fields.',
    effect: 'read',
    scopes: ['tasks:read'],
    input: One,
    output: Task,
    example: { taskId: SOME_ID },
    run: (ctx, { taskId }) => getTask(ctx, taskId),
  }),
  tool({
    name: 'tasks_create',
    title: 'Create a task',
    description: 'Creates a task. Give only what the user said; a due day or a due instant, not both.',
    effect: 'write',
    scopes: ['tasks:write'],
    input: NewTask,
    output: Task,
    example: { title: 'Write the first chapter', priority: 'p2', estimateMinutes: 45 },
    summary: (_, { title }) => `Create the task “${title}”`,
    run: (ctx, input) => createTask(ctx, input),
  }),
  tool({
    name: 'tasks_quick_add',
    title: 'Create a task from a sentence',
    description:
      'Creates a task from one line as the user would type it: `Call the dentist tomorrow at 9 !p1 #health ~15m`.',
    effect: 'write',
    scopes: ['tasks:write'],
    input: QuickAdd,
    output: QuickAdded,
    example: { text: 'Call the dentist tomorrow at 9 !p1 ~15m' },
    summary: (_, { text }) => `Create a task from “${text}”`,
    run: (ctx, { text }) => quickAddTask(ctx, text),
  }),
  tool({
    name: 'tasks_update',
    title: 'Change a task',
    description: 'Changes fields of a task. An absent field keeps its value, null clears it.',
    effect: 'write',
    scopes: ['tasks:write'],
    input: Changes,
    output: Task,
    example: { taskId: SOME_ID, changes: { title: 'Write the second chapter', dueDate: null } },
    summary: async (ctx, { taskId, changes }) =>
      `Change ${Object.keys(changes).join(', ')} of the task “${(await getTask(ctx, taskId)).title}”`,
    run: (ctx, { taskId, changes }) => updateTask(ctx, taskId, changes),
  }),
  tool({
    name: 'tasks_complete',
    title: 'Complete a task',
    description: 'Marks a task as done. A recurring one makes its next instance.',
    effect: 'write',
    scopes: ['tasks:write'],
    input: One,
    output: CompletedTask,
    example: { taskId: SOME_ID },
    summary: async (ctx, { taskId }) => `Complete the task “${(await getTask(ctx, taskId)).title}”`,
    run: async (ctx, { taskId }) => {
      const { task, nextTask } = await completeTask(ctx, taskId)
      return { ...task, nextTask }
    },
  }),
  tool({
    name: 'tasks_delete',
    title: 'Delete a task',
    description: 'Moves a task and its subtasks to the trash.',
    effect: 'destructive',
    scopes: ['tasks:write'],
    input: One,
    output: Deleted,
    example: { taskId: SOME_ID },
    summary: async (ctx, { taskId }) => `Delete the task “${(await getTask(ctx, taskId)).title}”`,
    run: async (ctx, { taskId }) => {
      await deleteTask(ctx, taskId)
      return { deleted: taskId }
    },
  }),
]
