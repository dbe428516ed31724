import type { UserCtx } from '#core/ctx.ts'
import { dayOf } from '#core/time/zones.ts'
import { userZone } from '#domains/accounts/users.service.ts'
import type { Numerology, NumerologyRequest } from './numerology.schema.ts'
import { birthdayNumber, lifePath, METHOD, nameNumbers, personalYear } from './numerology.ts'

/** Counts letters and digits by the named method, and says of which letters it knows no number. Nothing of it is kept. */
export async function numerologyOf(ctx: UserCtx, request: NumerologyRequest): Promise<Numerology> {
  const { birthDate, fullName } = request
  const year = request.year ?? Number(dayOf(ctx.now().toISOString(), (await userZone(ctx)).timezone).slice(0, 4))
  const name = fullName === undefined ? null : nameNumbers(fullName)
  return {
    method: METHOD,
    lifePath: lifePath(birthDate),
    birthday: birthdayNumber(birthDate),
    personalYear: { ...personalYear(birthDate, year), year },
    expression: name?.expression ?? null,
    soulUrge: name?.soulUrge ?? null,
    personality: name?.personality ?? null,
    readAs: name?.letters || null,
    ignored: name?.ignored ?? [],
    notes: name === null || name.ignored.length === 0 ? [ENTERTAINMENT] : [FOREIGN, ENTERTAINMENT],
  }
}

const ENTERTAINMENT =
  'Numerology is a game with letters and digits, for reflection and entertainment: nothing shows that its numbers tell anything about people.'
const FOREIGN =
  'This method knows the letters A to Z alone. The characters under `ignored` were not counted and not transliterated: there is more than one way to write them in Latin letters.'
