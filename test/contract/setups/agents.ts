import type { Makers } from '../scene.ts'

export const makers: Makers = {
  '/ai/agents/goal-builder/drafts': async ({ ann }) =>
    (await ann.post('/ai/agents/goal-builder', { title: 'Run a half marathon' })).body,
  '/ai/agents/weekly-reviews': async ({ ann }) => {
    const week = '2026-11-16'
    await ann.put(`/ai/agents/weekly-reviews/${week}`)
    return { week }
  },
}
