import type { Module } from '#core/module.ts'
import { mcpRoutes } from './mcp.routes.ts'
import { metadataRoutes } from './metadata.routes.ts'

export const mcpModule: Module = {
  name: 'mcp',
  rootRoutes: [mcpRoutes, metadataRoutes],
}
