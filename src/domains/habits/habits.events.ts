import { z } from 'zod'
import { message } from '#core/messages.ts'

const award = z.object({
  /** Unique per user and award, so that whoever keeps the points can post it once and take it back once. */
  source: z.string().max(100),
  points: z.int().min(1),
  description: z.string(),
})
export type HabitAward = z.infer<typeof award>

/** A day of a habit was logged or un-logged, or the habit changed in a way that others count. Published `during`. */
export const HabitLogged = message(
  'habits.logged',
  z.object({
    habitId: z.uuid(),
    name: z.string(),
    /** Goals the habit belongs to or has just left. */
    goalIds: z.array(z.uuid()),
    /** The user's local day that was logged; for a change of the habit itself, the user's today. */
    date: z.iso.date(),
    what: z.enum(['done', 'undone', 'changed']),
    awards: z.array(award),
    /** Sources of earlier awards that no longer hold. */
    reversed: z.array(z.string().max(100)),
  }),
)
export type HabitLogged = z.infer<typeof HabitLogged.payload>
