import { createHash, randomBytes } from 'node:crypto'
import { actingAs, type Ctx, type UserCtx } from '#core/ctx.ts'
import { AppError, found } from '#core/errors.ts'
import { listTasks } from '#domains/tasks/tasks.service.ts'
import { calendarText, type DueTask } from './calendar.ts'
import { deleteFeed, putFeed, selectBlocksAfter, selectFeed, selectFeedOwner } from './feeds.queries.ts'
import { selectDifferencesOf } from './schedule.queries.ts'

/** Makes my feed's address, or another one: the old address is nobody's from now on. The secret is shown this once. */
export async function rotateFeed(ctx: UserCtx, publicUrl: string): Promise<{ url: string; createdAt: string }> {
  const token = randomBytes(32).toString('base64url')
  const createdAt = await putFeed(ctx, hashOf(token))
  return { url: `${publicUrl}/feeds/${token}.ics`, createdAt }
}

export const getFeed = async (ctx: UserCtx) => found(await selectFeed(ctx), 'Feed')

export const revokeFeed = (ctx: UserCtx): Promise<void> => deleteFeed(ctx)

/** The calendar at a secret address: what ends after a year ago, at most 5,000 blocks and 1,000 due tasks. */
export async function readFeed(ctx: Ctx, token: string): Promise<string> {
  const owner = await selectFeedOwner(ctx, hashOf(token))
  if (owner === undefined) throw new AppError('not_found', 'There is no calendar at this address. Make a new one.')
  const me = actingAs(ctx, owner, 'feed')
  const now = ctx.now()
  const blocks = await selectBlocksAfter(me, new Date(now.getTime() - YEAR_MS).toISOString(), MAX_BLOCKS)
  const series = blocks.filter(({ recurrence }) => recurrence !== null).map(({ id }) => id)
  const rows = series.length === 0 ? [] : await selectDifferencesOf(me, series)
  const differences = Map.groupBy(rows, ({ blockId }) => blockId)
  return calendarText({ blocks, differences, tasks: await dueTasks(me) }, now.getUTCFullYear())
}

const YEAR_MS = 366 * 86_400_000
const MAX_BLOCKS = 5_000
const MAX_TASKS = 1_000

async function dueTasks(ctx: UserCtx): Promise<DueTask[]> {
  const found: DueTask[] = []
  const query = {
    limit: 100,
    sort: 'due',
    status: ['backlog', 'not_started', 'in_progress', 'blocked', 'on_hold'],
  } as const
  let cursor: string | null | undefined
  while (cursor !== null && found.length < MAX_TASKS) {
    const page = await listTasks(ctx, { ...query, status: [...query.status], cursor })
    const due = page.items.filter(({ dueDate, dueAt }) => dueDate !== null || dueAt !== null)
    found.push(...due)
    // Those without a due day come last.
    cursor = due.length < page.items.length ? null : page.nextCursor
  }
  return found
}

/** Too random to be guessed, so a fast hash is enough. */
const hashOf = (token: string) => createHash('sha256').update(token).digest('base64url')
