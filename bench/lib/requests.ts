import type { Target } from './load.ts'
import type { Person } from './people.ts'
import type { Endpoint } from './statements.ts'

/** The body of every POST, on every side. */
export const NEW_TASK = {
  title: 'Buy paint for the garden door',
  description: 'Dark green, weatherproof, a litre is enough',
  area: 'health',
  priority: 'p2',
}

/** Tasks read of each person; requests walk through all people before they come back to the first. */
const EACH = 8

/** The same requests for any side: only the way to say who asks, and what stands before the path, differ. */
export function targetsFor(
  endpoint: Endpoint,
  people: Person[],
  base: string,
  header: (index: number) => Target['header'],
): Target[] {
  return Array.from({ length: EACH }, (_, round) =>
    people.map((person, index): Target => {
      const taskId = person.taskIds[(round * 7_919) % person.taskIds.length]
      const common = { header: header(index) }
      if (endpoint === 'get') return { ...common, method: 'GET', path: `${base}/tasks/${taskId}` }
      if (endpoint === 'list') return { ...common, method: 'GET', path: `${base}/tasks?limit=50` }
      return { ...common, method: 'POST', path: `${base}/tasks`, body: NEW_TASK }
    }),
  ).flat()
}
