import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createBulkhead } from './bulkhead.ts'

/** Works that end when told to. */
function works() {
  const started: number[] = []
  const ends: ((error?: Error) => void)[] = []
  const work = (id: number) => () => {
    started.push(id)
    return new Promise<number>((resolve, reject) => {
      ends[id] = (error) => (error ? reject(error) : resolve(id))
    })
  }
  return { started, ends, work }
}

test('only so many run at once, the others wait in order, and who finds the line full is refused at once', async () => {
  const { started, ends, work } = works()
  const bulkhead = createBulkhead(2, 2)
  const runs = [0, 1, 2, 3].map((id) => bulkhead(work(id)))
  await assert.rejects(bulkhead(work(9)), { code: 'unavailable', details: { retryAfterSeconds: 5 } })
  assert.deepEqual(started, [0, 1])
  ends[1]?.()
  await runs[1]
  const late = bulkhead(work(4))
  assert.deepEqual(started, [0, 1, 2])
  ends[0]?.()
  ends[2]?.()
  await Promise.all([runs[0], runs[2]])
  ends[3]?.()
  ends[4]?.()
  assert.deepEqual([await runs[3], await late], [3, 4])
  assert.deepEqual(started, [0, 1, 2, 3, 4])
})

test('a work that fails gives its place on', async () => {
  const { ends, work } = works()
  const bulkhead = createBulkhead(1, 1)
  const [first, second] = [bulkhead(work(0)), bulkhead(work(1))]
  ends[0]?.(new Error('failed'))
  await assert.rejects(first, /failed/)
  ends[1]?.()
  assert.equal(await second, 1)
  const third = bulkhead(work(2))
  ends[2]?.()
  assert.equal(await third, 2)
})
