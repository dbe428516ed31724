import { eventually } from '#test/eventually.ts'
import type { Makers, Scene, Setups } from '../scene.ts'

/** Something that was said, and its answer. */
async function exchange({ ann, make }: Scene) {
  const { id } = await make('/chat/conversations')
  const { body } = await ann.post(`/chat/conversations/${id}/messages`, { content: 'Hello' })
  await eventually(async () => {
    const { body: generation } = await ann.get(`/chat/generations/${body.generationId}`)
    if (generation.state !== 'done') throw new Error(generation.state)
  })
  return { conversationId: id, ...body }
}

export const makers: Makers = {
  '/chat/messages': async (scene) => ({ id: (await exchange(scene)).messageId }),
  '/chat/generations': async (scene) => ({ id: (await exchange(scene)).generationId }),
}

export const setups: Setups = {
  forkConversation: async (scene) => {
    const { conversationId: id, messageId } = await exchange(scene)
    return { params: { id }, body: { messageId } }
  },
  editChatMessage: async (scene) => ({ params: { id: (await exchange(scene)).userMessageId } }),
  continueChatMessage: async (scene) => {
    const { messageId: id } = await exchange(scene)
    // An answer that broke off.
    const { database } = scene.app.platform
    await database.query(`update chat_messages set state = 'interrupted' where id = '${id}'`)
    return { params: { id } }
  },
}
