import assert from 'node:assert/strict'
import { eventually } from '#test/eventually.ts'
import type { Scene, Setups } from '../scene.ts'

async function exported({ ann }: Scene) {
  await ann.post('/users/me/export')
  return eventually(async () => {
    const { body } = await ann.get('/users/me/export')
    assert.equal(body.state, 'done')
    return body
  })
}

const anExport = async (scene: Scene) => ({ params: { id: (await exported(scene)).id } })

export const setups: Setups = {
  getLatestExport: async (scene) => {
    await exported(scene)
    return {}
  },
  getExport: anExport,
  deleteExport: anExport,
  downloadExport: async (scene) => {
    const { pathname, searchParams } = new URL((await exported(scene)).url)
    const [, , owner = '', id = ''] = pathname.split('/')
    return { params: { owner, id }, query: Object.fromEntries(searchParams) }
  },
}
