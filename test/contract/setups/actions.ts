import { newId } from '#core/ids.ts'
import { proposeOrRun } from '#domains/actions/actions.service.ts'
import type { Makers, Scene, Setups } from '../scene.ts'

/** What a model wanted in a conversation. */
async function proposed({ app, ann }: Scene) {
  const { base, tools } = app.platform
  const actor = { id: ann.userId, role: 'user', via: null, sessionId: newId(), scopes: null } as const
  const call = { name: 'tasks_create', arguments: { title: 'Buy paint' } }
  const outcome = await proposeOrRun({ ...base, actor }, tools, call, { channel: 'chat', conversationId: newId() })
  if (outcome.kind !== 'proposed') throw new Error(`it was ${outcome.kind}`)
  return outcome.action
}

export const makers: Makers = { '/chat/actions': proposed }

export const setups: Setups = {
  undoAction: async (scene) => {
    const { id } = await proposed(scene)
    await scene.ann.post(`/chat/actions/${id}/approve`)
    return { params: { id } }
  },
  chooseToolPolicy: async () => ({ params: { tool: 'tasks_create' } }),
}
