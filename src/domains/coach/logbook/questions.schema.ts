import { z } from 'zod'

export const Span = z
  .strictObject({
    from: z.iso.date().optional().describe('First day, in your zone'),
    to: z.iso.date().optional().describe('Last day; today unless told'),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
    path: ['to'],
    message: 'lies before the first day',
  })
  .meta({ id: 'LogbookSpan', example: {} })

export const DayInQuestion = z
  .strictObject({ date: z.iso.date().optional().describe('Your today unless told') })
  .meta({ id: 'DayInQuestion', example: {} })
