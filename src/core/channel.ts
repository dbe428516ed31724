import type { z } from 'zod'
import type { Entities } from './entity.ts'

/** One socket as clients know it: where it is, and every frame that goes either way. AsyncAPI is made from this. */
export interface Channel {
  /** `updates`; unique. */
  readonly name: string
  /** `/ws/updates`. */
  readonly path: string
  readonly title: string
  readonly description: string
  /** Every frame by name. The client's schemas are the ones that parse them. */
  frames(entities: Entities): { fromClient: Frames; fromServer: Frames }
}

export type Frames = Record<string, z.ZodType>
