import { Column, getTableColumns, type InferSelectModel, is, Param, Placeholder, type SQL } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import pg from 'pg'
import { type Db, hot, poolBehind } from './db.ts'

/** What the query builder makes of a statement that answers whole rows. */
export interface Built<Row> {
  toSQL(): { sql: string; params: unknown[] }
  prepare(name: string): { execute(values: Record<string, unknown>): Promise<Row[]> }
}

/**
 * `hot` for statements that answer whole rows of one table, in the order of its columns: the ones that every list and every item
 * go through. The text, the parameters and the meaning of each column are the query builder's. On a pool the rows are read with
 * a function compiled for that table, and the database is asked only once a connection how they look; a transaction, an attributed
 * write and the embedded database take the builder's own way. An item costs the server two thirds of what it costs there, a page
 * of fifty six tenths.
 */
export function hotRows<P extends Record<string, unknown>, T extends PgTable>(
  name: string,
  table: T,
  build: (db: Db) => Built<InferSelectModel<T>>,
): (db: Db, values: P) => Promise<InferSelectModel<T>[]> {
  return hotFields<P, InferSelectModel<T>>(name, getTableColumns(table), build)
}

/** The same of chosen fields, of however many tables: columns, and expressions of types that the driver reads by itself. */
export function hotFields<P extends Record<string, unknown>, Row>(
  name: string,
  fields: Record<string, Column | SQL>,
  build: (db: Db) => Built<Row>,
): (db: Db, values: P) => Promise<Row[]> {
  const plain = hot<P, Row[]>((db) => build(db).prepare(name))
  const plans = new WeakMap<pg.Pool, Plan<Row>>()
  return (db, values) => {
    const { pool, isAttributed } = poolBehind(db) ?? {}
    if (pool === undefined) return plain(db, values)
    const plan = plans.get(pool) ?? planOf<Row>(name, fields, build(db).toSQL())
    plans.set(pool, plan)
    if (isAttributed && !plan.isRead) return plain(db, values)
    const given = plan.params.map((param) => param(values))
    // The pool hands on what the query calls back with.
    return pool.query(new RowsQuery(plan, given)) as unknown as Promise<Row[]>
  }
}

type Fields = (string | null)[]
type Reader<Row> = (fields: Fields) => Row

interface Plan<Row> {
  name: string
  text: string
  isRead: boolean
  params: ((values: Record<string, unknown>) => string | null)[]
  columns: [name: string, field: Column | SQL][]
  /** By the types that the database answered with. */
  readers: Map<string, Reader<Row>>
  /** A prepared statement cannot change its types, so one look per connection is enough. */
  known: WeakMap<Connection, Reader<Row>>
}

function planOf<Row>(
  name: string,
  fields: Record<string, Column | SQL>,
  built: { sql: string; params: unknown[] },
): Plan<Row> {
  return {
    name,
    text: built.sql,
    isRead: /^select\b/i.test(built.sql),
    params: built.params.map(parameter),
    columns: Object.entries(fields),
    readers: new Map(),
    known: new WeakMap(),
  }
}

/** The part of pg's connection that a query of one's own speaks to; pg-cursor and its kind use the same. */
interface Connection {
  stream: { cork(): void; uncork(): void }
  parsedStatements: Record<string, string | undefined>
  submittedNamedStatements: Record<string, string | undefined>
  parse(message: { name: string; text: string }): void
  bind(message: { statement: string; values: (string | null)[] }): void
  describe(message: { type: 'P' }): void
  execute(message: object): void
  sync(): void
}

/** One execution of a plan, as pg's client runs it: the messages of any named statement, less the description when it is known. */
class RowsQuery<Row> {
  readonly name: string
  readonly text: string
  /** Set by the client. */
  callback: ((error: unknown, rows?: Row[]) => void) | undefined
  private readonly plan: Plan<Row>
  private readonly values: (string | null)[]
  private readonly rows: Row[] = []
  private connection: Connection | undefined
  private read: Reader<Row> | undefined
  private failure: unknown

  constructor(plan: Plan<Row>, values: (string | null)[]) {
    this.name = plan.name
    this.text = plan.text
    this.plan = plan
    this.values = values
  }

