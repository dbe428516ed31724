import type { Scene, Setups } from '../scene.ts'

const aTask = async ({ make }: Scene) => ({ params: { taskId: (await make('/tasks')).id } })

export const setups: Setups = {
  addTaskToProject: aTask,
  removeTaskFromProject: aTask,
}
