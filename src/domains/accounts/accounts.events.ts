import { z } from 'zod'
import { message } from '#core/messages.ts'

/** Somebody has joined, by sign-up or by the first sight of them through another provider. */
export const UserJoined = message('accounts.user_joined', z.object({ userId: z.uuid() }))

/** Somebody has proved that their address is theirs: the first one or another. */
export const EmailProved = message('accounts.email_proved', z.object({ userId: z.uuid() }))

/**
 * The last rows of an account are being deleted. Every row with its `user_id` is gone already; whoever keeps something of a
 * user elsewhere (files, another user's rows that name them) deletes it now.
 */
export const UserErased = message('accounts.user_erased', z.object({ userId: z.uuid() }))
