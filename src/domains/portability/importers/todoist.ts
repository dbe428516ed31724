import { parseWhen, type When } from '#core/time/when.ts'
import { isZone } from '#core/time/zones.ts'
import { fitted, idsOf, MAX_STEPS, type Plan, type Reader, type Row, rowsOf, type Step } from './plan.ts'

/**
 * Reads a project that Todoist exported as CSV: `TYPE,CONTENT,DESCRIPTION,PRIORITY,INDENT,…,DATE,DATE_LANG,TIMEZONE` with tasks, sections and
 * comments ("notes") line by line. The file's name is the project's. A section becomes a tag, an indented task hangs on the one above
 * it, a comment goes to the description, and dates are read as words: what is not understood stays in the description and is told.
 */
export function planTodoist(text: string, reader: Reader): Plan {
  const plan: Plan = { steps: [], problems: [] }
  const idOf = idsOf(reader, 'todoist')
  const name = projectOf(reader.name)
  const project: Step = {
    where: reader.name,
    line: null,
    entity: 'project',
    id: idOf(`project ${name}`),
    input: { name },
  }
  plan.steps.push(project)
  let section: string | null = null
  let above: Step[] = []
  for (const row of rowsOf(text, 'CONTENT', reader.name)) {
    const type = row.cell('TYPE').toLowerCase()
    const content = row.cell('CONTENT')
    if (type === 'section') [section, above] = [content, []]
    else if (type === 'note') comment(above.at(-1), content)
    if (type !== 'task' || content === '') continue
    const depth = Math.min(Math.max(1, Number(row.cell('INDENT')) || 1), above.length + 1)
    above = above.slice(0, depth - 1)
    const path = [section ?? '', ...above.map(({ input }) => String(input.title)), content].join('\n')
    const task = taskOf(row, idOf(`${name}\n${path}`), { plan, reader, section })
    task.input.projectIds = [project.id]
    const parent = above.at(-1)
    if (parent) task.input.parentTaskId = parent.id
    above.push(task)
    if (plan.steps.push(task) > MAX_STEPS) break
  }
  return plan
}

/** `Inbox [2203306141].csv`: Todoist adds its own number to the files of a backup. */
const projectOf = (name: string) =>
  name
    .replace(/\.csv$/i, '')
    .replace(/\s*\[[\w-]+\]$/, '')
    .trim()
    .slice(0, 500) || 'Todoist'

function comment(task: Step | undefined, text: string) {
  if (!task || text === '') return
  const description = [task.input.description, text].filter(Boolean).join('\n\n')
  task.input.description = description.slice(0, 10_000)
}

interface Around {
  plan: Plan
  reader: Reader
  section: string | null
}

function taskOf(row: Row, id: string, { plan, reader, section }: Around): Step {
  const { title, tags } = labelled(row.cell('CONTENT'))
  const input: Step['input'] = {
    title: title.slice(0, 500),
    description: fitted(row.cell('DESCRIPTION'), 10_000),
    priority: PRIORITIES[row.cell('PRIORITY')] ?? 'p4',
    tags: [...new Set([...(section ? [section.trim().slice(0, 50)] : []), ...tags])].slice(0, 30),
  }
  const minutes = Number(row.cell('DURATION'))
  if (minutes > 0 && row.cell('DURATION_UNIT') !== 'day') input.estimateMinutes = Math.min(Math.round(minutes), 100_000)
  const task: Step = { where: reader.name, line: row.line, entity: 'task', id, input }
  const zone = isZone(row.cell('TIMEZONE')) ? row.cell('TIMEZONE') : reader.zone
  /** What is not understood stays in the description as it was written, and is told. */
  const whenOf = (label: string, words: string): When | null => {
    if (words === '') return null
    const when = parseWhen(words.replace(/every!/i, 'every'), { now: reader.now, zone })
    if (when.date !== null || when.at !== null) return when
    comment(task, `${label}: ${words}`)
    const message = `“${words.slice(0, 100)}” is not understood as a date.`
    plan.problems.push({ where: reader.name, line: row.line, message })
    return null
  }
  const date = whenOf('Due', row.cell('DATE'))
  if (date) Object.assign(input, dueOf(date, row.cell('DATE')))
  const deadline = whenOf('Deadline', row.cell('DEADLINE'))
  if (deadline) meetDeadline(task, deadline, row.cell('DEADLINE'))
  return task
}

/** A task with a deadline is due then, and was planned for its date. One that repeats keeps its date: its rule counts from there. */
function meetDeadline(task: Step, { date }: When, words: string) {
  const { input } = task
  if (date === null || input.recurrence) return comment(task, `Deadline: ${words}`)
  const planned = input.dueDate ?? (typeof input.dueAt === 'string' ? input.dueAt.slice(0, 10) : undefined)
  delete input.dueAt
  Object.assign(input, { dueDate: date, ...(planned !== undefined && { scheduledDate: planned }) })
}

/** In the file 1 is the most urgent. */
const PRIORITIES: Record<string, string> = { '1': 'p1', '2': 'p2', '3': 'p3', '4': 'p4' }

/** `every! 3 days` counts from the day it was done. */
function dueOf(when: When, words: string): Record<string, unknown> {
  const due = when.at === null ? { dueDate: when.date } : { dueAt: when.at }
  if (when.recurrence === null) return due
  return { ...due, recurrence: { ...when.recurrence, ...(/every!/i.test(words) && { anchor: 'completion' }) } }
}

/** Labels stand in the text as `@home`. */
function labelled(content: string): { title: string; tags: string[] } {
  const tags = [...content.matchAll(/(?:^|\s)@([\p{L}\p{N}_-]{1,50})/gu)].map(([, tag = '']) => tag)
  const title = content.replaceAll(/(?:^|\s)@[\p{L}\p{N}_-]{1,50}/gu, '').trim()
  return title === '' ? { title: content, tags } : { title, tags }
}
