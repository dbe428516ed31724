import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { formatDay } from './civil.ts'
import { dayCounter } from './days.ts'
import { dayOf } from './zones.ts'

const ZONES = [
  'UTC',
  'America/New_York',
  'Europe/Berlin',
  'Africa/Casablanca',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'America/Sao_Paulo',
]

test('the day of an instant is the one that dayOf names, in every zone and whenever the day starts', () => {
  const epoch = fc.integer({ min: Date.parse('1950-01-01'), max: Date.parse('2040-01-01') })
  fc.assert(
    fc.property(fc.constantFrom(...ZONES), fc.constantFrom('00:00', '04:00', '23:30'), epoch, (zone, start, at) => {
      assert.equal(formatDay(dayCounter(zone, start)(at)), dayOf(new Date(at).toISOString(), zone, start))
    }),
    { numRuns: 1_000 },
  )
})

test('around every change of the clocks of a year no minute falls on another day', () => {
  for (const zone of ZONES) {
    const count = dayCounter(zone)
    for (let at = Date.parse('2011-01-01'); at < Date.parse('2012-01-01'); at += 1_800_000)
      assert.equal(
        formatDay(count(at)),
        dayOf(new Date(at).toISOString(), zone),
        `${zone} ${new Date(at).toISOString()}`,
      )
  }
})
