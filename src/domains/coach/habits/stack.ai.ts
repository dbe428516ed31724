import { z } from 'zod'
import { feature } from '#core/ai/feature.ts'
import type { UserCtx } from '#core/ctx.ts'
import { Confidence, sentence } from '../answers.schema.ts'
import { type Draft, eachAnew, retelling } from '../retelling.ts'
import { capital, counted, joined, quoted } from '../wording.ts'
import { FIRM, isFirm, isWanted, type Standing, standingsOf } from './anchors.service.ts'
import { PARTS, partOf } from './times.ts'
import { clockOf } from './triggers.ts'

const Stack = z.object({
  existingHabitId: z.uuid(),
  existingHabit: z.string().meta({ example: 'Brush teeth' }),
  newHabitId: z.uuid(),
  newHabit: z.string().meta({ example: 'Read' }),
  stackingPattern: sentence('After “Brush teeth” I begin “Read”.'),
  rationale: sentence('“Brush teeth” was done on 29 of the last 30 days, “Read” on 9.'),
  difficulty: z
    .enum(['easy', 'moderate', 'challenging'])
    .describe('By how far apart they are usually done')
    .meta({ example: 'easy' }),
})
type Stack = z.infer<typeof Stack>

export const HabitStacks = z
  .object({
    stackSuggestions: z.array(Stack).max(5),
    timingRecommendations: z
      .array(
        z.object({
          timeOfDay: z.enum(PARTS).meta({ example: 'evening' }),
          habitIds: z.array(z.uuid()),
          habits: z.array(z.string()).meta({ example: ['Brush teeth', 'Read'] }),
          reasoning: sentence('2 habits are usually done in the evening, from 21:30 on.'),
        }),
      )
      .max(PARTS.length),
    reasoning: sentence('One habit holds firmly enough to build on it.'),
    confidence: Confidence,
  })
  .meta({ id: 'HabitStacks' })
type HabitStacks = z.infer<typeof HabitStacks>

/** Done on fewer of the last thirty days, a habit may need another to hold on to. */
const LOOSE = 18
const MOST = 5
const BEGUN_DAYS = 3

export const stackHabits = feature({
  name: 'habits.stack',
  summary: 'Tie habits that do not hold yet to those that do',
  description:
    'What was done on 24 of the last 30 days is something to build on; what was done on fewer than 18 may need it. Nothing is changed.',
  input: z
    .strictObject({
      habitIds: z.array(z.uuid()).min(1).max(100).optional().describe('Only for these; for all unless told'),
    })
    .meta({ id: 'StackInQuestion', example: {} }),
  output: HabitStacks,
  cache: '1d',
  dependsOn: 'day',
  reads: ['habits'],
  facts: (ctx, { habitIds }, { today, zone }) => draftOf(ctx, habitIds, today, zone),
  ...retelling<HabitStacks>('Advise a person which habit to do right after which.', (own, said, known) => ({
    ...own,
    stackSuggestions: eachAnew(
      own.stackSuggestions,
      said.stackSuggestions,
      (one) => one.newHabitId,
      ['stackingPattern', 'rationale'],
      known,
    ),
    timingRecommendations: eachAnew(
      own.timingRecommendations,
      said.timingRecommendations,
      (one) => one.timeOfDay,
      ['reasoning'],
      known,
    ),
  })),
})

async function draftOf(
  ctx: UserCtx,
  only: string[] | undefined,
  today: string,
  zone: string,
): Promise<Draft<HabitStacks>> {
  const standings = await standingsOf(ctx, today, zone)
  const firm = standings.filter(isFirm)
  const loose = standings.filter(
    ({ habit, doneDays }) =>
      doneDays < LOOSE && isWanted(habit) && asksOften(habit) && (only?.includes(habit.id) ?? true),
  )
  const stackSuggestions = loose.slice(0, MOST).flatMap((one) => {
    const anchor = firm.toSorted((a, b) => apart(a, one) - apart(b, one) || b.doneDays - a.doneDays)[0]
    return anchor ? [stackOf(anchor, one)] : []
  })
  const answer = {
    stackSuggestions,
    timingRecommendations: timings(standings),
    reasoning: reasoningOf(standings.length, firm.length, loose.length),
    confidence: stackSuggestions.length > 0 ? 0.7 : 0.2,
  }
  return {
    answer,
    background: standings.slice(0, 20).map(({ habit, doneDays }) => ({ name: habit.name, cue: habit.cue, doneDays })),
  }
}

/** What is asked for but once a week has no place in a daily row. */
const asksOften = ({ schedule }: Standing['habit']) =>
  schedule.kind === 'times_per'
    ? schedule.times / schedule.days >= BEGUN_DAYS / 7
    : schedule.kind !== 'weekdays' || schedule.weekdays.length >= BEGUN_DAYS

const UNKNOWN_MINUTES = 120

/** In minutes; somewhere in between where nobody knows. */
function apart(a: Standing, b: Standing): number {
  if (a.minute === null || b.minute === null) return UNKNOWN_MINUTES
  const between = Math.abs(a.minute - b.minute)
  return Math.min(between, 1_440 - between)
}

function stackOf(anchor: Standing, loose: Standing): Stack {
  const [first, then] = [quoted(anchor.habit.name), quoted(loose.habit.name)]
  const between = apart(anchor, loose)
  const together = [...loose.dates].filter((date) => anchor.dates.has(date)).length
  const often = loose.doneDays > 0 ? `, ${together} of them days with both` : ''
  return {
    existingHabitId: anchor.habit.id,
    existingHabit: anchor.habit.name,
    newHabitId: loose.habit.id,
    newHabit: loose.habit.name,
    stackingPattern: `After ${first} I begin ${then}.`,
    rationale: `${first} was done on ${anchor.doneDays} of the last 30 days, ${then} on ${loose.doneDays}${often}.`,
    difficulty: between <= 60 ? 'easy' : between <= 180 ? 'moderate' : 'challenging',
  }
}

function timings(standings: readonly Standing[]): HabitStacks['timingRecommendations'] {
  const known = standings.filter((one): one is Standing & { minute: number } => one.minute !== null)
  return PARTS.flatMap((timeOfDay) => {
    const then = known.filter(({ minute }) => partOf(minute) === timeOfDay).sort((a, b) => a.minute - b.minute)
    const [first] = then
    if (!first) return []
    const when = timeOfDay === 'midday' || timeOfDay === 'night' ? `at ${timeOfDay}` : `in the ${timeOfDay}`
    return [
      {
        timeOfDay,
        habitIds: then.map(({ habit }) => habit.id),
        habits: then.map(({ habit }) => habit.name),
        reasoning: `${capital(counted(then.length, 'habit is', 'habits are'))} usually done ${when}, from ${clockOf(first.minute)} on${then.length > 1 ? `: ${joined(then.slice(0, 5).map(({ habit }) => quoted(habit.name)))}` : ''}.`,
      },
    ]
  })
}

function reasoningOf(all: number, firm: number, loose: number): string {
  if (all < 2) return `There ${all === 1 ? 'is one habit' : 'are no habits'} yet; tying takes two.`
  if (firm === 0)
    return `No habit was done on ${FIRM} of the last 30 days yet. Keep one every day first, then tie others to it.`
  if (loose === 0) return 'Every habit that could be tied to another holds by itself.'
  const open = loose === 1 ? 'one does' : `${loose} do`
  return `${capital(counted(firm, 'habit holds', 'habits hold'))} firmly enough to build on; ${open} not hold yet.`
}
