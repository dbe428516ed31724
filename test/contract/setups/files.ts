import type { Scene, Setups } from '../scene.ts'

const aFile = async ({ make }: Scene) => ({ params: { id: (await make('/files')).id } })

export const setups: Setups = {
  getFileUrl: aFile,
  downloadFile: async ({ ann, make }) => {
    const { id } = await make('/files')
    const { pathname, searchParams } = new URL((await ann.get(`/files/${id}/url`)).body.url)
    return { params: { owner: pathname.split('/')[2] ?? '', id }, query: Object.fromEntries(searchParams) }
  },
}
