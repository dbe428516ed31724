import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pathBetween } from './graph.ts'

/** `a>b b>c` */
const graph = (text: string) =>
  text.split(' ').map((edge) => {
    const [from = '', to = ''] = edge.split('>')
    return { from, to }
  })

test('a path follows the direction of the edges', () => {
  const edges = graph('a>b b>c')
  assert.deepEqual(pathBetween(edges, 'a', 'c'), ['a', 'b', 'c'])
  assert.equal(pathBetween(edges, 'c', 'a'), null)
})

test('of several paths the shortest is named', () => {
  assert.deepEqual(pathBetween(graph('a>b b>c c>d a>x x>d'), 'a', 'd'), ['a', 'x', 'd'])
})

test('a node reaches itself without any edge', () => {
  assert.deepEqual(pathBetween([], 'a', 'a'), ['a'])
  assert.equal(pathBetween([], 'a', 'b'), null)
})

test('a cycle among the edges ends the search, not the process', () => {
  assert.equal(pathBetween(graph('a>b b>c c>a b>b'), 'a', 'z'), null)
})

test('a chain of a hundred thousand is walked without recursion', () => {
  const edges = Array.from({ length: 100_000 }, (_, at) => ({ from: String(at), to: String(at + 1) }))
  assert.equal(pathBetween(edges, '0', '100000')?.length, 100_001)
})

test('a ladder with a million million paths is visited once a node', () => {
  const edges = Array.from({ length: 40 }, (_, at) =>
    graph(`${at}>${at}l ${at}>${at}r ${at}l>${at + 1} ${at}r>${at + 1}`),
  ).flat()
  assert.equal(pathBetween(edges, '0', '40')?.length, 81)
  assert.equal(pathBetween(edges, '0', 'nowhere'), null)
})
