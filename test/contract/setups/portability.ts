import assert from 'node:assert/strict'
import { eventually } from '#test/eventually.ts'
import { formOf } from '#test/forms.ts'
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

/** The own archive, brought back. */
async function checked(scene: Scene) {
  const { app, ann } = scene
  const { url } = await exported(scene)
  const { rawPayload } = await app.http.inject({ url: url.replace(app.platform.config.publicUrl, '') })
  await ann.post('/users/me/import', formOf({ file: new File([new Uint8Array(rawPayload)], 'almanac.zip') }))
  return eventually(async () => {
    const { body } = await ann.get('/users/me/import')
    assert.equal(body.state, 'checked')
    return body
  })
}

const anImport = async (scene: Scene) => ({ params: { id: (await checked(scene)).id } })

export const setups: Setups = {
  getLatestImport: async (scene) => {
    await checked(scene)
    return {}
  },
  getImport: anImport,
  applyImport: anImport,
  deleteImport: anImport,
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
