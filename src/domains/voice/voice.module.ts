import type { Module } from '#core/module.ts'
import { speechRoutes } from './speech.routes.ts'
import { transcriptsRoutes } from './transcripts.routes.ts'
import { voiceRoutes } from './voice.routes.ts'

export const voiceModule: Module = {
  name: 'voice',
  tags: { voice: 'What somebody says, and what they want with it' },
  routes: [voiceRoutes, speechRoutes, transcriptsRoutes],
}
