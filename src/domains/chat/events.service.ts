import { setTimeout as pause } from 'node:timers/promises'
import type { UserCtx } from '#core/ctx.ts'
import { AppError } from '#core/errors.ts'
import { type ChatEvent, isLast } from './documents.ts'
import { readKept } from './generations.queries.ts'
import { getGeneration } from './generations.service.ts'
import type { Runner } from './runner.service.ts'

/** How often an answer that another process gives is looked up. */
const POLL_MS = 150

/**
 * Everything that an answer says behind this offset, until its end: as it comes where it is given here, from what is written down
 * otherwise. Whoever comes back with the offset of their last event reads the same as somebody who never left. Refused (410) when it
 * is too long ago; the message has the text then.
 */
export async function openEvents(
  ctx: UserCtx,
  runner: Runner,
  id: string,
  offset: number,
  gone: AbortSignal,
): Promise<AsyncGenerator<ChatEvent>> {
  const { endedAt } = await getGeneration(ctx, id)
  const signal = AbortSignal.any([gone, runner.closing])
  const log = runner.logOf(ctx, id)
  if (log) return log.after(offset, gone)
  if (endedAt !== null && (await readKept(ctx, id, 0)).length === 0)
    throw new AppError('gone', 'This answer was given too long ago to be heard again. Read the message itself.')
  return follow(ctx, runner, id, offset, signal)
}

async function* follow(
  ctx: UserCtx,
  runner: Runner,
  id: string,
  offset: number,
  signal: AbortSignal,
): AsyncGenerator<ChatEvent> {
  let at = offset
  while (!signal.aborted) {
    const log = runner.logOf(ctx, id)
    if (log) return yield* log.after(at, signal)
    const { endedAt } = await getGeneration(ctx, id)
    for (const event of await readKept(ctx, id, at)) {
      at = event.offset
      yield event
      if (isLast(event)) return
    }
    if (endedAt !== null) return
    await pause(POLL_MS, undefined, { signal }).catch(() => {})
  }
}
