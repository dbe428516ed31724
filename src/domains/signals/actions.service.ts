import type { UserCtx } from '#core/ctx.ts'
import { AppError } from '#core/errors.ts'
import { derivedId } from '#core/ids.ts'
import { putDayIfUntouched, TOUCHED } from '#domains/habits/guarded-days.service.ts'
import * as metricLogs from '#domains/metrics/logs.service.ts'
import { holdMetric } from '#domains/metrics/metrics.service.ts'
import { createTask, deleteTask, loadTasks, restoreTask } from '#domains/tasks/tasks.service.ts'
import { rounded } from './judging.ts'
import type { SignalRuleRow } from './signals.tables.ts'

/** What a rule made of a day: the item, and the version that it left behind. Another version is somebody else's word. */
export interface Made {
  entity: 'habit_log' | 'metric_log' | 'task'
  id: string
  version: number
}

/** What a day shall have; null is nothing. */
export interface Wanted {
  amount: number | null
  /** When the newest signal ended that led to it. */
  at: string
}

/** What somebody else has said stands. */
export const KEPT = 'kept'

/**
 * Brings what a rule has made of a day to what it shall be, through the services that everybody goes through: so points, streaks, the
 * feed and undo follow. What is not as the rule left it is left alone. Part of the caller's transaction.
 */
export function bring(
  ctx: UserCtx,
  rule: SignalRuleRow,
  day: string,
  wanted: Wanted | null,
  made: Made | null,
): Promise<Made | null | typeof KEPT> {
  if (rule.action === 'tick_habit') return tickHabit(ctx, rule, day, wanted, made)
  if (rule.action === 'log_metric') return logMetric(ctx, rule, day, wanted, made)
  return makeTask(ctx, rule, day, wanted, made)
}

async function tickHabit(ctx: UserCtx, rule: SignalRuleRow, day: string, wanted: Wanted | null, made: Made | null) {
  if (rule.habitId === null) throw gone('habit')
  const amount = wanted?.amount == null ? null : rounded(wanted.amount)
  if (amount !== null && (amount < 0 || amount > 1e12)) throw new AppError('conflict', 'A habit takes no such amount.')
  const said = wanted === null ? null : { state: 'done' as const, amount, note: noteOf(rule) }
  const log = await putDayIfUntouched(ctx, rule.habitId, day, said, made?.version ?? null)
  if (log === TOUCHED) return KEPT
  return log === null ? null : { entity: 'habit_log' as const, id: log.id, version: log.version }
}

/** A value of somebody else's on that day stands alone: the rule adds none to it, and changes its own no more. */
async function logMetric(ctx: UserCtx, rule: SignalRuleRow, day: string, wanted: Wanted | null, made: Made | null) {
  const { metricId } = rule
  if (metricId === null) throw gone('metric')
  await holdMetric(ctx, metricId)
  const { items } = await metricLogs.listLogs(ctx, metricId, { from: day, to: day, order: 'newest', limit: 100 })
  const own = items.find(({ id }) => id === made?.id)
  if (made && own?.version !== made.version) return KEPT
  if (wanted === null) {
    if (made) await metricLogs.deleteLog(ctx, made.id, made.version, metricId)
    return null
  }
  if (items.some((log) => log !== own)) return KEPT
  if (wanted.amount === null) throw new AppError('conflict', 'The condition that gives the value has none on this day.')
  const value = rounded(wanted.amount)
  if (made && own) {
    const change = { value, loggedAt: wanted.at }
    const { id, version } = own.value === value ? own : await metricLogs.updateLog(ctx, made.id, change, made.version)
    return { entity: 'metric_log' as const, id, version }
  }
  const fields = { value, loggedAt: wanted.at, note: noteOf(rule), externalId: `signal:${rule.id}:${day}` }
  const { id, version } = await metricLogs.logMetric(ctx, metricId, fields)
  return { entity: 'metric_log' as const, id, version }
}

/** One task a day. Taken back as long as nobody has touched it, and brought back from the trash if the day is fulfilled again. */
async function makeTask(ctx: UserCtx, rule: SignalRuleRow, day: string, wanted: Wanted | null, made: Made | null) {
  const id = derivedId(rule.id, day, Date.parse(day))
  const [task] = await loadTasks(ctx, [id])
  if (made && task?.version !== made.version) return KEPT
  if (wanted === null) {
    if (made) await deleteTask(ctx, id, made.version)
    return null
  }
  if (task) return made ?? KEPT
  const { version } = await restoreTask(ctx, id).catch((error: unknown) => {
    if (!(error instanceof AppError) || error.code !== 'not_found') throw error
    return createTask(ctx, { title: rule.taskTitle ?? rule.name, dueDate: day }, id)
  })
  return { entity: 'task' as const, id, version }
}

const noteOf = ({ name }: SignalRuleRow) => `By the rule “${name}”`

const gone = (what: string) => new AppError('conflict', `The ${what} of this rule is gone. Give it another.`)
