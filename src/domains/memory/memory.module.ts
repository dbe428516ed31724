import { entity } from '#core/entity.ts'
import { daily } from '#core/messages.ts'
import type { Module } from '#core/module.ts'
import { memoryRoutes } from './memory.routes.ts'
import { Memory, MemoryPatch, NewMemory } from './memory.schema.ts'
import {
  createMemory,
  deleteMemory,
  loadMemories,
  restoreMemory,
  tidyMemories,
  updateMemory,
} from './memory.service.ts'
import { memories } from './memory.tables.ts'

export const memoryModule: Module = {
  name: 'memory',
  tags: { memories: 'What the assistant knows of you: where you said it, for whom it is, and until when' },
  routes: [memoryRoutes],
  entities: [
    entity({
      name: 'memory',
      path: '/memories',
      table: memories,
      item: Memory,
      input: NewMemory,
      patch: MemoryPatch,
      // When it was last told is not part of its history.
      fromRow: (row) => ({ ...row, lastUsedAt: null }),
      load: loadMemories,
      create: createMemory,
      update: updateMemory,
      remove: deleteMemory,
      restore: restoreMemory,
    }),
  ],
  jobs: [daily('memory.tidy', '41 2 * * *', tidyMemories)],
}
