import type { Setups } from '../scene.ts'

export const setups: Setups = {
  takeBackSkillPractice: async ({ make, ann }) => {
    const { id } = await make('/skills')
    const { evidence } = (await ann.post(`/skills/${id}/practice`, { minutes: 45 })).body
    return { params: { id, evidenceId: evidence.id } }
  },
}
