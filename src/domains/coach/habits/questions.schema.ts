import { z } from 'zod'

export const HabitInQuestion = z.strictObject({ habitId: z.uuid() }).meta({ id: 'HabitInQuestion' })
