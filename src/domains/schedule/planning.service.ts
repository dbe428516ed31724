import { inTransaction, lockFor, type UserCtx } from '#core/ctx.ts'
import { AppError, found, invalid } from '#core/errors.ts'
import { addDays, localOf } from '#core/time/zones.ts'
import { userZone } from '#domains/accounts/users.service.ts'
import { requireIncluded } from '#domains/billing/billing.service.ts'
import { agenda } from './agenda.service.ts'
import { instant } from './expansion.ts'
import { type Extra, extrasOf } from './extras.service.ts'
import { hoursBetween } from './hours.ts'
import { type PlanInput, type PlanItem, plan } from './planner.ts'
import {
  decideProposal,
  type PlannedTask,
  type PlannedTime,
  selectDatedTasks,
  selectOpenTasks,
  selectPlannedTime,
  selectWaiting,
} from './proposals.queries.ts'
import { MAX_MISSED_DAYS, MAX_PLAN_DAYS, type PlanRequest, type ReplanRequest } from './proposals.schema.ts'
import { type ProposalRow, type Replaced, scheduleProposals, type UnplacedTask } from './proposals.tables.ts'
import { proposalParts } from './proposing.ts'
import { clipped, type Stretch, without } from './stretches.ts'
import { epochOf } from './walls.ts'

/**
 * Proposes when to work on open tasks, in free time within working hours: a proposal to accept or reject, and the only open one, as
 * it takes the place of the one before. Changes nothing else.
 */
export async function generatePlan(ctx: UserCtx, request: PlanRequest): Promise<ProposalRow> {
  await requireIncluded(ctx, 'ai_scheduling')
  const { timezone } = await userZone(ctx)
  const span = spanOf(ctx, request, timezone)
  const { taskIds, include } = request
  const chosen = taskIds ? await chosenTasks(ctx, taskIds) : include.includes('tasks') ? await dueTasks(ctx) : []
  const working = workingIn(request, span, timezone)
  const extras = taskIds ? [] : await extrasOf(ctx, { include, working, zone: timezone })
  const wanted = new Map(chosen.map((task) => [task.id, task.estimateMinutes ?? request.defaultMinutes]))
  return propose(ctx, { request, span, timezone, tasks: chosen, extras, wanted, replaces: [] })
}

/** The same for blocks of open tasks that went by without being completed; accepted, it takes them away. */
export async function replanMissed(ctx: UserCtx, request: ReplanRequest): Promise<ProposalRow> {
  await requireIncluded(ctx, 'ai_scheduling')
  const { timezone } = await userZone(ctx)
  const span = spanOf(ctx, request, timezone)
  const now = ctx.now().getTime()
  const since = request.since === undefined ? now - 7 * DAY_MS : edgeOf(request.since, timezone)
  if (since >= now) throw invalid('since', 'This is not in the past.')
  if (now - since > (MAX_MISSED_DAYS + 1) * DAY_MS) throw invalid('since', `Go back ${MAX_MISSED_DAYS} days at most.`)
  const past = await agenda(ctx, { from: instant(since), to: instant(now) })
  const gone = past.filter((one) => one.taskId !== null && !one.completed && Date.parse(one.endAt) <= now)
  const ids = [...new Set(gone.flatMap(({ taskId }) => taskId ?? []))]
  const tasks = ids.length === 0 ? [] : await selectOpenTasks(ctx, ids)
  const open = new Set(tasks.map(({ id }) => id))
  const missed = gone.filter(({ taskId }) => taskId !== null && open.has(taskId))
  const wanted = new Map<string, number>()
  for (const { taskId, startAt, endAt } of missed) {
    const minutes = Math.round((Date.parse(endAt) - Date.parse(startAt)) / 60_000)
    if (taskId !== null) wanted.set(taskId, (wanted.get(taskId) ?? 0) + minutes)
  }
  const replaces = missed.map(({ id: blockId, occurrence }) => ({ blockId, occurrence }))
  return propose(ctx, { request, span, timezone, tasks, extras: [], wanted, replaces })
}

