import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isPosition, LONGEST_POSITION, positionBetween, positions } from './position.ts'

/** Park–Miller, so that every run tries the same. */
function dice(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state * 48_271) % 2_147_483_647
    return state % below
  }
}

function assertOrdered(list: string[]) {
  for (const [at, one] of list.entries()) {
    assert.ok(isPosition(one), one)
    assert.ok(at === 0 || (list[at - 1] ?? '') < one, `${list[at - 1]} before ${one}`)
  }
}

test('whatever is put wherever, the order is that in which it was put', () => {
  for (let seed = 1; seed <= 20; seed++) {
    const roll = dice(seed)
    const list: string[] = []
    for (let n = 0; n < 300; n++) {
      const at = roll(list.length + 1)
      const made = positionBetween(list[at - 1] ?? null, list[at] ?? null)
      list.splice(at, 0, made ?? assert.fail('no room'))
    }
    assertOrdered(list)
  }
})

test('a thousand insertions at one place stay in order and within the bound, whichever side they come from', () => {
  const put: Record<string, (n: number, list: string[]) => number> = {
    'after the first': () => 1,
    'before the last': (_, list) => list.length - 1,
    'to and fro': (n, list) => (list.length >> 1) + (n % 2),
  }
  for (const [name, place] of Object.entries(put)) {
    const list = positions(2)
    for (let n = 0; n < 1_000; n++) {
      const at = place(n, list)
      list.splice(at, 0, positionBetween(list[at - 1] ?? null, list[at] ?? null) ?? assert.fail(`${name}: no room`))
    }
    assertOrdered(list)
    const longest = Math.max(...list.map(({ length }) => length))
    assert.ok(longest <= 210 && longest < LONGEST_POSITION, `${name}: ${longest} characters`)
  }
})

test('adding at either end ten thousand times takes no more than five characters', () => {
  let [first, last] = ['a0', 'a0']
  for (let n = 0; n < 10_000; n++) {
    const before = positionBetween(null, first) ?? assert.fail('no room')
    const after = positionBetween(last, null) ?? assert.fail('no room')
    assert.ok(before < first && after > last)
    first = before
    last = after
  }
  assert.ok(first.length <= 5 && last.length <= 5, `${first} ${last}`)
  assertOrdered(positions(10_000))
})

test('there is no room between equal ones, and none beyond the bound', () => {
  assert.equal(positionBetween('a1', 'a1'), null)
  assert.equal(positionBetween('a2', 'a1'), null)
  const long = `a0${'0'.repeat(LONGEST_POSITION - 3)}1`
  assert.ok(isPosition(long))
  assert.equal(positionBetween('a0', long), null)
})

test('what is no index is known for none', () => {
  const none = ['', 'a', 'b0', 'a10', 'a-', '00', 'ä0', `A${'0'.repeat(26)}`, `a0${'1'.repeat(LONGEST_POSITION)}`]
  for (const text of none) assert.equal(isPosition(text), false, text)
  const edges = [`A${'0'.repeat(26)}V`, `A${'0'.repeat(25)}1`, `z${'z'.repeat(26)}`, `z${'z'.repeat(26)}V`]
  for (const [at, edge] of edges.entries()) {
    assert.ok(isPosition(edge), edge)
    const [below, above] = [positionBetween(null, edge), positionBetween(edge, null)]
    assert.ok(below !== null && below < edge && above !== null && above > edge, `${at}: ${below} ${above}`)
    assert.ok(isPosition(below) && isPosition(above), `${below} ${above}`)
  }
})
