import { openPageServer, SOIL_PAGE } from '#test/page-server.ts'
import { logIn, signUp } from '#test/people.ts'
import type { Makers, Scene, Setups } from '../scene.ts'

const anEntry = async ({ ann }: Scene) => (await ann.get('/resources/catalogue?limit=1')).body.items[0]

/** Entries are there from the beginning. */
export const makers: Makers = { '/resources/catalogue': anEntry }

/** Somebody who runs this server, and an entry of theirs. */
async function asCurator(scene: Scene) {
  const { app } = scene
  const { email, userId } = await signUp(app)
  await app.platform.database.query(`update users set role = 'admin' where id = $1`, [userId])
  const caller = await app.as((await logIn(app, email)).body.accessToken)
  const url = `https://example.org/${userId}`
  const { id } = (await caller.post('/admin/resources', { title: 'Soil', type: 'website', url })).body
  return { caller, params: { id } }
}

export const setups: Setups = {
  createCatalogueResource: async (scene) => ({
    ...(await asCurator(scene)),
    body: { ...scene.exampleOf('createCatalogueResource'), url: `https://example.org/${scene.ann.userId}` },
  }),
  updateCatalogueResource: async (scene) => ({ ...(await asCurator(scene)), body: { difficulty: 'beginner' } }),
  deleteCatalogueResource: asCurator,
  readResourceMetadata: async ({ ann }) => {
    const page = await openPageServer(SOIL_PAGE)
    const { id } = (await ann.post('/resources', { url: page.url, title: 'Soil' })).body
    return { params: { id }, done: page.close }
  },
}
