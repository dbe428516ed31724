import { z } from 'zod'
import { message } from '#core/messages.ts'

/**
 * A metric's logs changed, or the metric itself changed, was deleted or restored in a way that others count.
 * Published `during`, so who listens acts in the same transaction.
 */
export const MetricLogged = message(
  'metrics.logged',
  z.object({
    metricId: z.uuid(),
    name: z.string(),
    /** Goals the metric belongs to or has just left. */
    goalIds: z.array(z.uuid()),
    /** `logged` when there are more logs than before; a log that was corrected or taken back is a change. */
    what: z.enum(['logged', 'changed']),
    /** The latest value; null without a log. */
    value: z.number().nullable(),
    /** Whether the latest value meets the target by the metric's direction; false without a target or a log. */
    atTarget: z.boolean(),
    /** What was earned now. A source is unique per user and award, so posting the same one twice does nothing. */
    awards: z.array(z.object({ source: z.string().max(100), points: z.int().positive(), description: z.string() })),
    /** Sources whose award no longer stands. */
    reversed: z.array(z.string().max(100)),
  }),
)
export type MetricLogged = z.infer<typeof MetricLogged.payload>
