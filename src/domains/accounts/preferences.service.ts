import { eq, sql } from 'drizzle-orm'
import { type Ctx, inTransaction, type UserCtx } from '#core/ctx.ts'
import { found, invalid } from '#core/errors.ts'
import { users } from './accounts.tables.ts'
import { DEFAULT_PREFERENCES, MAX_ENTRIES, type Preferences, type PreferencesPatch } from './preferences.schema.ts'
import { laidOver, mergePatch } from './preferences.ts'
import { forgetZone } from './users.service.ts'

/** The whole document: what this person chose, and the defaults for all else. */
export async function getPreferences(ctx: UserCtx): Promise<Preferences> {
  const [row] = await ctx.db.select({ chosen: users.preferences }).from(users).where(eq(users.id, ctx.actor.id))
  return laidOver(DEFAULT_PREFERENCES, found(row, 'User').chosen)
}

/** The same for somebody whose row was read already: what they chose, and the defaults for all else. */
export const preferencesOf = (chosen: Record<string, unknown>): Preferences => laidOver(DEFAULT_PREFERENCES, chosen)

/** Stores what was chosen and nothing else, so that better defaults reach whoever never chose. */
export async function updatePreferences(ctx: UserCtx, patch: PreferencesPatch): Promise<Preferences> {
  const updated = await inTransaction(ctx, async (ctx) => {
    const me = eq(users.id, ctx.actor.id)
    const [row] = await ctx.db.select({ chosen: users.preferences }).from(users).where(me).for('update')
    const preferences = mergePatch(found(row, 'User').chosen, patch)
    const complete = laidOver(DEFAULT_PREFERENCES, preferences)
    for (const name of ['features', 'tools'] as const) {
      const entries = Object.keys(complete.ai[name]).length
      if (entries > MAX_ENTRIES) throw invalid(`ai.${name}`, `At most ${MAX_ENTRIES} entries; remove some with null.`)
    }
    await ctx.db.update(users).set({ preferences }).where(me)
    return complete
  })
  forgetZone(ctx.actor.id)
  return updated
}

/** Those who do not want their conversations kept. */
export async function whoKeepsNoConversations({ db }: Ctx): Promise<string[]> {
  const rows = await db
    .select({ id: users.id })
    .from(users)
    .where(sql`${users.preferences}->'privacy'->>'chatHistory' = 'false'`)
  return rows.map(({ id }) => id)
}
