import { newId } from '#core/ids.ts'
import { automationRuns } from '#domains/automations/automations.tables.ts'
import type { Scene, Setups } from '../scene.ts'

/** As the worker would leave it. */
async function aRun({ app, ann, make }: Scene, state: 'done' | 'failed') {
  const automation = await make('/automations')
  const [run] = await app.platform.database.db
    .insert(automationRuns)
    .values({
      userId: ann.userId,
      id: newId(),
      automationId: automation.id,
      scheduledFor: '2027-03-01T18:00:00.000Z',
      prompt: automation.prompt,
      state,
    })
    .returning()
  return { params: { id: automation.id, runId: run?.id ?? '' } }
}

export const setups: Setups = {
  getAutomationRun: (scene) => aRun(scene, 'done'),
  retryAutomationRun: (scene) => aRun(scene, 'failed'),
}