const DAY_MS = 86_400_000
const MAX_TASKS = 200

const edgeOf = (text: string, zone: string) => (text.length === 10 ? epochOf(text, zone) : Date.parse(text))

function spanOf(ctx: UserCtx, request: Pick<PlanRequest, 'from' | 'to' | 'chunkMinutes'>, zone: string): Stretch {
  const now = ctx.now().getTime()
  const from = Math.max(now, request.from === undefined ? now : edgeOf(request.from, zone))
  const to = request.to === undefined ? from + 7 * DAY_MS : edgeOf(request.to, zone)
  if (to <= from) throw invalid('to', 'The end lies in the past or before the beginning.')
  if (to - from > (MAX_PLAN_DAYS + 1) * DAY_MS) throw invalid('to', `Plan at most ${MAX_PLAN_DAYS} days at once.`)
  const { min, max } = request.chunkMinutes
  if (max < 2 * min)
    throw invalid('chunkMinutes.max', 'It must be at least twice the least, so that any rest can be cut.')
  return { from, to }
}

async function chosenTasks(ctx: UserCtx, ids: string[]): Promise<PlannedTask[]> {
  const open = await selectOpenTasks(ctx, [...new Set(ids)])
  const known = new Set(open.map(({ id }) => id))
  const missing = ids.findIndex((id) => !known.has(id))
  if (missing === -1) return open
  const path = `taskIds.${missing}`
  const details = { errors: [{ path, message: 'not found, or not open' }] }
  throw new AppError('not_found', `${path} names a task that was not found or is not open.`, details)
}

/** All with a day, and whatever they wait for. */
async function dueTasks(ctx: UserCtx): Promise<PlannedTask[]> {
  const found = await selectDatedTasks(ctx, MAX_TASKS)
  const known = new Set(found.map(({ id }) => id))
  for (let last = found; last.length > 0; ) {
    const waiting = await selectWaiting(
      ctx,
      last.map(({ id }) => id),
    )
    const others = [...new Set(waiting.map(({ dependsOnTaskId }) => dependsOnTaskId))].filter((id) => !known.has(id))
    last = others.length === 0 ? [] : (await selectOpenTasks(ctx, others)).slice(0, MAX_TASKS)
    for (const task of last) known.add(task.id)
    found.push(...last)
  }
  return found
}

interface Wish {
  request: Omit<PlanRequest, 'taskIds' | 'include'>
  span: Stretch
  timezone: string
  tasks: PlannedTask[]
  extras: Extra[]
  /** Minutes of each task. */
  wanted: Map<string, number>
  replaces: Replaced[]
}

async function propose(ctx: UserCtx, wish: Wish): Promise<ProposalRow> {
  const { request, span, timezone, tasks, extras, wanted, replaces } = wish
  const ids = tasks.map(({ id }) => id)
  const planned =
    ids.length === 0 ? new Map<string, PlannedTime>() : await selectPlannedTime(ctx, ids, ctx.now().toISOString())
  const waiting = ids.length === 0 ? [] : await selectWaiting(ctx, ids)
  const after = Map.groupBy(waiting, ({ taskId }) => taskId)
  const items: PlanItem[] = []
  const done: UnplacedTask[] = []
  for (const task of tasks) {
    const minutes = minutesLeft(task, wanted.get(task.id) ?? request.defaultMinutes, planned.get(task.id)?.minutes ?? 0)
    const waitsFor = (after.get(task.id) ?? []).map(({ dependsOnTaskId }) => dependsOnTaskId)
    if (minutes > 0) items.push(itemOf(task, minutes, waitsFor, timezone))
    else done.push(alreadyPlanned(task))
  }
  const input: PlanInput = {
    ...(await timeOf(ctx, request, span, timezone)),
    ...span,
    items: [...items.map((item) => behind(item, planned, done)), ...extras.map(({ item }) => item)],
  }
  const { blocks, unplaced } = proposalParts(plan(input), subjectsOf(wish))
  return inTransaction(ctx, async (ctx) => {
    await lockFor(ctx, 'schedule.plan')
    await decideProposal(ctx, null, 'superseded')
    const [fromAt, toAt] = [instant(span.from), instant(span.to)]
    const [row] = await ctx.db
      .insert(scheduleProposals)
      .values({
        userId: ctx.actor.id,
        createdAt: ctx.now().toISOString(),
        fromAt,
        toAt,
        blocks,
        unplaced: [...unplaced, ...done],
        replaces,
      })
      .returning()
    return found(row, 'Proposal')
  })
}

