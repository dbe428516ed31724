import type { Module } from '#core/module.ts'
import { auditRoutes } from './audit.routes.ts'
import { jobsRoutes } from './jobs.routes.ts'
import { forStaff } from './staff.routes.ts'
import { usersRoutes } from './users.routes.ts'

export const adminModule: Module = {
  name: 'admin',
  tags: { admin: 'For those who run this server' },
  routes: [usersRoutes, auditRoutes, jobsRoutes].map(forStaff),
}
