import type { Routes } from '#core/http.ts'
import { scopesOf } from '#core/tools/scopes.ts'

const hidden = { schema: { hide: true }, config: { public: true } } as const

/** What a client must know to be let in at `/mcp` (RFC 9728), at the address of the server and at that of the resource. */
export const metadataRoutes: Routes = async (app) => {
  const { tools, config } = app.platform
  const { publicUrl } = config
  const resource = {
    resource: `${publicUrl}/mcp`,
    resource_name: 'Almanac',
    bearer_methods_supported: ['header'],
    scopes_supported: scopesOf(tools),
    authorization_servers: [publicUrl],
    resource_documentation: `${publicUrl}/docs`,
  }
  for (const path of ['', '/mcp'])
    app.get(`/.well-known/oauth-protected-resource${path}`, hidden, async (_, reply) =>
      reply.header('cache-control', 'public, max-age=300').send(resource),
    )
}
