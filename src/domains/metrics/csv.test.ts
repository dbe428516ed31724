import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Body, type Caller, sharedApp, type TestApp } from '#test/harness.ts'
import { readCsv } from './csv.ts'

let app: TestApp
before(async () => {
  app = await sharedApp()
})
after(() => app.close())

const made = async (by: Caller): Promise<string> => (await by.post('/metrics', { name: 'Weight' })).body.id
const send = (by: Caller, id: string, payload: string, query = '') =>
  app.call({
    method: 'POST',
    url: `/api/metrics/${id}/logs.csv${query}`,
    payload,
    headers: { authorization: `Bearer ${by.token}`, 'content-type': 'text/csv' },
  })
const logs = async (by: Caller, id: string): Promise<Body[]> =>
  (await by.get(`/metrics/${id}/logs?order=oldest`)).body.items

test('times are instants, or the wall clock and the days of the zone', () => {
  const at = (text: string) => {
    const [row] = readCsv(`value,date\n1,${text}\n`, 'America/New_York')
    assert.ok(row)
    return 'log' in row ? row.log.loggedAt : row.refused
  }
  assert.equal(at('2025-03-01T07:00:00Z'), '2025-03-01T07:00:00.000Z')
  assert.equal(at('2025-03-01 07:00:00+01:00'), '2025-03-01T06:00:00.000Z')
  assert.equal(at('2025-03-01T07:00'), '2025-03-01T12:00:00.000Z')
  assert.equal(at('2025-03-01 07:00:05'), '2025-03-01T12:00:05.000Z')
  assert.equal(at('2025-07-01'), '2025-07-01T16:00:00.000Z')
  assert.equal(at('2025-03-09T02:30'), '2025-03-09T07:30:00.000Z')
  assert.match(String(at('01.03.2025')), /not a day/)
  assert.match(String(at('2025-02-30')), /not a day/)
})

test('columns may stand in any order and spelling, parted by semicolons with decimal commas, and be quoted', () => {
  const text =
    '\uFEFFNotes;"External ID";Value;Logged_At\r\n"a ""b""; c";x1;72,4;2025-03-01T00:00:00Z\r\n\r\n;;-1e2;\r\n'
  const rows = readCsv(text, 'UTC')
  assert.deepEqual(rows[0], {
    line: 2,
    log: { value: 72.4, loggedAt: '2025-03-01T00:00:00.000Z', note: 'a "b"; c', externalId: 'x1' },
  })
  assert.deepEqual(rows[1], { line: 4, log: { value: -100 } })
})

test('a first line may name what parts the columns, and a column of days that nobody knows is refused, not taken for now', () => {
  const [row] = readCsv('sep=;\r\nvalue;date\r\n1,5;2025-03-01\r\n', 'UTC')
  assert.deepEqual(row, { line: 3, log: { value: 1.5, loggedAt: '2025-03-01T12:00:00.000Z' } })
  assert.throws(() => readCsv('Datum;Value\n2025-03-01;70\n', 'UTC'), /No column says when.*'Datum'/)
  assert.equal(readCsv('value,note\n70,x\n', 'UTC').length, 1)
})

test('each row comes in or says why not, and reading the file again doubles nothing', async () => {
  const ann = await app.as()
  const id = await made(ann)
  const file =
    'value,loggedAt,externalId\n1,2025-01-01,a\nmany,2025-01-02,b\n3,2025-01-03,a\n4,2999-01-01,c\n1e999,2025-01-04,d\n5,2025-01-05,e\n'
  const { status, body } = await send(ann, id, file)
  assert.equal(status, 200, JSON.stringify(body))
  assert.deepEqual(
    body.results.map((row: Body) => [row.line, row.status]),
    [
      [2, 'superseded'],
      [3, 'refused'],
      [4, 'created'],
      [5, 'refused'],
      [6, 'refused'],
      [7, 'created'],
    ],
  )
  assert.deepEqual([body.created, body.updated, body.superseded, body.refused], [2, 0, 1, 3])
  const { body: again } = await send(ann, id, file)
  assert.deepEqual([again.created, again.updated], [0, 2])
  assert.deepEqual(
    (await logs(ann, id)).map(({ value }) => value),
    [3, 5],
  )
})