const subjectsOf = ({ tasks, extras }: Wish) => [
  ...tasks.map(({ id, title }) => ({ id, title, taskId: id, habitId: null })),
  ...extras.map(({ item, title, habitId }) => ({ id: item.id, title, taskId: null, habitId })),
]

const alreadyPlanned = ({ id, title }: PlannedTask): UnplacedTask => ({
  taskId: id,
  habitId: null,
  title,
  code: 'planned',
  reason: 'The schedule gives it its time already.',
  missingMinutes: 0,
})

/** Of an estimate, what no block gives it yet; without one a task has either its time or none. */
function minutesLeft({ estimateMinutes }: PlannedTask, wanted: number, planned: number): number {
  if (estimateMinutes === null) return planned > 0 ? 0 : wanted
  return Math.max(0, Math.min(wanted, estimateMinutes - planned))
}

/** What has all or some of its time in the schedule already holds others up until the end of that. */
function behind(item: PlanItem, planned: ReadonlyMap<string, PlannedTime>, done: UnplacedTask[]): PlanItem {
  const settled = new Set(done.flatMap(({ taskId }) => taskId ?? []))
  const ends = item.after.flatMap((id) => planned.get(id)?.until ?? [])
  const earliest = ends.length === 0 ? item.earliest : Math.max(item.earliest ?? 0, ...ends)
  return { ...item, earliest, after: item.after.filter((id) => !settled.has(id)) }
}

function itemOf(task: PlannedTask, minutes: number, after: string[], zone: string): PlanItem {
  const dayEnd = (day: string) => epochOf(addDays(day, 1), zone)
  const deadline = task.dueAt !== null ? Date.parse(task.dueAt) : task.dueDate === null ? null : dayEnd(task.dueDate)
  const earliest = task.scheduledDate === null ? null : epochOf(task.scheduledDate, zone)
  return {
    id: task.id,
    minutes,
    priority: Number(task.priority.slice(1)),
    deadline,
    // Whoever has put it on a day after it is due wants it done when it is due.
    earliest: earliest !== null && deadline !== null && earliest >= deadline ? null : earliest,
    energy: task.energy,
    after,
  }
}

/** The first and the last day whose hours may reach into the span. */
function daysOf({ from, to }: Stretch, zone: string): [first: string, last: string] {
  return [addDays(localOf(instant(from), zone).slice(0, 10), -1), localOf(instant(to), zone).slice(0, 10)]
}

const workingIn = (request: Wish['request'], span: Stretch, zone: string): Stretch[] =>
  clipped(hoursBetween(request.workingHours, ...daysOf(span, zone), zone), span.from, span.to)

/** Free time within working hours, and how it is cut. */
async function timeOf(ctx: UserCtx, request: Wish['request'], span: Stretch, zone: string) {
  const edges = { from: instant(span.from), to: instant(span.to) }
  const busy = (await agenda(ctx, edges)).filter((one) => one.busy && !one.completed)
  const taken = busy.map(({ startAt, endAt }) => ({ from: Date.parse(startAt), to: Date.parse(endAt) }))
  return {
    free: without(workingIn(request, span, zone), taken),
    best: hoursBetween([request.bestHours], ...daysOf(span, zone), zone),
    minChunk: request.chunkMinutes.min,
    maxChunk: request.chunkMinutes.max,
    breakMinutes: request.breakMinutes,
  }
}
