import { z } from 'zod'
import { feature } from '#core/ai/feature.ts'
import type { UserCtx } from '#core/ctx.ts'
import { getHabit } from '#domains/habits/habits.service.ts'
import { Confidence, SEVERITIES, sentence, sentences } from '../answers.schema.ts'
import { type Draft, isFounded, numbersIn } from '../retelling.ts'
import { percent, quoted } from '../wording.ts'
import { isFirm, standingsOf } from './anchors.service.ts'
import { analyseCue, CUE_TYPES, clearCue } from './cues.ts'
import { aboutHabit, type Habit, minutesLogged } from './habit-facts.service.ts'
import { HabitInQuestion } from './questions.schema.ts'
import { usualTime } from './times.ts'
import { triggersFor } from './triggers.ts'

const Score = z.int().min(0).max(10)
const Level = z.enum(SEVERITIES)

export const TriggerAdvice = z
  .object({
    currentTriggerAnalysis: z.object({
      clarity: Score.describe('Whether one can tell which moment is meant').meta({ example: 4 }),
      observability: Score.describe('Whether somebody else could see the moment come').meta({ example: 7 }),
      consistency: Score.nullable()
        .describe('Whether it is done at the same time; null with fewer than five logs on their own day')
        .meta({ example: 6 }),
      issues: sentences('It names neither a time nor something done just before.'),
    }),
    optimizedTriggers: z
      .array(
        z.object({
          trigger: z.string().min(1).max(300).meta({ example: 'After “Brush teeth”' }),
          type: z.enum(CUE_TYPES).meta({ example: 'preceding_action' }),
          specificity: Level.meta({ example: 'high' }),
          effectiveness: Level.meta({ example: 'high' }),
          implementation: sentence('Say to yourself: after “Brush teeth” I begin “Read”.'),
        }),
      )
      .max(5),
    environmentalCues: sentences('Put what it needs where you are at that moment.'),
    confidence: Confidence,
  })
  .meta({ id: 'TriggerAdvice' })
type TriggerAdvice = z.infer<typeof TriggerAdvice>

export const optimizeTrigger = feature({
  name: 'habits.triggers',
  summary: 'Find what could set a habit off',
  description:
    'How clear its cue is, and better ones from habits that are done nearly every day and from the times at which it was logged. Nothing is changed.',
  input: HabitInQuestion,
  output: TriggerAdvice,
  cache: '1d',
  dependsOn: 'day',
  reads: ['habits'],
  facts: (ctx, { habitId }, { today, zone }) => draftOf(ctx, habitId, today, zone),
  prompt: (_, { facts }) => ({
    instructions:
      'Find what could set a habit of a person off. The draft was worked out from their own data: keep its analysis and its triggers, add better ones if you know some. Numbers only as given.',
    content: JSON.stringify(facts),
  }),
  rules: (_, { facts }) => facts.answer,
  check: (said, _, { facts: { answer: own } }) => {
    const known = numbersIn(JSON.stringify(own))
    const named = new Set(own.optimizedTriggers.map(({ trigger }) => trigger))
    const added = said.optimizedTriggers.filter((one) => !named.has(one.trigger) && isFounded(one, known))
    return {
      ...own,
      optimizedTriggers: [...own.optimizedTriggers, ...added].slice(0, 5),
      environmentalCues: isFounded(said.environmentalCues, known) ? said.environmentalCues : own.environmentalCues,
    }
  },
})

async function draftOf(ctx: UserCtx, habitId: string, today: string, zone: string): Promise<Draft<TriggerAdvice>> {
  const [habit, minutes, standings] = await Promise.all([
    getHabit(ctx, habitId),
    minutesLogged(ctx, habitId, zone),
    standingsOf(ctx, today, zone),
  ])
  const analysis = analyseCue(habit.cue)
  const usual = usualTime(minutes)
  const own = standings.find((one) => one.habit.id === habitId)
  const anchors = standings.filter((one) => isFirm(one) && one.habit.id !== habitId)
  const optimizedTriggers = triggersFor({ ...habit, minute: own?.minute ?? null }, analysis, anchors)
  const scattered =
    usual && usual.share < 0.5 ? [`Only ${percent(usual.share)} of its logs come at about the same time.`] : []
  const nothing =
    optimizedTriggers.length === 0
      ? [
          'No other habit is done on 24 of 30 days yet, and no time of its own is known: name something you do every day anyway.',
        ]
      : []
  const answer = {
    currentTriggerAnalysis: {
      clarity: analysis.clarity,
      observability: analysis.observability,
      consistency: usual ? Math.round(usual.share * 10) : null,
      issues: [...analysis.issues, ...scattered, ...nothing],
    },
    optimizedTriggers,
    environmentalCues: surroundings(habit),
    confidence: anchors.length > 0 || usual ? 0.7 : 0.2,
  }
  return { answer, background: aboutHabit(habit) }
}

/** What its owner wrote down, and the place that the cue names. */
function surroundings({ kind, frictionDown, frictionUp, cue, name }: Habit): string[] {
  const isUnwanted = kind === 'reduce' || kind === 'quit'
  const own = isUnwanted ? frictionUp : frictionDown
  const moment = clearCue(cue)
  const at = moment ? ` at the moment of ${quoted(moment)}` : ''
  return [
    ...(own ? [`As you wrote: ${own.slice(0, 300)}`] : []),
    isUnwanted
      ? `Keep what ${quoted(name)} begins with out of sight${at}.`
      : `Put what ${quoted(name)} needs where you see it${at}.`,
  ]
}
