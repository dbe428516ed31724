import { z } from 'zod'
import { daily, during, job } from '#core/messages.ts'
import type { Module } from '#core/module.ts'
import { UserErased } from '#domains/accounts/accounts.events.ts'
import { forStaff } from '#domains/accounts/staff-door.service.ts'
import { billingRoutes } from './billing.routes.ts'
import { cashierOf, openCashier } from './cashier.ts'
import { changesRoutes, checkoutRoutes } from './checkout.routes.ts'
import { eventsRoutes, webhookRoutes } from './events.routes.ts'
import { eventLoops } from './following.service.ts'
import { houseOf, openHouse } from './house.ts'
import { SYNC, syncCustomer } from './syncing.service.ts'
import { CHECK, checkSubscriptions, END_ERASED, endErased, rememberErased } from './upkeep.service.ts'

export const billingModule: Module = {
  name: 'billing',
  tags: { subscription: 'Plans, what they include, and paying for them' },
  routes: [billingRoutes, checkoutRoutes, changesRoutes, forStaff(eventsRoutes), webhookRoutes],
  during: [during(UserErased, rememberErased)],
  jobs: [
    job(SYNC, z.object({ customerId: z.string() }), (ctx, _, { customerId }) =>
      syncCustomer(ctx, cashierOf(ctx), customerId),
    ),
    daily(CHECK, '*/10 * * * *', checkSubscriptions),
    job(END_ERASED, z.object({}), (ctx) => endErased(ctx, cashierOf(ctx))),
  ],
  loops: ({ base }) => {
    const { cashier } = houseOf(base)
    return cashier === null ? [] : eventLoops(cashier)
  },
  start: async (platform) => openHouse(platform, await openCashier(platform.config, platform.log)),
}
