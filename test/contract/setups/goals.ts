import type { Scene, Setups } from '../scene.ts'

const aTask = async ({ make }: Scene) => ({ params: { kind: 'task', entityId: (await make('/tasks')).id } })

export const setups: Setups = {
  linkToGoal: aTask,
  unlinkFromGoal: aTask,
  updateGoalCriterion: async ({ make }) => {
    const goal = await make('/goals')
    return { params: { id: goal.id, criterionId: goal.successCriteria[0].id } }
  },
}
