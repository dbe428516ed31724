import { z } from 'zod'

export const MetricInQuestion = z.strictObject({ metricId: z.uuid() }).meta({ id: 'MetricInQuestion' })
