import { type SQL, sql } from 'drizzle-orm'
import type { UserCtx } from '#core/ctx.ts'
import { rowsOf } from '#core/db.ts'
import { courses, courseTopics } from '#domains/courses/courses.tables.ts'
import { flashcardDecks } from '#domains/flashcards/flashcards.tables.ts'
import { type SkillRow, skills } from './skills.tables.ts'

const TARGETS = {
  prerequisiteIds: skills,
  deckIds: flashcardDecks,
  courseIds: courses,
  topicIds: courseTopics,
} as const
type LinkField = keyof typeof TARGETS
const FIELDS = Object.keys(TARGETS) as LinkField[] // the keys above

export type Links = { [field in LinkField]?: string[] | undefined }

/** The first field that links something which was not linked before and is not mine, or lies in the trash; null when all is there. */
export async function missingLink(ctx: UserCtx, links: Links, before?: SkillRow): Promise<string | null> {
  const wanted = FIELDS.flatMap((field): SQL[] => {
    const added = links[field]?.filter((id) => !before?.[field].includes(id)) ?? []
    if (added.length === 0) return []
    return [
      sql`select ${field} as field from unnest(${`{${added.join()}}`}::uuid[]) as a (id) where not exists (
        select from ${TARGETS[field]} t where t.user_id = ${ctx.actor.id} and t.id = a.id and t.deleted_at is null)`,
    ]
  })
  if (wanted.length === 0) return null
  const [row] = await rowsOf<{ field: string }>(ctx.db, sql`${sql.join(wanted, sql` union all `)} limit 1`)
  return row?.field ?? null
}
