import type { Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import { FlagStates } from './flags.schema.ts'
import { listMyFlags } from './flags.service.ts'

export const flagsRoutes: Routes = async (app) => {
  app.get(
    '/flags',
    {
      config: { time: true },
      schema: {
        operationId: 'listMyFlags',
        summary: 'List what is switched on for me',
        description: 'What is not listed is off. Ask again now and then: switches change.',
        tags: ['flags'],
        response: { 200: FlagStates },
      },
    },
    async (req) => ({ items: await listMyFlags(userCtx(req)) }),
  )
}
