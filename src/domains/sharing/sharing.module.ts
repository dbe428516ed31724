import { z } from 'zod'
import { entity } from '#core/entity.ts'
import { daily, during } from '#core/messages.ts'
import type { Module } from '#core/module.ts'
import { UserErased } from '#domains/accounts/accounts.events.ts'
import { FriendLimited, FriendshipEnded } from '#domains/friends/friends.events.ts'
import { followShared } from './following.service.ts'
import { guestsRoutes } from './guests.routes.ts'
import { forgetLinks } from './links.service.ts'
import { receivedRoutes, sharedItemsRoutes } from './received.routes.ts'
import { declineReceived, loadReceived, refuseReceived, restoreReceived } from './received.service.ts'
import { shareLinksRoutes, sharesRoutes } from './shares.routes.ts'
import {
  createShare,
  deleteShare,
  endBetween,
  forgetErased,
  loadShares,
  lookAgain,
  restoreShare,
  updateShare,
} from './shares.service.ts'
import { NewShare, NoChanges, ReceivedShare, Share, SharePatch } from './sharing.schema.ts'
import { receivedShares, shares } from './sharing.tables.ts'
import { sharingTools } from './sharing.tools.ts'
import { openShelf } from './shelf.ts'

export const sharingModule: Module = {
  name: 'sharing',
  tags: {
    shares:
      'What you share: one item with one friend, or by a link with guests, on terms that can be changed and taken back',
    shared: 'What friends share with you, as far as they agreed to, as long as they want',
  },
  routes: [shareLinksRoutes, sharesRoutes, sharedItemsRoutes, receivedRoutes],
  rootRoutes: [guestsRoutes],
  tools: sharingTools,
  entities: [
    entity({
      name: 'share',
      path: '/shares',
      table: shares,
      item: Share,
      input: NewShare,
      patch: SharePatch,
      load: loadShares,
      create: createShare,
      update: updateShare,
      remove: deleteShare,
      restore: restoreShare,
    }),
    entity({
      name: 'received_share',
      path: '/shared',
      table: receivedShares,
      item: ReceivedShare,
      input: z.never(),
      patch: NoChanges,
      search: ({ title, body, state }) => (state === 'accepted' ? { title, text: body } : null),
      load: loadReceived,
      create: refuseReceived,
      update: refuseReceived,
      remove: declineReceived,
      restore: restoreReceived,
    }),
  ],
  during: [during(FriendshipEnded, endBetween), during(FriendLimited, lookAgain), during(UserErased, forgetErased)],
  jobs: [daily('sharing.forget_links', '56 * * * *', forgetLinks)],
  start: async ({ base, entities }) => openShelf(base.deliver, entities),
  loops: () => [{ name: 'sharing', everyMs: 200, turn: followShared }],
}
