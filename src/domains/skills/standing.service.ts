import { and, asc, eq, gte, lte } from 'drizzle-orm'
import { inTransaction, type UserCtx } from '#core/ctx.ts'
import { found, invalid } from '#core/errors.ts'
import { addDays, daysBetween } from '#core/time/zones.ts'
import { insertEvidence } from './evidence.queries.ts'
import { localDay } from './evidence.service.ts'
import { dependents, fringe, isUnlocked, type Place } from './fringe.ts'
import { XP_OF_VERIFICATION } from './levels.ts'
import * as rules from './mastery.ts'
import { allSkills, getSkill, lockSkill } from './skills.service.ts'
import { type SkillRow, skillDays, skills } from './skills.tables.ts'
import { sumCards, sumEvidence, sumTopics, upsertMastery } from './standing.queries.ts'
import type { NextSkillQuery, SkillDayQuery, SkillStanding, SkillTree, SkillVerification } from './standing.schema.ts'
import { standingFrom } from './standing.ts'

const MOST_DAYS = 3_660

interface Node {
  skill: SkillRow
  knowledge: rules.Knowledge
  standing: SkillStanding
}

/** How a skill stands now. Four statements. */
export async function standingOf(ctx: UserCtx, id: string): Promise<SkillStanding> {
  return (await nodeOf(ctx, id)).standing
}

/** Every skill with how it stands, and what builds on what. Four statements, however large the tree. */
export async function skillTree(ctx: UserCtx): Promise<SkillTree> {
  const nodes = await nodesOf(ctx)
  const children = dependents(nodes.map(({ skill }) => skill))
  const count = (holds: (node: Node) => boolean) => nodes.filter(holds).length
  return {
    skills: nodes.map(({ skill, standing }) => ({ skill, standing, childSkillIds: children.get(skill.id) ?? [] })),
    edges: [...children].flatMap(([source, targets]) => targets.map((target) => ({ source, target }))),
    totalSkills: nodes.length,
    unlockedSkills: count(({ standing }) => standing.isUnlocked),
    completedSkills: count(({ skill }) => skill.isCompleted),
    masteredSkills: count(({ standing }) => standing.isMastered),
    categories: categoriesOf(nodes),
  }
}

/** What can be learned next, best first, with a reason each. Four statements. */
export async function nextSkills(ctx: UserCtx, { limit }: NextSkillQuery) {
  const nodes = await nodesOf(ctx)
  const byId = new Map(nodes.map((node) => [node.skill.id, node]))
  const items = fringe(nodes.map(placeOf))
    .slice(0, limit)
    .flatMap(({ id, reason, why, opens }) => {
      const node = byId.get(id)
      return node ? [{ skill: node.skill, standing: node.standing, reason, why, opensSkillIds: opens }] : []
    })
  return { items }
}

/** Records how a verification went; passing one that was due earns XP. Answers how the skill stands after it. */
export function verifySkill(ctx: UserCtx, id: string, { outcome, note = null }: SkillVerification) {
  return inTransaction(ctx, async (ctx) => {
    await lockSkill(ctx, id)
    const { knowledge } = await nodeOf(ctx, id)
    const at = ctx.now()
    const day = await localDay(ctx, at.toISOString())
    const passes = rules.passesAfter(knowledge, outcome, at)
    const isDue = rules.verificationOf(knowledge, at) !== 'current'
    await ctx.db
      .update(skills)
      .set({ lastVerifiedAt: at.toISOString(), lastOutcome: outcome, passes })
      .where(and(eq(skills.userId, ctx.actor.id), eq(skills.id, id)))
    if (outcome === 'passed') {
      const source = `verification:${at.toISOString()}`
      const worth = { kind: 'verification', source, minutes: null, note } as const
      await insertEvidence(ctx, [id], { ...worth, xp: isDue ? XP_OF_VERIFICATION : 0, at: at.toISOString(), day })
    }
    const { standing } = await nodeOf(ctx, id)
    await upsertMastery(ctx, [{ skillId: id, mastery: standing.mastery }], day)
    return standing
  })
}

