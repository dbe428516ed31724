import { z } from 'zod'
import { BirthDate } from './sky.schema.ts'

export const NumerologyRequest = z
  .strictObject({
    birthDate: BirthDate,
    fullName: z
      .string()
      .trim()
      .min(1)
      .max(200)
      .optional()
      .meta({ description: 'As it stands on the certificate of birth', example: 'Ann Marie Example' }),
    year: z
      .int()
      .min(1700)
      .max(2200)
      .optional()
      .meta({ description: 'Of the personal year; the present one unless told' }),
  })
  .meta({ id: 'NumerologyRequest', example: { birthDate: '1987-06-14', fullName: 'Ann Marie Example' } })
export type NumerologyRequest = z.infer<typeof NumerologyRequest>

const NumerologyNumber = z
  .object({
    number: z.int().meta({ example: 9 }),
    isMaster: z.boolean().meta({ example: false }),
    steps: z.string().meta({ description: 'How it came about', example: '6 + 14 → 5 + 1987 → 25 → 7 = 18 → 9' }),
  })
  .meta({ id: 'NumerologyNumber' })

export const Numerology = z
  .object({
    method: z.string().meta({ example: 'Pythagorean' }),
    lifePath: NumerologyNumber,
    birthday: NumerologyNumber,
    personalYear: NumerologyNumber.extend({ year: z.int().meta({ example: 2027 }) }).meta({ id: 'PersonalYear' }),
    expression: NumerologyNumber.nullable().meta({
      description: 'Of all letters; null without a name in Latin letters',
    }),
    soulUrge: NumerologyNumber.nullable().meta({ description: 'Of the vowels' }),
    personality: NumerologyNumber.nullable().meta({ description: 'Of the consonants' }),
    readAs: z.string().nullable().meta({ description: 'The letters that were counted', example: 'ann marie example' }),
    ignored: z.array(z.string()).meta({ description: 'Characters of the name that have no number', example: [] }),
    notes: z.array(z.string()).meta({ example: ['Numerology is entertainment.'] }),
  })
  .meta({ id: 'Numerology' })
export type Numerology = z.infer<typeof Numerology>
