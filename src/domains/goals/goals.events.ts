import { z } from 'zod'
import { message } from '#core/messages.ts'

/** How many criteria of these goals are met, or whether they live at all, has changed. Published `during`. */
export const CriteriaChanged = message('goals.criteria_changed', z.object({ goalIds: z.array(z.uuid()) }))
export type CriteriaChanged = z.infer<typeof CriteriaChanged.payload>
