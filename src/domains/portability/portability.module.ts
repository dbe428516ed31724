import { daily, job } from '#core/messages.ts'
import type { Module } from '#core/module.ts'
import { ExportJob, makeExport } from './exporting.service.ts'
import { archivesRoutes, exportsRoutes } from './exports.routes.ts'
import { EXPORT } from './exports.service.ts'
import { carryImport, ImportJob, rememberKinds } from './importing.service.ts'
import { importsRoutes } from './imports.routes.ts'
import { IMPORT } from './imports.service.ts'
import { TIDY, tidyArchives } from './tidying.service.ts'

export const portabilityModule: Module = {
  name: 'portability',
  tags: { portability: 'Leaving with everything, and coming with it' },
  routes: [exportsRoutes, importsRoutes],
  rootRoutes: [archivesRoutes],
  jobs: [
    job(EXPORT, ExportJob, makeExport),
    job(IMPORT, ImportJob, carryImport),
    daily(TIDY, '47 * * * *', tidyArchives),
  ],
  start: rememberKinds,
}
