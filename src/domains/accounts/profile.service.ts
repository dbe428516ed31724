import type { UserCtx } from '#core/ctx.ts'
import { PreferencesPatch } from './preferences.schema.ts'
import { updatePreferences } from './preferences.service.ts'
import { UserPatch } from './users.schema.ts'
import { getUser, updateUser } from './users.service.ts'

/** Columns of a profile that somebody brings along; who they are and what they may stays with the instance. */
const FIELDS = {
  name: 'name',
  timezone: 'timezone',
  locale: 'locale',
  day_starts_at: 'dayStartsAt',
  week_starts_on: 'weekStartsOn',
  avatar_url: 'avatarUrl',
} as const

/**
 * Makes a profile of another instance mine, as far as I could write it myself. Without `overwrite` only one that was never touched gives way to
 * it. Answers what is wrong with it, or null.
 */
export async function takeOverProfile(
  ctx: UserCtx,
  row: Record<string, unknown>,
  overwrite: boolean,
): Promise<string | null> {
  const patch = UserPatch.safeParse(
    Object.fromEntries(
      Object.entries(FIELDS).flatMap(([column, field]) => (column in row ? [[field, row[column]]] : [])),
    ),
  )
  const preferences = PreferencesPatch.safeParse(row.preferences ?? {})
  const issue = patch.error?.issues[0] ?? preferences.error?.issues[0]
  if (!patch.success || !preferences.success) return `${issue?.path.join('.')}: ${issue?.message}`
  const { version } = await getUser(ctx)
  if (!overwrite && version > 1) return null
  await updateUser(ctx, patch.data)
  if (Object.keys(preferences.data).length > 0) await updatePreferences(ctx, preferences.data)
  return null
}
