import { and, arrayContains, desc, eq, ilike, inArray, or, sql } from 'drizzle-orm'
import { isOfArea } from '#core/areas.ts'
import { mine, myRow } from '#core/columns.ts'
import { missed } from '#core/conditional.ts'
import { inTransaction, lockFor, type UserCtx } from '#core/ctx.ts'
import { AppError, found, invalid, noSuch } from '#core/errors.ts'
import { goesRound, pathBetween } from '#core/graph.ts'
import { newId } from '#core/ids.ts'
import { olderThan, type Page, readCursor, toPage } from '#core/page.ts'
import { type Links, missingLink } from './skills.queries.ts'
import { MAX_SKILLS, type NewSkill, NOT_OF_AREA, type SkillPatch, type SkillQuery } from './skills.schema.ts'
import { type SkillRow, skillPrerequisites, skills } from './skills.tables.ts'

/** Newest first. One statement. */
export async function listSkills(ctx: UserCtx, query: SkillQuery): Promise<Page<SkillRow>> {
  const older = olderThan(skills.id, readCursor(ctx, query, 'skills'))
  const { area, category, deckId, courseId, completed, q } = query
  const containing = `%${q?.replace(/[\\%_]/g, '\\$&')}%`
  const rows = await ctx.db
    .select()
    .from(skills)
    .where(
      and(
        mine(ctx, skills),
        area && eq(skills.area, area),
        category === undefined ? undefined : eq(skills.category, category),
        deckId === undefined ? undefined : arrayContains(skills.deckIds, [deckId]),
        courseId === undefined ? undefined : arrayContains(skills.courseIds, [courseId]),
        completed === undefined ? undefined : eq(skills.isCompleted, completed),
        q === undefined ? undefined : or(ilike(skills.name, containing), ilike(skills.description, containing)),
        older,
      ),
    )
    .orderBy(desc(skills.id))
    .limit(query.limit + 1)
  return toPage(ctx, rows, query, 'skills')
}

/** Every living one, in the order of their names: there are `MAX_SKILLS` at most. */
export const allSkills = (ctx: UserCtx): Promise<SkillRow[]> =>
  ctx.db.select().from(skills).where(mine(ctx, skills)).orderBy(skills.name, skills.id)

export async function getSkill(ctx: UserCtx, id: string): Promise<SkillRow> {
  const [skill] = await ctx.db
    .select()
    .from(skills)
    .where(myRow(ctx, skills, id))
  return found(skill, 'Skill')
}

export const loadSkills = (ctx: UserCtx, ids: string[]): Promise<SkillRow[]> =>
  ctx.db
    .select()
    .from(skills)
    .where(and(mine(ctx, skills), inArray(skills.id, ids)))

/** There are `MAX_SKILLS` at most (409). */
export function createSkill(ctx: UserCtx, input: NewSkill, id: string = newId()): Promise<SkillRow> {
  return inTransaction(ctx, async (ctx) => {
    await lockFor(ctx, 'skill-graph')
    const [{ count } = { count: 0 }] = await ctx.db
      .select({ count: sql<number>`count(*)::int` })
      .from(skills)
      .where(mine(ctx, skills))
    if (count >= MAX_SKILLS) throw tooMany()
    if (input.prerequisiteIds?.includes(id)) throw goesRound([id, id], [{ id, name: input.name }])
    await refuseMissing(ctx, input)
    const completedAt = input.isCompleted ? ctx.now().toISOString() : null
    const [skill] = await ctx.db
      .insert(skills)
      .values({ ...input, completedAt, id, userId: ctx.actor.id })
      .returning()
    return found(skill, 'Skill')
  })
}

/**
 * Changes the given fields; null clears, absent keeps. With `version` it refuses (412) when somebody was faster. A skill cannot come
 * before itself, not by way of others either: the refusal (409) names the circle. Two requests that together would close one are
 * put in a row.
 */
