import { entity } from '#core/entity.ts'
import type { Module } from '#core/module.ts'
import { tasksRoutes, taskToolsRoutes } from './tasks.routes.ts'
import { NewTask, Task, TaskPatch } from './tasks.schema.ts'
import { createTask, deleteTask, loadTasks, restoreTask, updateTask } from './tasks.service.ts'
import { tasks } from './tasks.tables.ts'
import { tasksTools } from './tasks.tools.ts'

export const tasksModule: Module = {
  name: 'tasks',
  tags: { tasks: 'What is to be done: once or again and again, alone or waiting for other tasks' },
  routes: [tasksRoutes, taskToolsRoutes],
  tools: tasksTools,
  entities: [
    entity({
      name: 'task',
      path: '/tasks',
      table: tasks,
      item: Task,
      input: NewTask,
      patch: TaskPatch,
      search: ({ title, description, tags }) => ({ title, text: description, tags }),
      load: loadTasks,
      create: createTask,
      update: updateTask,
      remove: deleteTask,
      restore: restoreTask,
    }),
  ],
}
