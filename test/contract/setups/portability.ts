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

/** A project of another program, taken in. */
async function taken({ ann }: Scene) {
  const csv = new File(['TYPE,CONTENT,PRIORITY,INDENT\ntask,Water the plants,4,1\n'], 'Home.csv')
  const { id } = (await ann.post('/users/me/import', formOf({ file: csv, source: 'todoist' }))).body
  const reach = (wanted: string) =>
    eventually(async () => assert.equal((await ann.get(`/users/me/imports/${id}`)).body.state, wanted))
  await reach('checked')
  await ann.post(`/users/me/imports/${id}/apply`)
  await reach('done')
  return { params: { id } }
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
  undoImport: taken,
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
