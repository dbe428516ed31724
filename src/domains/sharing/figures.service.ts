import type { UserCtx } from '#core/ctx.ts'
import { getHabitStats } from '#domains/habits/stats.service.ts'
import type { Leave } from './access.service.ts'
import { FIGURES, type Figure } from './kinds.ts'

/** Of a habit the agreed figures as they are now, as its owner; nothing is computed where none was agreed on. */
export async function figuresOf(
  owner: UserCtx,
  habitId: string,
  fields: readonly string[],
): Promise<Partial<Record<Figure, number>>> {
  const figures = FIGURES.filter((name) => fields.includes(name))
  if (figures.length === 0) return {}
  const stats = await getHabitStats(owner, habitId)
  return Object.fromEntries(figures.map((figure) => [figure, stats[figure]]))
}

/** The item together with what is computed of it. */
export async function withFigures<T extends object>(
  owner: UserCtx,
  { entity, entityId, fields }: Pick<Leave, 'entity' | 'entityId' | 'fields'>,
  item: T,
): Promise<T> {
  return entity === 'habit' ? { ...item, ...(await figuresOf(owner, entityId, fields)) } : item
}