test('a dry run says what would happen and changes nothing', async () => {
  const ann = await app.as()
  const id = await made(ann)
  await ann.post(`/metrics/${id}/logs`, { value: 1, externalId: 'a', loggedAt: '2025-01-01T00:00:00Z' })
  const file = 'value,loggedAt,externalId\n2,2025-01-01,a\n3,2025-01-02,b\n'
  const { body } = await send(ann, id, file, '?dryRun=true')
  assert.deepEqual([body.dryRun, body.created, body.updated], [true, 1, 1])
  assert.deepEqual(
    body.results.map((row: Body) => row.id === null),
    [false, true],
  )
  assert.deepEqual(
    (await logs(ann, id)).map(({ value }) => value),
    [1],
  )
  assert.equal((await ann.get(`/metrics/${id}`)).body.logCount, 1)
})

test('what is exported can be read back without doubling or losing anything, formulas included', async () => {
  const ann = await app.as()
  const id = await made(ann)
  await ann.post(`/metrics/${id}/logs`, {
    logs: [
      { value: 0.1 + 0.2, loggedAt: '2025-01-01T00:00:00.123Z', note: '=cmd(), "quoted"\nand more' },
      { value: -1e-7, loggedAt: '2025-01-02T00:00:00Z', externalId: '-x' },
    ],
  })
  const before = await logs(ann, id)
  const { headers, body: file } = await ann.get(`/metrics/${id}/logs.csv`)
  assert.match(String(headers['content-type']), /^text\/csv/)
  assert.ok(!/^[^"]*,"?=cmd/m.test(file), file)
  assert.ok(file.includes("'=cmd()"))
  const { body } = await send(ann, id, file)
  assert.deepEqual([body.updated, body.created, body.refused], [2, 0, 0], JSON.stringify(body))
  const facts = ({ id, value, loggedAt, note }: Body) => ({ id, value, loggedAt, note })
  assert.deepEqual((await logs(ann, id)).map(facts), before.map(facts))
  const other = await made(ann)
  assert.equal((await send(ann, other, file)).body.created, 2)
})

test('of rows with one external id the last in the file wins, however far apart they are', async () => {
  const ann = await app.as()
  const id = await made(ann)
  const row = (i: number) => `${i},2025-01-01T00:00:00Z,${i % 1_100 === 0 ? 'same' : i}\n`
  const { body } = await send(
    ann,
    id,
    `value,loggedAt,externalId\n${Array.from({ length: 1_101 }, (_, i) => row(i)).join('')}`,
  )
  assert.deepEqual([body.superseded, body.created, body.results[0].status], [1, 1_100, 'superseded'])
  assert.equal(body.results[0].id, body.results[1_100].id)
  assert.equal((await ann.get(`/metrics/${id}`)).body.logCount, 1_100)
})

test('thousands of logs go out in the order of time, each once', async () => {
  const ann = await app.as()
  const id = await made(ann)
  const day = (i: number) => new Date(Date.parse('2000-01-01T00:00:00Z') + (i % 2_400) * 86_400_000).toISOString()
  const file = `value,loggedAt\n${Array.from({ length: 2_500 }, (_, i) => `${i},${day(i)}\n`).join('')}`
  const { body } = await send(ann, id, file)
  assert.equal(body.created, 2_500)
  const { body: out } = await ann.get(`/metrics/${id}/logs.csv`)
  const lines = out.trim().split('\n').slice(1)
  const times = lines.map((line: string) => line.slice(0, 24))
  assert.deepEqual(times, times.toSorted())
  assert.equal(new Set(lines.map((line: string) => line.split(',')[1])).size, 2_500)
  const { body: some } = await ann.get(`/metrics/${id}/logs.csv?from=2000-01-02&to=2000-01-03`)
  assert.equal(some.trim().split('\n').length, 1 + 4)
})

test('what is no CSV, has no value column, is empty or somebody else’s is refused', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  const id = await made(ann)
  for (const file of ['when,what\n1,2\n', 'value\n"open', '\n'])
    assert.equal((await send(ann, id, file)).status, 400, file)
  assert.equal((await send(ann, id, `value\n${'1\n'.repeat(10_001)}`)).status, 400)
  assert.equal((await send(bob, id, 'value\n1\n')).status, 404)
  assert.equal((await bob.get(`/metrics/${id}/logs.csv`)).status, 404)
  assert.equal((await ann.post(`/metrics/${id}/logs.csv`, { csv: 'value\n1\n' })).status, 200)
  // Before the file begins, not in the middle of it.
  for (const edge of ['from=0000-01-01', 'to=9999-12-31', 'from=0000-01-01T00:00:00Z']) {
    const { status, body } = await ann.get(`/metrics/${id}/logs.csv?${edge}`)
    assert.deepEqual([status, body.errors?.[0]?.path], [400, edge.split('=')[0]], edge)
  }
})
