import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reminderMoment } from './defaults.ts'
import { parseWhen } from './when.ts'

const rings = (text: string, now: string) => {
  const about = { now, zone: 'Europe/Vienna' }
  return reminderMoment(parseWhen(text, about), about)
}

test('a reminder that names no time rings at the usual one', () => {
  const morning = '2027-03-10T09:00:30Z'
  assert.equal(rings('call mom', morning).at, '2027-03-10T10:00:00.000Z')
  assert.equal(rings('call mom tomorrow', morning).local, '2027-03-11T09:00')
  assert.equal(rings('call mom today', morning).local, '2027-03-10T18:00')
  assert.equal(rings('call mom on friday', morning).at, '2027-03-12T08:00:00.000Z')
  assert.equal(rings('call mom every day', morning).local, '2027-03-10T18:00')
  assert.equal(rings('call mom tonight', morning).local, '2027-03-10T20:00')
  assert.equal(rings('call mom at 9', morning).local, '2027-03-11T09:00')
})

test('"today" said in the evening rings in an hour, not tomorrow', () => {
  assert.equal(rings('call mom today', '2027-03-10T19:30:00Z').local, '2027-03-10T21:30')
  assert.equal(rings('call mom tonight', '2027-03-10T20:30:00Z').local, '2027-03-10T22:30')
})