/** The days of which anything is known, oldest first. At most ten years. */
export async function skillDaysOf(ctx: UserCtx, id: string, query: SkillDayQuery) {
  await getSkill(ctx, id)
  const today = await localDay(ctx, ctx.now().toISOString())
  const to = query.to ?? today
  const from = query.from ?? addDays(to, -90)
  if (from > to) throw invalid('from', 'is after to')
  if (daysBetween(from, to) > MOST_DAYS) throw invalid('from', `is more than ${MOST_DAYS} days before to`)
  const days = await ctx.db
    .select({
      day: skillDays.day,
      xp: skillDays.xp,
      evidence: skillDays.evidence,
      minutes: skillDays.minutes,
      mastery: skillDays.mastery,
    })
    .from(skillDays)
    .where(
      and(
        eq(skillDays.userId, ctx.actor.id),
        eq(skillDays.skillId, id),
        gte(skillDays.day, from),
        lte(skillDays.day, to),
      ),
    )
    .orderBy(asc(skillDays.day))
  return { from, to, days }
}

/** Writes down how well each skill is mastered on the user's present day, over what stood there of it. */
export async function rememberMastery(ctx: UserCtx): Promise<void> {
  const nodes = await nodesOf(ctx)
  const day = await localDay(ctx, ctx.now().toISOString())
  await upsertMastery(
    ctx,
    nodes.map(({ skill, standing }) => ({ skillId: skill.id, mastery: standing.mastery })),
    day,
  )
}

async function nodeOf(ctx: UserCtx, id: string): Promise<Node> {
  const nodes = await nodesOf(ctx)
  return found(
    nodes.find(({ skill }) => skill.id === id),
    'Skill',
  )
}

async function nodesOf(ctx: UserCtx): Promise<Node[]> {
  const rows = await allSkills(ctx)
  const worked = bySkill(await sumEvidence(ctx))
  const cards = bySkill(await sumCards(ctx))
  const topics = bySkill(await sumTopics(ctx))
  const known = rows.map((skill) => {
    const { id } = skill
    const { total = 0, seen = 0, recall = 0 } = cards.get(id) ?? {}
    const knowledge: rules.Knowledge = {
      halfLifeDays: skill.knowledgeHalfLifeDays,
      passes: skill.passes,
      lastVerifiedAt: skill.lastVerifiedAt,
      lastOutcome: skill.lastOutcome,
      xp: worked.get(id)?.xp ?? 0,
      firstEvidenceAt: worked.get(id)?.firstAt ?? null,
      lastEvidenceAt: worked.get(id)?.lastAt ?? null,
      cards: { total, seen, recall },
      topics: { total: topics.get(id)?.total ?? 0, completed: topics.get(id)?.completed ?? 0 },
    }
    return { skill, knowledge, mastery: rules.masteryOf(knowledge, ctx.now()) }
  })
  const now = ctx.now()
  const masteries = new Map(known.map(({ skill, mastery }) => [skill.id, { mastery }]))
  return known.map(({ skill, knowledge }) => ({
    skill,
    knowledge,
    standing: standingFrom(skill, knowledge, isUnlocked(skill, masteries), now),
  }))
}

function placeOf({ skill, standing }: Node): Place {
  const { mastery, xp, verificationStatus } = standing
  const wasLearned = skill.isCompleted || skill.lastVerifiedAt !== null || mastery >= rules.KNOWN
  return { ...skill, mastery, xp, isLapsed: wasLearned && verificationStatus === 'lapsed' }
}

function categoriesOf(nodes: Node[]): SkillTree['categories'] {
  const groups = Map.groupBy(nodes, ({ skill }) => skill.category)
  return [...groups]
    .map(([category, members]) => ({
      category,
      skills: members.length,
      completed: members.filter(({ skill }) => skill.isCompleted).length,
      mastery: members.reduce((sum, { standing }) => sum + standing.mastery, 0) / members.length,
    }))
    .sort((a, b) => (a.category ?? '\uffff').localeCompare(b.category ?? '\uffff'))
}

const bySkill = <T extends { skillId: string }>(rows: T[]) => new Map(rows.map((row) => [row.skillId, row]))
