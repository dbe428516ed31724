import { z } from 'zod'
import { Deleted, Few, SOME_ID } from '#core/tools/shapes.ts'
import { type Tool, tool } from '#core/tools/tool.ts'
import { practise, takeBackPractice } from './evidence.service.ts'
import { NewSkill, Skill, SkillPage, SkillPatch, SkillQuery } from './skills.schema.ts'
import { createSkill, deleteSkill, getSkill, listSkills, updateSkill } from './skills.service.ts'
import { NextSkills, SkillEvidence, SkillPractice, SkillStanding, SkillVerification } from './standing.schema.ts'
import { nextSkills, standingOf, verifySkill } from './standing.service.ts'

const One = z.strictObject({ skillId: z.uuid() })
const Wanted = SkillQuery.omit({ cursor: true, limit: true }).extend({ limit: Few, completed: z.boolean().optional() })
const scopes = { read: ['skills:read'], write: ['skills:write'] }

export const skillsTools: Tool[] = [
  tool({
    name: 'skills_list',
    title: 'List skills',
    description: 'The skills in the tree of the user, filtered by area, category or text.',
    effect: 'read',
    scopes: scopes.read,
    input: Wanted,
    output: SkillPage.pick({ items: true }),
    example: { category: 'Languages' },
    run: (ctx, input) => listSkills(ctx, input),
  }),
  tool({
    name: 'skills_next',
    title: 'Ask what can be learned next',
    description: 'Skills whose prerequisites are known while they are not, best first, each with its reason.',
    effect: 'read',
    scopes: scopes.read,
    input: z.strictObject({ limit: Few }),
    output: NextSkills,
    example: {},
    run: (ctx, input) => nextSkills(ctx, input),
  }),
  tool({
    name: 'skills_standing',
    title: 'Ask how a skill stands',
    description: 'Level, XP, mastery from 0 to 1 with what has faded, and whether it has to be verified.',
    effect: 'read',
    scopes: scopes.read,
    input: One,
    output: SkillStanding,
    example: { skillId: SOME_ID },
    run: (ctx, { skillId }) => standingOf(ctx, skillId),
  }),
  tool({
    name: 'skills_create',
    title: 'Create a skill',
    description:
      'Creates a skill, with the skills that come before it and the decks, courses and topics it is made of.',
    effect: 'write',
    scopes: scopes.write,
    input: NewSkill,
    output: Skill,
    example: { name: 'Italian conversation', category: 'Languages' },
    summary: (_, { name }) => `Create the skill “${name}”`,
    run: (ctx, input) => createSkill(ctx, input),
  }),
  tool({
    name: 'skills_update',
    title: 'Change a skill',
    description: 'Changes fields of a skill. An absent field keeps its value, null clears it.',
    effect: 'write',
    scopes: scopes.write,
    input: One.extend({ changes: SkillPatch }),
    output: Skill,
    example: { skillId: SOME_ID, changes: { requiredMastery: 0.6 } },
    summary: async (ctx, { skillId, changes }) =>
      `Change ${Object.keys(changes).join(', ')} of the skill “${(await getSkill(ctx, skillId)).name}”`,
    run: (ctx, { skillId, changes }) => updateSkill(ctx, skillId, changes),
  }),
  tool({
    name: 'skills_practise',
    title: 'Log practice of a skill',
    description: 'Logs minutes of practice, a point each.',
    effect: 'write',
    scopes: scopes.write,
    input: One.extend(SkillPractice.omit({ practiceId: true }).shape),
    output: SkillEvidence.extend({ skillId: z.uuid() }),
    example: { skillId: SOME_ID, minutes: 45 },
    summary: async (ctx, { skillId, minutes }) =>
      `Log ${minutes} minutes of practice of “${(await getSkill(ctx, skillId)).name}”`,
    run: (ctx, { skillId, ...practice }) => practise(ctx, skillId, practice),
    undo: (ctx, result) => {
      const { skillId, id } = SkillEvidence.extend({ skillId: z.uuid() }).parse(result)
      return takeBackPractice(ctx, skillId, id)
    },
  }),
  tool({
    name: 'skills_verify',
    title: 'Record how a verification went',
    description: 'Records that the user passed or failed a verification of a skill.',
    effect: 'write',
    scopes: scopes.write,
    input: One.extend(SkillVerification.shape),
    output: SkillStanding,
    example: { skillId: SOME_ID, outcome: 'passed' },
    summary: async (ctx, { skillId, outcome }) =>
      `Record that the verification of “${(await getSkill(ctx, skillId)).name}” was ${outcome}`,
    run: (ctx, { skillId, ...verification }) => verifySkill(ctx, skillId, verification),
  }),
  tool({
    name: 'skills_delete',
    title: 'Delete a skill',
    description: 'Moves a skill to the trash.',
    effect: 'destructive',
    scopes: scopes.write,
    input: One,
    output: Deleted,
    example: { skillId: SOME_ID },
    summary: async (ctx, { skillId }) => `Delete the skill “${(await getSkill(ctx, skillId)).name}”`,
    run: async (ctx, { skillId }) => {
      await deleteSkill(ctx, skillId)
      return { deleted: skillId }
    },
  }),
]
