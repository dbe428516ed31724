import { z } from 'zod'
import { Few } from '#core/tools/shapes.ts'
import { type Tool, tool } from '#core/tools/tool.ts'
import {
  Affirmation,
  AffirmationPage,
  AffirmationQuery,
  DailyAffirmation,
  NewAffirmation,
} from './affirmations.schema.ts'
import { createAffirmation, listAffirmations } from './affirmations.service.ts'
import { affirmationOfToday } from './picks.service.ts'

const Wanted = AffirmationQuery.omit({ cursor: true, limit: true }).extend({
  limit: Few,
  // An address has only text; a model says it as it is.
  favorite: z.boolean().optional(),
  active: z.boolean().optional(),
})

export const affirmationTools: Tool[] = [
  tool({
    name: 'affirmations_list',
    title: 'Look through affirmations',
    description: 'Affirmations of the user, filtered by category, goal, words or whether they are favourites.',
    effect: 'read',
    scopes: ['affirmations:read'],
    input: Wanted,
    output: AffirmationPage.pick({ items: true }),
    example: { limit: 5 },
    run: (ctx, input) => listAffirmations(ctx, input),
  }),
  tool({
    name: 'affirmations_today',
    title: 'Read the affirmation of today',
    description: 'The affirmation whose turn it is today. It stays the same until the day is over.',
    effect: 'read',
    scopes: ['affirmations:read'],
    input: z.strictObject({}),
    output: DailyAffirmation,
    example: {},
    run: (ctx) => affirmationOfToday(ctx),
  }),
  tool({
    name: 'affirmations_create',
    title: 'Keep an affirmation',
    description: 'Keeps a sentence that the user wants to be reminded of, in their own words.',
    effect: 'write',
    scopes: ['affirmations:write'],
    input: NewAffirmation,
    output: Affirmation,
    example: { text: 'I finish what I begin, one step at a time.' },
    summary: (_, { text }) => `Keep the affirmation “${text.slice(0, 100)}”`,
    run: (ctx, input) => createAffirmation(ctx, input),
  }),
]
