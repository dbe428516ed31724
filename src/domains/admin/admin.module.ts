import type { Module } from '#core/module.ts'
import { jobsRoutes } from './jobs.routes.ts'

export const adminModule: Module = {
  name: 'admin',
  tags: { admin: 'For those who run this server' },
  routes: [jobsRoutes],
}
