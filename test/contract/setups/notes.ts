import { formOf, silence } from '#test/forms.ts'
import { openPageServer, SOIL_PAGE } from '#test/page-server.ts'
import type { Setups } from '../scene.ts'

export const setups: Setups = {
  transcribeNote: async ({ ann }) => {
    const audio = new File([silence(1)], 'memo.wav')
    return { params: { id: (await ann.post('/notes/voice', formOf({ audio }))).body.id } }
  },
  aiNotesExtract: async () => {
    const page = await openPageServer(SOIL_PAGE)
    return { body: { url: page.url }, done: page.close }
  },
}
