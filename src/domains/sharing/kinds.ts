export const SHAREABLE = ['reminder', 'note', 'habit', 'goal', 'task', 'project'] as const
export type Shareable = (typeof SHAREABLE)[number]

export const ACCESS = ['view', 'comment', 'edit'] as const
export type Access = (typeof ACCESS)[number]

/** Whether somebody with this access may do what needs that one. */
export const reaches = (access: Access, needed: Access): boolean => ACCESS.indexOf(access) >= ACCESS.indexOf(needed)

/** Figures of a habit that a friend may compare theirs with. */
export const FIGURES = [
  'currentStreak',
  'longestStreak',
  'completionRate',
  'strength',
  'total',
  'last7Days',
  'last30Days',
] as const
export type Figure = (typeof FIGURES)[number]

interface Kind {
  /** Always shown. */
  title: string
  /** What can be agreed on. Never what names other items of the owner. */
  fields: readonly string[]
  /** What is agreed on where nobody says otherwise. */
  usual: readonly string[]
}

const NOTE = ['content', 'summary', 'area', 'tags', 'sourceUrl', 'transcript']
const REMINDER = ['note', 'when', 'recurrence', 'leadMinutes', 'priority', 'category', 'status']
const HABIT = ['description', 'kind', 'area', 'schedule', 'target', 'intent', 'cue', 'routine', 'reward', 'startDate']
const GOAL = [
  'description',
  'notes',
  'area',
  'timeHorizon',
  'priority',
  'status',
  'startDate',
  'targetDate',
  'completedAt',
  'tags',
  'progress',
]
const TASK = [
  'description',
  'area',
  'priority',
  'status',
  'energy',
  'dueDate',
  'dueAt',
  'scheduledDate',
  'estimateMinutes',
  'tags',
  'completedAt',
]
const PROJECT = [
  'description',
  'notes',
  'area',
  'priority',
  'status',
  'impact',
  'startDate',
  'targetDate',
  'completedAt',
  'tags',
  'progress',
  'taskCount',
  'completedTaskCount',
]

/** Of what a friend keeps somebody to, little is shown unless more is agreed on; the rest is shared whole. */
export const KINDS: Record<Shareable, Kind> = {
  note: { title: 'title', fields: NOTE, usual: NOTE },
  reminder: { title: 'title', fields: REMINDER, usual: REMINDER },
  habit: {
    title: 'name',
    fields: [...HABIT, ...FIGURES],
    usual: ['kind', 'schedule', 'target', 'currentStreak', 'completionRate', 'last7Days'],
  },
  goal: { title: 'title', fields: GOAL, usual: ['timeHorizon', 'status', 'targetDate', 'progress', 'completedAt'] },
  task: { title: 'title', fields: TASK, usual: TASK },
  project: { title: 'name', fields: PROJECT, usual: PROJECT },
}

/** The fields of an item that the other side may see. */
export function agreed(kind: Shareable, fields: readonly string[], item: object): Record<string, unknown> {
  const wanted = [KINDS[kind].title, ...fields].filter((name) => name in item)
  return Object.fromEntries(wanted.map((name) => [name, item[name as keyof typeof item]]))
}

export const titleOf = (kind: Shareable, item: object): string =>
  String((item as Record<string, unknown>)[KINDS[kind].title] ?? '').slice(0, 500)

/** What can be found of a shared item: texts among the agreed fields. */
export function textOf(kind: Shareable, fields: readonly string[], item: object): string | null {
  const shown = agreed(kind, fields, item)
  const texts = ['content', 'summary', 'transcript', 'description', 'notes', 'note', 'tags'].flatMap((name) => {
    const value = shown[name]
    return Array.isArray(value) ? value.join(' · ') : typeof value === 'string' ? value : []
  })
  return texts.filter((text) => text !== '').join('\n\n') || null
}
