import Fastify from 'fastify'
import pg from 'pg'
import { newId } from '#core/ids.ts'
import type { Endpoint, Statement } from './lib/statements.ts'

/*
 * What Fastify and pg can do on this machine when nothing else is asked of them: no sign-in, limits, validation, logs,
 * metrics, headers. The SQL is what the app sends, under a name, through a pool of the same size. Answers are the driver's rows
 * through JSON.stringify (BARE_SCHEMA=1: through a response schema with the same fields, which Fastify compiles).
 */

interface Settings {
  url: string
  pool: number
  port: number
  statements: Record<Endpoint, Statement>
}

const { url, pool: max, port, statements } = JSON.parse(process.env.BARE ?? '') as Settings
const pool = new pg.Pool({ connectionString: url, max })
const app = Fastify()

const query = (endpoint: Endpoint, values: unknown[]) => {
  const { name, text } = statements[endpoint]
  return pool.query({ name: name ?? endpoint, text, values })
}
const user = (headers: Record<string, unknown>) => headers['x-user']

app.get<{ Params: { id: string } }>('/tasks/:id', async ({ headers, params }) => {
  const { rows } = await query('get', [user(headers), params.id])
  return rows[0]
})

app.get<{ Querystring: { limit: string } }>('/tasks', async ({ headers, query: { limit } }) => {
  const { rows } = await query('list', [user(headers), Number(limit) + 1])
  return { items: rows }
})

const inserted = insertedColumns(statements.create.text)
app.post<{ Body: Record<string, unknown> }>('/tasks', async ({ headers, body }, reply) => {
  const given: Record<string, unknown> = { ...body, user_id: user(headers), id: newId() }
  const { rows } = await query(
    'create',
    inserted.map((column, index) => given[column] ?? statements.create.values[index]),
  )
  reply.code(201)
  return rows[0]
})

await app.listen({ port, host: '127.0.0.1' })

/** The column that each of `$1, $2, …` is written to. */
function insertedColumns(text: string): string[] {
  const [, columns = '', values = ''] = /\(([^)]*)\) values \(([^)]*)\)/i.exec(text) ?? []
  const names = columns.split(',').map((name) => name.trim().replaceAll('"', ''))
  return values
    .split(',')
    .map((value, index) => ({ value: value.trim(), name: names[index] ?? '' }))
    .filter(({ value }) => value.startsWith('$'))
    .sort((a, b) => Number(a.value.slice(1)) - Number(b.value.slice(1)))
    .map(({ name }) => name)
}
