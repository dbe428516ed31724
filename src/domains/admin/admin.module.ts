import { daily } from '#core/messages.ts'
import type { Module } from '#core/module.ts'
import { forStaff } from '#domains/accounts/staff-door.service.ts'
import { countActivity } from './activity.service.ts'
import { auditRoutes } from './audit.routes.ts'
import { flagsRoutes } from './flags.routes.ts'
import { growthRoutes } from './growth.routes.ts'
import { jobsRoutes } from './jobs.routes.ts'
import { usersRoutes } from './users.routes.ts'

export const adminModule: Module = {
  name: 'admin',
  tags: { admin: 'For those who run this server' },
  routes: [usersRoutes, auditRoutes, flagsRoutes, growthRoutes, jobsRoutes].map(forStaff),
  // Every hour: sessions tell only of their last use.
  jobs: [daily('admin.activity', '27 * * * *', countActivity)],
}
