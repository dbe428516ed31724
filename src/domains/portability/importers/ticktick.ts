import { canonicalRule } from '#core/time/rrule.ts'
import { dayOf, isZone } from '#core/time/zones.ts'
import { fitted, idsOf, MAX_STEPS, type Plan, type Reader, type Row, rowsOf, type Step } from './plan.ts'

/**
 * Reads the backup that TickTick makes as CSV: a few lines about the file, then `"Folder Name","List Name","Title",…` with a task a row. A list
 * becomes a project, a column of a board and the tags become tags, subtasks hang on their parents, and repeats are rules already.
 */
export function planTickTick(text: string, reader: Reader): Plan {
  const plan: Plan = { steps: [], problems: [] }
  const idOf = idsOf(reader, 'ticktick')
  const projects = new Map<string, Step>()
  const tasks = new Map<string, Step>()
  const parents = new Map<Step, string>()
  for (const row of rowsOf(text, 'Title', reader.name)) {
    if (row.cell('Title') === '') continue
    const list = row.cell('List Name')
    if (list !== '' && !projects.has(list)) projects.set(list, projectOf(list, row, idOf, reader))
    const project = projects.get(list)
    const task = taskOf(row, idOf(row.cell('taskId') || `${list}\n${row.cell('Title')}`), reader, plan)
    if (project) task.input.projectIds = [project.id]
    tasks.set(row.cell('taskId') || task.id, task)
    if (row.cell('parentId') !== '') parents.set(task, row.cell('parentId'))
    if (tasks.size >= MAX_STEPS) break
  }
  for (const [task, parent] of parents) task.input.parentTaskId = tasks.get(parent)?.id ?? null
  plan.steps.push(...projects.values(), ...parentsFirst([...tasks.values()]))
  return plan
}

const projectOf = (name: string, row: Row, idOf: (key: string) => string, { name: where }: Reader): Step => ({
  where,
  line: row.line,
  entity: 'project',
  id: idOf(`project ${name}`),
  input: { name: name.slice(0, 500) },
})

function parentsFirst(tasks: Step[]): Step[] {
  const byId = new Map(tasks.map((task) => [task.id, task]))
  const ordered = new Set<Step>()
  const add = (task: Step, below: ReadonlySet<Step>) => {
    const parent = byId.get(String(task.input.parentTaskId))
    // A circle is cut where it closes.
    if (parent && below.has(parent)) task.input.parentTaskId = null
    else if (parent) add(parent, new Set([...below, task]))
    ordered.add(task)
  }
  for (const task of tasks) add(task, new Set([task]))
  return [...ordered]
}

function taskOf(row: Row, id: string, reader: Reader, plan: Plan): Step {
  const zone = isZone(row.cell('Timezone')) ? row.cell('Timezone') : reader.zone
  const tags = [...row.cell('Tags').split(','), row.cell('Column Name')].map((tag) => tag.trim().slice(0, 50))
  const isDone = ['1', '2'].includes(row.cell('Status'))
  const due = instantOf(row.cell('Due Date') || row.cell('Start Date'))
  const start = instantOf(row.cell('Start Date'))
  const isDay = row.cell('Is All Day').toLowerCase() === 'true'
  const completedAt = instantOf(row.cell('Completed Time'))
  const input: Step['input'] = {
    title: row.cell('Title').slice(0, 500),
    description: fitted(row.cell('Content').replaceAll('\r', '\n'), 10_000),
    priority: PRIORITIES[row.cell('Priority')] ?? 'p4',
    tags: [...new Set(tags.filter((tag) => tag !== ''))].slice(0, 30),
    ...(due !== null && (isDay ? { dueDate: dayOf(due, zone) } : { dueAt: due })),
    ...(start !== null && start !== due && { scheduledDate: dayOf(start, zone) }),
    // “Won’t do” in newer versions.
    ...(row.cell('Status') === '-1' && { status: 'cancelled' }),
    ...(isDone && { status: 'done', ...(completedAt !== null && { completedAt }) }),
  }
  const rule = row.cell('Repeat')
  if (rule !== '' && !isDone && due !== null) {
    const rrule = ruleOf(rule)
    if (rrule === null)
      plan.problems.push({ where: reader.name, line: row.line, message: `Repeat: ${rule.slice(0, 100)}` })
    else input.recurrence = { rrule, anchor: 'due' }
  }
  return { where: reader.name, line: row.line, entity: 'task', id, input }
}

const PRIORITIES: Record<string, string> = { '5': 'p1', '3': 'p2', '1': 'p3', '0': 'p4' }

/** `2026-03-01T09:00:00+0000` */
function instantOf(text: string): string | null {
  const time = Date.parse(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'))
  return text === '' || Number.isNaN(time) ? null : new Date(time).toISOString()
}

/** TickTick's own additions (`TT_SKIP=…`) are no part of RFC 5545. */
function ruleOf(text: string): string | null {
  const parts = text.replace(/^RRULE:/i, '').split(';')
  try {
    return canonicalRule(parts.filter((part) => part !== '' && !part.startsWith('TT_')).join(';'))
  } catch {
    return null
  }
}
