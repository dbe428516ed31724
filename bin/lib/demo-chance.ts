export type Json = Record<string, unknown>
export interface Item {
  id: string
}

export const DAY = 86_400_000
export const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10)

/** The same account every time: chosen by a small generator with a fixed seed. */
export function createChance(seed: number) {
  let state = seed
  const next = () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
  return { happens: (share: number) => next() < share, upTo: (limit: number) => Math.floor(next() * limit) }
}
export type Chance = ReturnType<typeof createChance>
