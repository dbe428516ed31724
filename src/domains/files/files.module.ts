import { after, daily, during } from '#core/messages.ts'
import type { Module } from '#core/module.ts'
import { UserErased } from '#domains/accounts/accounts.events.ts'
import { downloadsRoutes } from './downloads.routes.ts'
import { FileDeleted } from './files.events.ts'
import { filesRoutes } from './files.routes.ts'
import { forget } from './files.service.ts'
import { ERASE_BYTES, eraseBytes, rememberErased, TIDY, tidyFiles } from './tidying.service.ts'

export const filesModule: Module = {
  name: 'files',
  tags: { files: 'Pictures, recordings and documents: checked, counted and downloaded from addresses that end' },
  routes: [filesRoutes],
  rootRoutes: [downloadsRoutes],
  during: [during(UserErased, rememberErased)],
  jobs: [
    after(FileDeleted, 'files.remove_bytes', async ({ actor }, { files }, { fileId }) => {
      if (actor) await forget(files, actor.id, fileId)
    }),
    // Asked for by every erasure, and once an hour in case one was lost.
    daily(ERASE_BYTES, '27 * * * *', eraseBytes),
    daily(TIDY, '37 3 * * *', tidyFiles),
  ],
}
