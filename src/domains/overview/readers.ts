import { toInstant } from '#core/columns.ts'
import type { Dashboard, Today } from './overview.schema.ts'

type TaskLists = NonNullable<Today['tasks']>
type DayTask = TaskLists['due'][number]
export type List = 'overdue' | 'due' | 'scheduled' | 'done'

/** Tasks as the database tells them: its instants are not yet the wire's. */
export interface ListedTasks {
  counts: Partial<Record<List, number>>
  items: (DayTask & { list: List })[]
}

export function listsOf({ counts, items }: ListedTasks): TaskLists {
  const of = (list: List) => items.filter((one) => one.list === list).map(taskOf)
  return {
    counts: countsOf(counts),
    overdue: of('overdue'),
    due: of('due'),
    scheduled: of('scheduled'),
    done: of('done').sort((a, b) => ((a.completedAt ?? '') < (b.completedAt ?? '') ? -1 : 1)),
  }
}

/** What is to be done next: overdue, then due, then planned for the day. */
export function nextOf(listed: ListedTasks, most: number): NonNullable<Dashboard['tasks']> {
  const { counts, overdue, due, scheduled } = listsOf(listed)
  return { counts, next: [...overdue, ...due, ...scheduled].slice(0, most) }
}

const taskOf = (task: DayTask): DayTask => ({
  ...task,
  dueAt: task.dueAt && toInstant(task.dueAt),
  completedAt: task.completedAt && toInstant(task.completedAt),
})

const countsOf = (counts: ListedTasks['counts']) => ({ overdue: 0, due: 0, scheduled: 0, done: 0, ...counts })

type AgendaItem = NonNullable<Today['agenda']>['items'][number]

interface Block {
  id: string
  occurrence: string
  title: string
  startAt: string
  endAt: string
  local: string
  completed: boolean
}

interface Ring {
  id: string
  occurrence: string
  title: string
  at: string
  local: string
  state: string
}

/** Blocks and reminders in one line, by their time. */
export function agendaOf(blocks: Block[], rings: Ring[], now: string): AgendaItem[] {
  const items: AgendaItem[] = [
    ...blocks.map(({ id, occurrence, title, startAt, endAt, local, completed }) => {
      const state = completed ? 'done' : endAt <= now ? 'past' : startAt <= now ? 'now' : 'coming'
      return { kind: 'block' as const, id, occurrence, title, startAt, endAt, local, state }
    }),
    ...rings.map(({ at, ...ring }) => ({ kind: 'reminder' as const, ...ring, startAt: at, endAt: null })),
  ]
  return items.sort((a, b) => (a.startAt === b.startAt ? (a.id < b.id ? -1 : 1) : a.startAt < b.startAt ? -1 : 1))
}
