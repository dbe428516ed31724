import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#core/ids.ts'
import { type Flag, isOn, placeOf } from './evaluate.ts'

const NOW = '2027-03-01T08:00:00.000Z'
const flag = (fields: Partial<Flag> = {}): Flag => ({
  key: 'new_planner',
  isEnabled: true,
  percent: 0,
  userIds: [],
  exceptUserIds: [],
  roles: [],
  tiers: [],
  startsAt: null,
  endsAt: null,
  ...fields,
})
const ann = { userId: newId(), role: 'user', tier: 'free' }
const people = Array.from({ length: 10_000 }, () => ({ ...ann, userId: newId() }))
const having = (one: Flag) => people.filter((person) => isOn(one, person, NOW)).map(({ userId }) => userId)

test('off is off for everybody, and who is excepted never has it', () => {
  const all = { percent: 100, userIds: [ann.userId], roles: ['user'], tiers: ['free'] }
  assert.equal(isOn(flag(all), ann, NOW), true)
  assert.equal(isOn(flag({ ...all, isEnabled: false }), ann, NOW), false)
  assert.equal(isOn(flag({ ...all, exceptUserIds: [ann.userId] }), ann, NOW), false)
})

test('who is named by id, role or plan has it besides the share', () => {
  assert.equal(isOn(flag(), ann, NOW), false)
  for (const named of [{ userIds: [ann.userId] }, { roles: ['user'] }, { tiers: ['free'] }])
    assert.equal(isOn(flag(named), ann, NOW), true)
  for (const other of [{ userIds: [newId()] }, { roles: ['admin'] }, { tiers: ['premium_yearly'] }])
    assert.equal(isOn(flag(other), ann, NOW), false)
})

test('it begins at its first instant and ends before its last', () => {
  const during = flag({ percent: 100, startsAt: NOW, endsAt: '2027-03-01T09:00:00.000Z' })
  const at = (now: string) => isOn(during, ann, now)
  assert.deepEqual(
    [at('2027-03-01T07:59:59.999Z'), at(NOW), at('2027-03-01T08:59:59.999Z'), at('2027-03-01T09:00:00.000Z')],
    [false, true, true, false],
  )
})

test('a share is about so many, the same ones each time, and a growing one takes nobody out', () => {
  const [few, more] = [having(flag({ percent: 10 })), having(flag({ percent: 30 }))]
  assert.ok(few.length > 850 && few.length < 1_150, `${few.length} of 10000 at 10 %`)
  assert.ok(more.length > 2_750 && more.length < 3_250, `${more.length} of 10000 at 30 %`)
  assert.deepEqual(having(flag({ percent: 10 })), few)
  const have = new Set(more)
  assert.ok(few.every((userId) => have.has(userId)))
  assert.deepEqual([having(flag()).length, having(flag({ percent: 100 })).length], [0, 10_000])
})

test('another flag is rolled out to others', () => {
  const [one, other] = [new Set(having(flag({ percent: 50 }))), having(flag({ percent: 50, key: 'other' }))]
  const both = other.filter((userId) => one.has(userId)).length
  assert.ok(both > 2_200 && both < 2_800, `${both} in both halves`)
})

test('where somebody stands never moves', () => {
  assert.equal(placeOf('new_planner', '0198f3a1-7c00-7000-8000-0000000000a1').toFixed(6), '18.924757')
})
