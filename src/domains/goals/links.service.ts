import type { UserCtx } from '#core/ctx.ts'
import { type Page, type PageQuery, readCursor, toPage } from '#core/page.ts'
import { getHabit, linkHabitToGoal, unlinkHabitFromGoal } from '#domains/habits/habits.service.ts'
import { habitIdsOfGoal } from '#domains/habits/links.service.ts'
import { metricIdsOfGoal } from '#domains/metrics/links.service.ts'
import { getMetric, linkMetricToGoal, unlinkMetricFromGoal } from '#domains/metrics/metrics.service.ts'
import { projectIdsOfGoal } from '#domains/projects/links.service.ts'
import { getProject, linkProjectToGoal, unlinkProjectFromGoal } from '#domains/projects/projects.service.ts'
import { taskIdsOfGoal } from '#domains/tasks/links.service.ts'
import { getTask, linkTaskToGoal, unlinkTaskFromGoal } from '#domains/tasks/tasks.service.ts'
import { LINK_KINDS, type LinkKind } from './goals.schema.ts'
import { getGoal } from './goals.service.ts'

/** How one kind of item is tied to goals. The link itself belongs to the item's own domain. */
interface Linker {
  /** Ties and unties; both may be repeated. An item that is not mine is not found. */
  link: (ctx: UserCtx, entityId: string, goalId: string) => Promise<unknown>
  unlink: (ctx: UserCtx, entityId: string, goalId: string) => Promise<unknown>
  /** Living items tied to a goal, after an id, in the order of ids. */
  idsOf: (ctx: UserCtx, goalId: string, after: string | undefined, limit: number) => Promise<string[]>
  /** The item, or a refusal. */
  get: (ctx: UserCtx, entityId: string) => Promise<unknown>
}

const LINKERS: Record<LinkKind, Linker> = {
  task: { link: linkTaskToGoal, unlink: unlinkTaskFromGoal, idsOf: taskIdsOfGoal, get: getTask },
  metric: { link: linkMetricToGoal, unlink: unlinkMetricFromGoal, idsOf: metricIdsOfGoal, get: getMetric },
  habit: { link: linkHabitToGoal, unlink: unlinkHabitFromGoal, idsOf: habitIdsOfGoal, get: getHabit },
  project: { link: linkProjectToGoal, unlink: unlinkProjectFromGoal, idsOf: projectIdsOfGoal, get: getProject },
}

export async function linkToGoal(ctx: UserCtx, goalId: string, kind: LinkKind, entityId: string): Promise<void> {
  await getGoal(ctx, goalId)
  await LINKERS[kind].link(ctx, entityId, goalId)
}

export async function unlinkFromGoal(ctx: UserCtx, goalId: string, kind: LinkKind, entityId: string): Promise<void> {
  await getGoal(ctx, goalId)
  await LINKERS[kind].unlink(ctx, entityId, goalId)
}

interface Link {
  id: string
  kind: LinkKind
}

/** Everything tied to a goal: kind by kind, each in the order of ids. */
export async function listLinks(
  ctx: UserCtx,
  goalId: string,
  query: PageQuery,
): Promise<Page<{ kind: LinkKind; entityId: string }>> {
  await getGoal(ctx, goalId)
  const list = `goals/${goalId}/links`
  const position = readCursor(ctx, query, list)
  const started = LINK_KINDS.find((kind) => kind === position?.value) ?? LINK_KINDS[0]
  const links: Link[] = []
  for (const kind of LINK_KINDS.slice(LINK_KINDS.indexOf(started))) {
    const after = kind === position?.value ? position.id : undefined
    const ids = await LINKERS[kind].idsOf(ctx, goalId, after, query.limit + 1 - links.length)
    links.push(...ids.map((id) => ({ id, kind })))
    if (links.length > query.limit) break
  }
  const { items, nextCursor } = toPage(ctx, links, query, list, (link) => link.kind)
  return { items: items.map(({ id, kind }) => ({ kind, entityId: id })), nextCursor }
}

/** Refuses an item that is not mine. */
export const requireItem = (ctx: UserCtx, kind: LinkKind, entityId: string): Promise<unknown> =>
  LINKERS[kind].get(ctx, entityId)
