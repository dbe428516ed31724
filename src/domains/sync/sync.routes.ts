import type { Routes } from '#core/http.ts'
import { asyncApi } from './asyncapi.ts'

export const asyncApiRoutes: Routes = async (app) => {
  const { channels, entities, config } = app.platform
  const document = asyncApi(channels, entities, config.publicUrl)
  app.get('/asyncapi.json', { schema: { hide: true }, config: { public: true } }, async () => document)
}
