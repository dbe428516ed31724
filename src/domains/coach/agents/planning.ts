import { capital, counted, quoted } from '../wording.ts'

interface Planned {
  kind: 'plan' | 'replan'
  blocks: readonly { taskId: string; title: string }[]
  unplaced: readonly { title: string; reason: string }[]
  replaces: number
}

/** What a plan does, in sentences that say what can be seen in it. */
export function explanationOf({ kind, blocks, unplaced, replaces }: Planned): string {
  if (blocks.length === 0 && unplaced.length === 0) return 'Nothing is due that would have to be planned.'
  const tasks = new Set(blocks.map(({ taskId }) => taskId)).size
  const first = blocks[0]
  return [
    ...(first
      ? [
          `${counted(tasks, 'task')} ${tasks === 1 ? 'has' : 'have'} a place in ${counted(blocks.length, 'block')}, beginning with ${quoted(first.title)}.`,
        ]
      : []),
    ...(kind === 'replan' && replaces > 0
      ? [`${counted(replaces, 'missed block')} ${replaces === 1 ? 'goes' : 'go'} when you accept it.`]
      : []),
    ...unplaced.slice(0, 3).map(({ title, reason }) => `${quoted(title)} has no place: ${reason}`),
  ]
    .map(capital)
    .join(' ')
}
