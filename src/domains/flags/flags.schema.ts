import { z } from 'zod'

export const FlagState = z.object({ key: z.string(), isOn: z.boolean() })
export const FlagStates = z
  .object({ items: z.array(FlagState) })
  .meta({ id: 'FlagStates', example: { items: [{ key: 'new_planner', isOn: true }] } })
