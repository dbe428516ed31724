import type { UserCtx } from '#core/ctx.ts'
import { selectTwoFactor } from './users.queries.ts'

/** Whether I sign in with a second factor. */
export const hasTwoFactor = (ctx: UserCtx): Promise<boolean> => selectTwoFactor(ctx, ctx.actor.id)
