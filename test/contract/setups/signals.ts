import type { Setups } from '../scene.ts'

export const setups: Setups = {
  deleteSignal: async ({ ann }) => {
    const { results } = (await ann.post('/signals', { type: 'steps', value: 8412 })).body
    return { params: { id: results[0].id } }
  },
}
