import { z } from 'zod'
import { message } from '#core/messages.ts'
import { MESSAGE_KINDS } from './messages.tables.ts'

/** The time of a daily message has come; whoever hears of it writes one. */
export const DailyMessageDue = message(
  'daily_message.due',
  z.object({
    userId: z.uuid(),
    slotId: z.uuid(),
    kind: z.enum(MESSAGE_KINDS),
    /** On the wall clock of the slot. */
    occurrence: z.string(),
    scheduledFor: z.iso.datetime(),
    channels: z.array(z.string()).nullable(),
  }),
)
export type DailyMessageDue = z.infer<typeof DailyMessageDue.payload>
