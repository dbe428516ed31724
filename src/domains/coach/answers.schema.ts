import { z } from 'zod'

/** What answers of several features have in common. */
export const Confidence = z.number().min(0).max(1).describe('Low where there is little to go by').meta({ example: 0.6 })

export const sentence = (example: string) => z.string().max(1_000).meta({ example })

export const sentences = (example: string) =>
  z
    .array(z.string().max(1_000))
    .max(20)
    .meta({ example: [example] })

export const SEVERITIES = ['low', 'medium', 'high'] as const
