import { z } from 'zod'
import { PageQuery, pageOf } from '#core/page.ts'
import { Instant } from '#core/wire.ts'
import { REASONS } from './fringe.ts'
import { LEVELS } from './levels.ts'
import { VERIFICATION_STATUSES } from './mastery.ts'
import { Skill } from './skills.schema.ts'
import { EVIDENCE_KINDS, OUTCOMES } from './skills.tables.ts'

export const STATES = ['locked', 'learnable', 'learning', 'known', 'mastered'] as const

export const SkillStanding = z
  .object({
    skillId: z.uuid(),
    state: z.enum(STATES).meta({ example: 'learning' }),
    isUnlocked: z.boolean().meta({ description: 'Every prerequisite is mastered as far as it asks', example: true }),
    isMastered: z.boolean().meta({
      description: 'Completed, 100 % of it, level master, verified, and less than a quarter forgotten',
      example: false,
    }),
    mastery: z.number().meta({ description: 'Now, 0 to 1: it fades', example: 0.62 }),
    progressPercentage: z.int().meta({ description: 'Of the way, which does not fade', example: 70 }),
    level: z.enum(LEVELS).meta({ example: 'intermediate' }),
    xp: z.int().meta({ example: 240 }),
    nextLevelAt: z.int().nullable().meta({ description: 'XP; null for a master', example: 400 }),
    decayRate: z.number().meta({ description: 'Share forgotten since the last evidence, 0 to 1', example: 0.11 }),
    halfLifeDays: z
      .number()
      .meta({ description: 'Its own, doubled by each verification passed in a row', example: 180 }),
    lastEvidenceAt: z.iso.datetime().nullable(),
    verificationStatus: z
      .enum(VERIFICATION_STATUSES)
      .nullable()
      .meta({ description: 'Null as long as there is nothing to verify', example: 'current' }),
    verifyDueAt: z.iso.datetime().nullable().meta({ description: '7, 30 or 90 days after the last one' }),
    cards: z.object({
      total: z.int().meta({ example: 120 }),
      seen: z.int().meta({ example: 84 }),
      retrievability: z.number().nullable().meta({ description: 'Mean of those seen, by FSRS', example: 0.91 }),
    }),
    topics: z.object({ total: z.int().meta({ example: 12 }), completed: z.int().meta({ example: 9 }) }),
  })
  .meta({ id: 'SkillStanding' })
export type SkillStanding = z.infer<typeof SkillStanding>

export const SkillTree = z
  .object({
    skills: z.array(
      z.object({ skill: Skill, standing: SkillStanding, childSkillIds: z.array(z.uuid()) }).meta({ id: 'SkillNode' }),
    ),
    edges: z.array(z.object({ source: z.uuid(), target: z.uuid() })).meta({
      description: 'From each prerequisite to the skill that builds on it',
    }),
    totalSkills: z.int().meta({ example: 1 }),
    unlockedSkills: z.int().meta({ example: 1 }),
    completedSkills: z.int().meta({ example: 0 }),
    masteredSkills: z.int().meta({ example: 0 }),
    categories: z.array(
      z.object({
        category: z.string().nullable().meta({ example: 'Languages' }),
        skills: z.int().meta({ example: 1 }),
        completed: z.int().meta({ example: 0 }),
        mastery: z.number().meta({ description: 'Mean, 0 to 1', example: 0.62 }),
      }),
    ),
  })
  .meta({ id: 'SkillTree' })
export type SkillTree = z.infer<typeof SkillTree>

export const NextSkillQuery = z.strictObject({ limit: z.coerce.number().int().min(1).max(50).default(10) })
export type NextSkillQuery = z.infer<typeof NextSkillQuery>
export const NextSkills = z
  .object({
    items: z.array(
      z
        .object({
          skill: Skill,
          standing: SkillStanding,
          reason: z.enum(REASONS).meta({ example: 'continue' }),
          why: z.string().meta({ example: 'Begun already, and 62 % there.' }),
          opensSkillIds: z.array(z.uuid()).meta({ description: 'Not known yet, and standing behind it' }),
        })
        .meta({ id: 'NextSkill' }),
    ),
  })
  .meta({ id: 'NextSkills' })

export const SkillVerification = z
  .strictObject({
    outcome: z.enum(OUTCOMES),
    note: z.string().trim().min(1).max(2_000).nullish(),
  })
  .meta({ id: 'SkillVerification', example: { outcome: 'passed', note: 'Ordered dinner without a word of English' } })
export type SkillVerification = z.infer<typeof SkillVerification>

export const SkillPractice = z
  .strictObject({
    minutes: z.int().min(1).max(1_440).meta({ example: 45 }),
    note: z.string().trim().min(1).max(2_000).nullish(),
    practisedAt: Instant.optional().meta({ description: 'Now unless said; not in the future' }),
    practiceId: z.uuid().optional().meta({ description: 'Of your own making: sending it again changes nothing' }),
  })
  .meta({ id: 'SkillPractice', example: { minutes: 45, note: 'An hour with Giulia' } })
export type SkillPractice = z.infer<typeof SkillPractice>

export const SkillEvidence = z
  .object({
    id: z.uuid(),
    kind: z.enum(EVIDENCE_KINDS).meta({ example: 'practice' }),
    source: z.string().meta({
      description: 'What it stands for; it counts once until it is taken back',
      example: 'practice:0198f3a1-7c00-7000-8000-0000000000a1',
    }),
    xp: z.int().meta({ example: 45 }),
    minutes: z.int().nullable().meta({ example: 45 }),
    note: z.string().nullable(),
    at: z.iso.datetime(),
    reversedAt: z.iso.datetime().nullable().meta({ description: 'When it was taken back' }),
  })
  .meta({ id: 'SkillEvidence' })
export const SkillEvidencePage = pageOf(SkillEvidence).meta({ id: 'SkillEvidencePage' })
export const SkillEvidenceQuery = PageQuery.extend({
  kind: z.enum(EVIDENCE_KINDS).optional(),
  reversed: z.stringbool().optional().meta({ description: 'Only what was taken back, or only what stands' }),
})
export type SkillEvidenceQuery = z.infer<typeof SkillEvidenceQuery>
export const SkillPractised = z
  .object({ evidence: SkillEvidence, standing: SkillStanding })
  .meta({ id: 'SkillPractised' })

export const SkillDayQuery = z.strictObject({
  from: z.iso.date().optional().meta({ description: 'On this day or later; 90 days ago unless said' }),
  to: z.iso.date().optional().meta({ description: 'On this day or earlier; today unless said' }),
})
export type SkillDayQuery = z.infer<typeof SkillDayQuery>
export const SkillDays = z
  .object({
    from: z.iso.date(),
    to: z.iso.date(),
    days: z
      .array(
        z.object({
          day: z.iso.date(),
          xp: z.int().meta({ example: 45 }),
          evidence: z.int().meta({ example: 1 }),
          minutes: z.int().meta({ example: 45 }),
          mastery: z.number().nullable().meta({ description: 'On the evening of it, as far as known', example: 0.62 }),
        }),
      )
      .meta({ description: 'Days of which anything is known, oldest first' }),
  })
  .meta({ id: 'SkillDays' })

/** The path of one entry. */
export const EvidenceParams = z.strictObject({ id: z.uuid(), evidenceId: z.uuid() })
