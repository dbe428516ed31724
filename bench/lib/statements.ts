import { AsyncLocalStorage } from 'node:async_hooks'
import pg from 'pg'
import { openPostgres } from '#core/db.ts'
import { startApp } from '#test/harness.ts'
import { NEW_TASK } from './requests.ts'

export interface Statement {
  /** Undefined when it was not sent as a named prepared statement. */
  name: string | undefined
  text: string
  values: unknown[]
}

export const ENDPOINTS = ['get', 'list', 'create'] as const
export type Endpoint = (typeof ENDPOINTS)[number]

/** Every SQL statement that the app really sends while it answers each of the three requests, BEGIN and COMMIT included. */
export async function statementsOf(url: string): Promise<Record<Endpoint, Statement[]>> {
  const observed = observeClients()
  const app = await startApp({ database: openPostgres(url, 4, () => {}), env: { ROLE: 'web' } })
  const person = await app.as()
  const { body: task } = await person.post('/tasks', NEW_TASK)
  const during = async (send: () => Promise<{ status: number }>) => {
    const sent: Statement[] = []
    const { status } = await observed.run(sent, send)
    if (status >= 300) throw new Error(`A request answered ${status}`)
    return sent
  }
  const seen = {
    get: await during(() => person.get(`/tasks/${task.id}`)),
    list: await during(() => person.get('/tasks?limit=50')),
    create: await during(() => person.post('/tasks', NEW_TASK)),
  }
  await app.close()
  return seen
}

/** Below pool and transactions, and bound to the request: what runs in the background meanwhile is not counted. */
function observeClients(): AsyncLocalStorage<Statement[]> {
  const requests = new AsyncLocalStorage<Statement[]>()
  const query = pg.Client.prototype.query as (...args: unknown[]) => unknown
  const observing = function (this: pg.Client, ...args: unknown[]) {
    const [sent, given] = args as [string | Sent, unknown]
    const { name, text, values = [] } = typeof sent === 'string' ? { text: sent } : sent
    requests.getStore()?.push({ name, text, values: Array.isArray(given) ? given : values })
    return query.apply(this, args)
  }
  Object.assign(pg.Client.prototype, { query: observing })
  return requests
}

/** A configuration, or a query of its own class: both say these. */
interface Sent {
  name?: string
  text: string
  values?: unknown[]
}