export function updateSkill(ctx: UserCtx, id: string, patch: SkillPatch, version?: number): Promise<SkillRow> {
  return inTransaction(ctx, async (ctx) => {
    if (patch.prerequisiteIds?.length) await lockFor(ctx, 'skill-graph')
    const before = await getSkill(ctx, id)
    if (patch.prerequisiteIds) await refuseCircle(ctx, before, patch.prerequisiteIds)
    await refuseMissing(ctx, patch, before)
    const { area = before.area, subCategory = before.subCategory } = patch
    if (!isOfArea(area, subCategory)) throw invalid(NOT_OF_AREA.path.join('.'), NOT_OF_AREA.message)
    const completedAt = patch.isCompleted ? (before.completedAt ?? ctx.now().toISOString()) : null
    const isEmpty = Object.keys(patch).length === 0
    const [skill] = isEmpty
      ? await ctx.db
          .select()
          .from(skills)
          .where(myRow(ctx, skills, id, version))
      : await ctx.db
          .update(skills)
          .set({ ...patch, ...(patch.isCompleted !== undefined && { completedAt }) })
          .where(myRow(ctx, skills, id, version))
          .returning()
    if (!skill) throw await missed(ctx, skills, id, 'Skill')
    return skill
  })
}

/** To the trash. What builds on it is no longer kept back by it; what was done for it comes back with it. */
export async function deleteSkill(ctx: UserCtx, id: string, version?: number): Promise<void> {
  const [skill] = await ctx.db
    .update(skills)
    .set({ deletedAt: sql<string>`now()` })
    .where(myRow(ctx, skills, id, version))
    .returning({ id: skills.id })
  if (!skill) throw await missed(ctx, skills, id, 'Skill')
}

export function restoreSkill(ctx: UserCtx, id: string): Promise<SkillRow> {
  return inTransaction(ctx, async (ctx) => {
    await lockFor(ctx, 'skill-graph')
    if ((await allSkills(ctx)).length >= MAX_SKILLS) throw tooMany()
    const [back] = await ctx.db
      .update(skills)
      .set({ deletedAt: null })
      .where(and(eq(skills.userId, ctx.actor.id), eq(skills.id, id), sql`${skills.deletedAt} is not null`))
      .returning()
    if (back) return back
    await getSkill(ctx, id)
    throw new AppError('conflict', 'This skill is not in the trash.')
  })
}

async function refuseMissing(ctx: UserCtx, links: Links, before?: SkillRow): Promise<void> {
  const field = await missingLink(ctx, links, before)
  if (field !== null) throw noSuch(field)
}

/** Skills in the trash count: they come back. */
async function refuseCircle(ctx: UserCtx, skill: SkillRow, prerequisiteIds: string[]) {
  const added = prerequisiteIds.filter((one) => !skill.prerequisiteIds.includes(one))
  if (added.length === 0) return
  const links = await ctx.db
    .select({ from: skillPrerequisites.skillId, to: skillPrerequisites.prerequisiteId })
    .from(skillPrerequisites)
    .where(eq(skillPrerequisites.userId, ctx.actor.id))
  for (const one of added) {
    const around = pathBetween(links, one, skill.id)
    if (!around) continue
    const named = await ctx.db
      .select({ id: skills.id, name: skills.name })
      .from(skills)
      .where(and(eq(skills.userId, ctx.actor.id), inArray(skills.id, around)))
    throw goesRound([skill.id, ...around], named)
  }
}

const tooMany = () => new AppError('conflict', `A tree takes ${MAX_SKILLS} skills. Delete one that you do not need.`)

/** Held as long as the transaction lasts. */
export async function lockSkill(ctx: UserCtx, id: string): Promise<SkillRow> {
  const [skill] = await ctx.db
    .select()
    .from(skills)
    .where(myRow(ctx, skills, id))
    .for('no key update')
  return found(skill, 'Skill')
}
