import { z } from 'zod'

/** Stands for the id of some item in an example. */
export const SOME_ID = '01890a5d-ac96-774b-bcce-b302099a8057'

/** How many items a model is told of at once. */
export const Few = z.int().min(1).max(50).default(20)

export const Deleted = z.object({ deleted: z.uuid() })
