import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fringe, isUnlocked, type Place } from './fringe.ts'

const place = (id: string, fields: Partial<Place> = {}): Place => ({
  id,
  name: id,
  prerequisiteIds: [],
  requiredMastery: 0.8,
  mastery: 0,
  xp: 0,
  isLapsed: false,
  ...fields,
})
const learned = { mastery: 0.9, xp: 500 }
const idsOf = (skills: Place[]) => fringe(skills).map(({ id }) => id)

test('what can be learned next is what is not known while all that it builds on is', () => {
  const tree = [
    place('counting', learned),
    place('adding', { prerequisiteIds: ['counting'], ...learned }),
    place('multiplying', { prerequisiteIds: ['adding'] }),
    place('algebra', { prerequisiteIds: ['multiplying'] }),
    place('drawing'),
  ]
  assert.deepEqual(idsOf(tree), ['multiplying', 'drawing'])
  const [first] = fringe(tree)
  assert.deepEqual(first, {
    id: 'multiplying',
    reason: 'opens',
    why: 'Nothing stands before it, and it leads to algebra.',
    opens: ['algebra'],
  })
})

test('to refresh comes first, then what was begun by how near it is, then what opens most, then names', () => {
  const tree = [
    place('b'),
    place('a'),
    place('opener'),
    place('behind', { prerequisiteIds: ['opener'] }),
    place('little', { xp: 5, mastery: 0.1 }),
    place('nearly', { xp: 90, mastery: 0.7 }),
    place('lapsed', { xp: 900, mastery: 0.85, isLapsed: true }),
    place('known', { xp: 900, mastery: 0.85 }),
  ]
  assert.deepEqual(idsOf(tree), ['lapsed', 'nearly', 'little', 'opener', 'a', 'b'])
})

test('a skill says itself how well its prerequisites must be mastered, and one in the trash keeps nobody out', () => {
  const half = place('half', { mastery: 0.5 })
  const strict = place('strict', { prerequisiteIds: ['half'] })
  const lenient = place('lenient', { prerequisiteIds: ['half'], requiredMastery: 0.5 })
  const orphan = place('orphan', { prerequisiteIds: ['gone'] })
  const all = new Map([half, strict, lenient, orphan].map((one) => [one.id, one]))
  assert.deepEqual(
    [strict, lenient, orphan].map((one) => isUnlocked(one, all)),
    [false, true, true],
  )
})

test('as long as something is not known, there is something to learn next', () => {
  const node = fc.record({
    mastery: fc.double({ min: 0, max: 1, noNaN: true }),
    links: fc.array(fc.nat(30), { maxLength: 4 }),
  })
  fc.assert(
    fc.property(fc.array(node, { minLength: 1, maxLength: 30 }), (nodes) => {
      const skills = nodes.map(({ mastery, links }, at) =>
        place(`s${at}`, { mastery, prerequisiteIds: links.filter((one) => one < at).map((one) => `s${one}`) }),
      )
      assert.equal(
        fringe(skills).length > 0,
        skills.some(({ mastery }) => mastery < 0.8),
      )
    }),
    { numRuns: 200 },
  )
})
