import type { Module } from '#core/module.ts'
import { graphqlRoutes } from './graphql.routes.ts'

export const graphqlModule: Module = {
  name: 'graphql',
  rootRoutes: [graphqlRoutes],
}
