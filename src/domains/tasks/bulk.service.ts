import { inTransaction, type UserCtx } from '#core/ctx.ts'
import { AppError } from '#core/errors.ts'
import { newId } from '#core/ids.ts'
import { parseQuickAdd } from '#core/time/quickadd.ts'
import { userZone } from '#domains/accounts/users.service.ts'
import { gather } from './gathering.ts'
import type { TaskOperation } from './tasks.schema.ts'
import { NewTask } from './tasks.schema.ts'
import { completeTask, createTask, deleteTask, updateTask } from './tasks.service.ts'
import type { TaskRow } from './tasks.tables.ts'

export interface OperationResult {
  op: TaskOperation['op']
  task: TaskRow | null
}

/** All operations in their order, or none of them: the first that fails names its place and undoes the rest. */
export function runTaskBatch(ctx: UserCtx, operations: TaskOperation[]): Promise<OperationResult[]> {
  const ids = operations.flatMap((operation) => ('id' in operation ? [operation.id] : []))
  const joined = operations.map((operation) => fieldsOf(operation) ?? {})
  return inTransaction(ctx, async (ctx) => {
    if (operations.length > 1) await gather(ctx, ids, joined)
    const results: OperationResult[] = []
    for (const [at, operation] of operations.entries()) {
      results.push({ op: operation.op, task: await run(ctx, operation).catch((error: unknown) => named(error, at)) })
    }
    return results
  })
}

async function run(ctx: UserCtx, operation: TaskOperation): Promise<TaskRow | null> {
  if (operation.op === 'create') return createTask(ctx, operation.task)
  if (operation.op === 'update') return updateTask(ctx, operation.id, operation.fields)
  if (operation.op === 'complete') return (await completeTask(ctx, operation.id)).task
  await deleteTask(ctx, operation.id)
  return null
}

function fieldsOf(operation: TaskOperation) {
  if (operation.op === 'create') return operation.task
  return operation.op === 'update' ? operation.fields : undefined
}

function named(error: unknown, at: number): never {
  if (!(error instanceof AppError)) throw error
  const path = `operations.${at}`
  const errors = error.details.errors?.map((one) => ({ ...one, path: `${path}.${one.path}` })) ?? [
    { path, message: error.message },
  ]
  throw new AppError(error.code, `${path}: ${error.message} Nothing was changed.`, { ...error.details, errors })
}

/** Turns one line of text into a task by fixed rules, and says which words it took for what. */
export async function quickAddTask(ctx: UserCtx, text: string) {
  const { timezone, weekStartsOn } = await userZone(ctx)
  const { title, dueDate, dueAt, scheduledDate, recurrence, tags, priority, area, estimateMinutes, understood } =
    parseQuickAdd(text, {
      now: ctx.now().toISOString(),
      zone: timezone,
      weekStartsOn,
    })
  const fields = {
    title,
    dueDate,
    dueAt,
    scheduledDate,
    recurrence,
    tags,
    area,
    estimateMinutes,
    ...(priority && { priority }),
  }
  const task = await createTask(ctx, NewTask.parse(fields), newId())
  return { task, understood }
}
