import { z } from 'zod'
import { message } from '#core/messages.ts'

/** Two users are friends no longer: either has removed or blocked the other. Heard in the transaction that ends it. */
export const FriendshipEnded = message('friends.ended', z.object({ userId: z.uuid(), friendId: z.uuid() }))

/** What a friend may see of somebody has changed. Heard in the transaction that changes it. */
export const FriendLimited = message('friends.limited', z.object({ userId: z.uuid(), friendId: z.uuid() }))
