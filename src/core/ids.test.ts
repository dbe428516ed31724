import assert from 'node:assert/strict'
import { mock, test } from 'node:test'
import { newId } from './ids.ts'

test('ids sort in the order in which they were made, within a millisecond and when the clock is set back', () => {
  const before = newId()
  const now = Date.now()
  const clock = mock.method(Date, 'now', () => now)
  const ids = Array.from({ length: 20_000 }, newId)
  clock.mock.mockImplementation(() => now - 600_000)
  ids.push(newId(), newId())
  clock.mock.restore()
  const all = [before, ...ids]
  assert.deepEqual(all, all.toSorted())
  assert.equal(new Set(all).size, all.length)
  for (const id of all) assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})
