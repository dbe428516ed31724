import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { documentOf, MARK, passagesOf } from './documents.ts'
import { fuse } from './fusion.ts'
import { unmarked } from './highlights.ts'
import { slipsBetween, slipsOf } from './spelling.ts'

const word = fc.string({ unit: fc.constantFrom(...'abcdef'), minLength: 4, maxLength: 9 })

test('every slip is one slip away, and every word one slip away is a slip', () => {
  fc.assert(fc.property(word, (one) => slipsOf(one).every((other) => slipsBetween(one, other) === 1)))
  fc.assert(fc.property(word, word, (a, b) => (slipsBetween(a, b) === 1) === slipsOf(a).includes(b)))
})

test('slips count insertions, omissions, replacements and swaps', () => {
  for (const [a, b, slips] of [
    ['dentist', 'dentist', 0],
    ['dentits', 'dentist', 1],
    ['dentst', 'dentist', 1],
    ['gmy', 'gym', 1],
    ['recieve', 'receive', 1],
    ['appoitnmnet', 'appointment', 2],
    ['', 'abc', 3],
  ] as const)
    assert.equal(slipsBetween(a, b), slips, `${a} → ${b}`)
})

test('a document in both rankings comes before one that is first in only one of them', () => {
  const ranking = (keys: string, weight = 1) => [...keys].map((key) => ({ key, weight }))
  const fused = fuse([ranking('abc'), ranking('db')])
  assert.equal(fused.map(({ key }) => key).join(''), 'badc')
  assert.ok(fused.every(({ score }) => score > 0 && score <= 1))
  assert.equal(fuse([ranking('a')])[0]?.score, 1)
  assert.equal(fuse([ranking('a', 0.5), ranking('b')])[0]?.key, 'b')
})

test('passages hold the title and the text without a gap, whatever the text is', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), fc.lorem({ maxCount: 40, mode: 'sentences' }), (title, text) => {
      const document = documentOf('task', 'x', { title, text })
      const [first, ...rest] = passagesOf(document)
      assert.equal(first, document.title.toLowerCase())
      assert.ok(rest.every((passage) => passage.length <= 300))
      const [said, all] = [rest.join(' '), document.body.toLowerCase()].map((one) => one.replaceAll(/\s+/g, ' '))
      assert.ok(rest.length === 7 ? all?.startsWith(said ?? '') : said === all)
    }),
  )
})

test('marks that somebody writes into a text never become highlights, and a hash is of the text alone', () => {
  const { title, body, hash } = documentOf('task', 'x', { title: `a${MARK.start}b\u0000`, text: MARK.end, tags: [] })
  assert.deepEqual([title, body], ['a b', ''])
  assert.equal(hash, documentOf('goal', 'y', { title: 'a b', text: null }).hash)
  const { text, stretches } = unmarked(`call ${MARK.start}Zoë${MARK.end} at ${MARK.start}ten${MARK.end}`)
  assert.equal(text, 'call Zoë at ten')
  assert.deepEqual(
    stretches.map(({ start, end }) => text.slice(start, end)),
    ['Zoë', 'ten'],
  )
})
