import { z } from 'zod'
import { feature } from '#core/ai/feature.ts'
import type { UserCtx } from '#core/ctx.ts'
import { Confidence, SEVERITIES, sentence } from '../answers.schema.ts'
import { anew, type Draft, retelling } from '../retelling.ts'
import { counted, quoted } from '../wording.ts'
import { isFirm, type Standing, standingsOf } from './anchors.service.ts'
import { analyseCue, clearCue } from './cues.ts'
import type { HabitDay } from './days.ts'
import { type Design, frequencyFor, smallestPart, strategiesFor } from './designing.ts'
import { aboutHabit, courseOf, type Habit } from './habit-facts.service.ts'
import { triggersFor } from './triggers.ts'

const Text = z.string().trim().min(1).max(2_000)

export const HabitDraft = z
  .strictObject({
    habitId: z.uuid().optional(),
    name: z.string().trim().min(1).max(200).optional(),
    kind: z.enum(['build', 'maintain', 'reduce', 'quit']).optional(),
    cue: Text.optional(),
    routine: Text.optional(),
    reward: Text.optional(),
    target: z.strictObject({ unit: z.string().trim().min(1).max(50), amount: z.number().min(0).max(1e12) }).optional(),
  })
  .refine(({ habitId, name }) => (habitId === undefined) !== (name === undefined), {
    path: ['habitId'],
    message: 'give the id of a habit, or the name of one that is not there yet',
  })
  .meta({
    id: 'HabitDraft',
    example: { name: 'Read', cue: 'Sometime in the evening', target: { unit: 'pages', amount: 20 } },
  })
type HabitDraft = z.infer<typeof HabitDraft>

export const HabitDesign = z
  .object({
    optimizedTrigger: z.string().max(500).meta({ example: 'After “Brush teeth”' }),
    optimizedAction: sentence('Begin “Read” with 5 pages; more is welcome, not asked.'),
    optimizedReward: sentence('Tick it off at once and look at the row of days.'),
    frictionStrategies: z
      .array(
        z.object({
          strategy: z.string().max(100).meta({ example: 'Prepare' }),
          implementation: sentence('Lay out what “Read” needs the evening before.'),
          effectiveness: z.enum(SEVERITIES).meta({ example: 'high' }),
        }),
      )
      .max(6),
    targetFrequency: z.object({ times: z.int().meta({ example: 3 }), days: z.int().meta({ example: 7 }) }),
    reasoning: sentence('Three times a week are enough to begin; ask for more once they are kept.'),
    confidence: Confidence,
  })
  .meta({ id: 'HabitDesign' })
type HabitDesign = z.infer<typeof HabitDesign>

interface Subject {
  habitId: string | null
  design: Design
  asked: number | null
  days: HabitDay[]
}

export const designHabit = feature({
  name: 'habits.design',
  summary: 'Help to shape a habit',
  description:
    'Its trigger, its smallest part, its reward, what makes it easier or harder, and how often to ask for it, by what you did of late. Nothing is changed.',
  input: HabitDraft,
  output: HabitDesign,
  cache: '1d',
  dependsOn: 'day',
  reads: ['habits'],
  facts: (ctx, input, { today, zone }) => draftOf(ctx, input, today, zone),
  ...retelling<HabitDesign>('Help a person to shape a habit.', (own, said, known) => ({
    ...anew(
      own,
      said,
      ['optimizedTrigger', 'optimizedAction', 'optimizedReward', 'frictionStrategies', 'reasoning'],
      known,
    ),
    targetFrequency: own.targetFrequency,
  })),
})

async function draftOf(ctx: UserCtx, input: HabitDraft, today: string, zone: string): Promise<Draft<HabitDesign>> {
  const { habitId, design, asked, days } = await subjectOf(ctx, input, today)
  const standings = await standingsOf(ctx, today, zone)
  const anchors = standings.filter((one) => isFirm(one) && one.habit.id !== habitId)
  const minute = standings.find(({ habit }) => habit.id === habitId)?.minute ?? null
  const [trigger] = triggersFor({ ...design, minute }, analyseCue(design.cue), anchors)
  const { reasoning, ...targetFrequency } = frequencyFor(asked, days, today)
  const answer = {
    optimizedTrigger: trigger?.trigger ?? 'Right after something that you do every day anyway: name it.',
    optimizedAction: smallestPart(design),
    optimizedReward: rewardOf(design),
    frictionStrategies: strategiesFor({ ...design, cue: clearCue(design.cue) }),
    targetFrequency,
    reasoning: [reasoning, ...whyTrigger(design.cue, trigger?.trigger, anchors)].join(' '),
    confidence: days.length > 0 ? 0.7 : anchors.length > 0 ? 0.5 : 0.3,
  }
  return { answer, background: { habit: design } }
}

async function subjectOf(ctx: UserCtx, input: HabitDraft, today: string): Promise<Subject> {
  if (input.habitId !== undefined) {
    const { habit, days } = await courseOf(ctx, input.habitId, today)
    return { habitId: habit.id, design: aboutHabitWhole(habit), asked: timesAsked(habit), days }
  }
  const { name = '', kind = 'build', cue = null, routine = null, reward = null, target } = input
  const written = { name, kind, cue, routine, reward, frictionUp: null, frictionDown: null }
  const design = { ...written, target: target ? { ...target, type: 'at_least' as const } : null }
  return { habitId: null, design, asked: null, days: [] }
}

const aboutHabitWhole = (habit: Habit): Design => ({
  ...aboutHabit(habit).habit,
  frictionUp: habit.frictionUp,
  frictionDown: habit.frictionDown,
})

/** Times a week; null where a rule says when. */
function timesAsked({ schedule }: Habit): number | null {
  if (schedule.kind === 'weekdays') return schedule.weekdays.length
  return schedule.kind === 'times_per' ? Math.min(7, (7 * schedule.times) / schedule.days) : null
}

function rewardOf({ reward, kind }: Design): string {
  if (reward) return `Keep what you wrote: ${reward.slice(0, 300)}`
  return kind === 'reduce' || kind === 'quit'
    ? 'Log every day on which you kept to it, and spend what it would have cost on something you like.'
    : 'Tick it off at once: each day earns points, and more from the seventh in a row on.'
}

function whyTrigger(cue: string | null, trigger: string | undefined, anchors: readonly Standing[]): string[] {
  if (cue !== null && trigger === cue.slice(0, 200)) return ['Its cue is clear as it is.']
  if (trigger === undefined) return ['No other habit is done on 24 of 30 days yet that it could follow.']
  const anchor = anchors.find(({ habit }) => trigger.includes(quoted(habit.name)))
  return anchor ? [`${quoted(anchor.habit.name)} was done on ${counted(anchor.doneDays, 'day')} of the last 30.`] : []
}
