import { daily } from '#core/messages.ts'
import type { Module } from '#core/module.ts'
import { billingRoutes } from './billing.routes.ts'
import { openHouse } from './house.ts'
import { settleDue } from './tiers.service.ts'

export const billingModule: Module = {
  name: 'billing',
  tags: { subscription: 'Plans, what they include, and paying for them' },
  routes: [billingRoutes],
  jobs: [daily('billing.check', '*/10 * * * *', settleDue)],
  start: async (platform) => openHouse(platform),
}