  submit(wire: pg.Connection): Error | null {
    const connection = wire as unknown as Connection // it is more than its types say
    const { name, text, values } = this
    const parsed = connection.parsedStatements[name] ?? connection.submittedNamedStatements[name]
    if (parsed !== undefined && parsed !== text) return new Error(`Two statements are named ${name}`)
    this.connection = connection
    this.read = this.plan.known.get(connection)
    connection.stream.cork()
    if (parsed === undefined) {
      connection.parse({ name, text })
      connection.submittedNamedStatements[name] = text
    }
    connection.bind({ statement: name, values })
    if (this.read === undefined) connection.describe({ type: 'P' })
    connection.execute({})
    connection.sync()
    connection.stream.uncork()
    return null
  }

  handleRowDescription({ fields }: { fields: { dataTypeID: number }[] }) {
    const types = fields.map((field) => field.dataTypeID)
    const { readers, known, columns } = this.plan
    const read = readers.get(types.join()) ?? compile<Row>(columns, types)
    readers.set(types.join(), read)
    if (this.connection) known.set(this.connection, read)
    this.read = read
  }

  handleDataRow({ fields }: { fields: Fields }) {
    try {
      if (this.read) this.rows.push(this.read(fields))
    } catch (error) {
      this.failure ??= error
    }
  }

  handleReadyForQuery() {
    if (this.failure === undefined) this.callback?.(null, this.rows)
    else this.callback?.(this.failure)
  }

  handleError(error: unknown) {
    this.callback?.(error)
  }

  handleCommandComplete() {}
  handleEmptyQuery() {}
  handlePortalSuspended() {}
  handleCopyInResponse() {}
  handleCopyData() {}
}

/** How a parameter is taken from the values, found out once: the builder's `fillPlaceholders` asks every time. */
function parameter(param: unknown): (values: Record<string, unknown>) => string | null {
  if (is(param, Placeholder)) return (values) => written(named(values, param.name))
  if (!is(param, Param) || !is(param.value, Placeholder)) return () => written(param)
  const { encoder, value } = param
  return (values) => written(encoder.mapToDriverValue(named(values, value.name)))
}

function named(values: Record<string, unknown>, name: string): unknown {
  const value = values[name]
  if (value === undefined) throw new TypeError(`A hot statement was given no value for ${name}`)
  return value
}

/** As text, in which PostgreSQL takes a value of any type. The builder's encoders have made text of everything but these. */
function written(value: unknown): string | null {
  if (value === null || typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') return String(value)
  throw new TypeError(`A parameter of a hot statement is neither text nor a number: ${typeof value}`)
}

/** The types that the query builder's columns read from text themselves: days, instants, intervals, and arrays of these. */
const TEXT = new Set([1082, 1114, 1184, 1186, 1115, 1182, 1185, 1187, 1231])
const asIs = pg.types.getTypeParser(pg.types.builtins.TEXT)

/**
 * A function with one literal of all columns: ten times faster than filling an object key by key, because every row has the
 * same shape from the start. Only field names of our own tables enter its text.
 */
function compile<Row>(columns: [string, Column | SQL][], types: number[]): Reader<Row> {
  const decoders = columns.map(([, column], at) => decoderOf(column, types[at] ?? 0))
  const fields = columns.map(([name], at) => {
    const value = decoders[at] === null ? `v[${at}]` : `v[${at}] === null ? null : d[${at}](v[${at}])`
    return `${JSON.stringify(name)}: ${value}`
  })
  return new Function('d', `return (v) => ({ ${fields.join(', ')} })`)(decoders) as Reader<Row>
}

/** What the driver and then the column make of the text; null when both leave it alone. */
function decoderOf(column: Column | SQL, type: number): ((text: string) => unknown) | null {
  const parse = TEXT.has(type) ? asIs : pg.types.getTypeParser(type)
  if (!is(column, Column)) return parse === asIs ? null : parse
  const decodes = column.mapFromDriverValue !== Column.prototype.mapFromDriverValue
  if (parse === asIs) return decodes ? (text) => column.mapFromDriverValue(text) : null
  return decodes ? (text) => column.mapFromDriverValue(parse(text)) : parse
}
