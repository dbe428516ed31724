import type { Makers, Scene, Setups } from '../scene.ts'

async function aTile({ make, ann }: Scene, fields: object = { statement: 'I have time for the sea.' }) {
  const board = await make('/vision/boards')
  return (await ann.post(`/vision/boards/${board.id}/tiles`, fields)).body
}

/** Tiles are created on their board. */
export const makers: Makers = { '/vision/tiles': (scene) => aTile(scene) }

const queued = async (scene: Scene) => ({ params: { id: (await aTile(scene, { prompt: 'A calm sea' })).id } })

export const setups: Setups = {
  cancelVisionTile: queued,
  retryVisionTile: async (scene) => {
    const waiting = await queued(scene)
    await scene.ann.post(`/vision/tiles/${waiting.params.id}/cancel`)
    return waiting
  },
  orderVisionTiles: async (scene) => {
    const { id, boardId } = await aTile(scene)
    return { params: { id: boardId }, body: { tileIds: [id], afterId: null } }
  },
}
