import assert from 'node:assert/strict'
import { test } from 'node:test'
import { blockageOf } from './unblocking.ts'

const node = (id: string, estimateMinutes: number | null = 10, status = 'not_started') => ({
  id,
  title: id,
  status,
  estimateMinutes,
})
/** `before('a', 'b')`: a must be finished before b. */
const before = (source: string, target: string) => ({ source, target })

test('everything unfinished before a task is found, the nearest first, and where work can begin', () => {
  const nodes = [node('roof', 60), node('walls', 40), node('base', 30), node('permit', 5), node('garden', 999)]
  const edges = [before('walls', 'roof'), before('base', 'walls'), before('permit', 'walls'), before('roof', 'garden')]
  const { blockers, roots, minutes } = blockageOf('roof', nodes, edges)
  assert.deepEqual(
    blockers.map(({ id, distance, waitsFor }) => [id, distance, waitsFor]),
    [
      ['walls', 1, 2],
      ['base', 2, 0],
      ['permit', 2, 0],
    ],
  )
  assert.deepEqual(
    roots.map(({ id }) => id),
    ['base', 'permit'],
  )
  assert.equal(minutes, 70, 'walls after the base; the permit comes meanwhile')
})

test('what is finished or cancelled holds nobody up, and what stands behind it neither', () => {
  const nodes = [node('a'), node('b', 10, 'done'), node('c', 10, 'cancelled'), node('d')]
  const edges = [before('b', 'a'), before('c', 'a'), before('d', 'b')]
  assert.deepEqual(blockageOf('a', nodes, edges), { blockers: [], roots: [], minutes: null })
})

test('without an estimate on the way nobody says how long it is', () => {
  const nodes = [node('a'), node('b', null), node('c', 20)]
  assert.equal(blockageOf('a', nodes, [before('b', 'a'), before('c', 'a')]).minutes, null)
})

test('a wide graph of many ways is walked once', () => {
  const nodes = Array.from({ length: 60 }, (_, n) => node(String(n), 1))
  const edges = nodes.flatMap(({ id }, n) => nodes.slice(n + 1, n + 10).map((other) => before(other.id, id)))
  const { blockers, minutes } = blockageOf('0', nodes, edges)
  assert.deepEqual([blockers.length, minutes], [59, 59])
})
