import type { Setups } from '../scene.ts'

export const setups: Setups = {
  undoChange: async ({ ann, make }) => {
    await make('/tasks')
    const { changes } = (await ann.get('/sync')).body
    return { params: { seq: changes[0].seq } }
  },
}
