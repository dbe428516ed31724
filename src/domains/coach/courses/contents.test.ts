import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contentsIn, hoursEach } from './contents.ts'

const shown = (text: string) => contentsIn(text, 'Own')?.map(({ title, topics }) => `${title}: ${topics.join(', ')}`)

test('a table of contents keeps its parts and their order, however it is written', () => {
  const wanted = ['Soil: Sand, Clay', 'Water: Rain']
  assert.deepEqual(shown('# Soil\n- Sand\n- Clay\n\n# Water\nSome words.\n- Rain'), wanted)
  assert.deepEqual(shown('- Soil\n  - Sand\n  - Clay\n- Water\n  - Rain'), wanted)
  assert.deepEqual(shown('1. Soil\n1.1 Sand\n1.2 Clay\n2. Water\n2.1 Rain'), wanted)
  assert.deepEqual(shown('1) Soil\n\ta. nothing\n\t- Sand\n\t- Clay\n2) Water\n\t- Rain'), wanted)
  assert.deepEqual(shown('- Sand\n- Clay'), ['Own: Sand, Clay'])
  assert.deepEqual(shown('  - Early\n- Soil\n  - Sand'), ['Own: Early', 'Soil: Sand'])
})

test('what is no list is none, and a very long one is cut', () => {
  for (const text of ['', 'Only words', '- one line', '1000000. x\n1000001. y']) assert.equal(shown(text), undefined)
  const long = contentsIn('- x\n'.repeat(5_000), 'Own')
  assert.deepEqual([long?.length, long?.[0]?.topics.length], [1, 100])
  const wide = contentsIn('# a\n- b\n'.repeat(500), 'Own')
  assert.equal(wide?.length, 50)
  const both = contentsIn(`# a\n${'- b\n'.repeat(90)}`.repeat(20), 'Own') ?? []
  assert.equal(both.flatMap(({ topics }) => topics).length, 500)
})

test('hours are dealt out in quarters, none is lost, and too few are dealt to nobody', () => {
  for (const [total, topics] of [
    [18, 12],
    [1, 4],
    [7.25, 3],
    [1_000, 97],
  ] as const) {
    const each = hoursEach(total, topics)
    assert.equal(
      each.reduce((sum: number, one) => sum + (one ?? 0), 0),
      total,
    )
    assert.ok(Math.max(...each.map(Number)) - Math.min(...each.map(Number)) <= 0.25)
  }
  assert.deepEqual([hoursEach(1, 5)[0], hoursEach(null, 2)[0], hoursEach(5, 0).length], [null, null, 0])
})
