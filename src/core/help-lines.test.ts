import assert from 'node:assert/strict'
import { test } from 'node:test'
import { helpLines, spokenHelp } from './help-lines.ts'

const countries = (zone: string, locale: string) => helpLines(zone, locale).lines.map(({ country }) => country)

test('the lines of where somebody is come first, then those of their own country, then the directories of all', () => {
  assert.deepEqual(countries('Europe/Vienna', 'en-US'), ['AT', 'US', null, null])
  assert.deepEqual(countries('America/Indiana/Knox', 'en-US'), ['US', null, null])
  assert.deepEqual(countries('Antarctica/Troll', 'en'), ['US', 'GB', null, null])
  assert.match(helpLines('Europe/London', 'de-DE').message, /call 999 now/)
  assert.match(helpLines('Antarctica/Troll', 'en').message, /emergency number of your country/)
})

test('every line has a way to be reached, and no zone belongs to two countries', () => {
  for (const zone of ['Asia/Tokyo', 'Australia/Perth', 'Pacific/Auckland', 'Africa/Johannesburg']) {
    const [first] = helpLines(zone, 'en').lines
    assert.ok(first?.country && first.phone && /^https:/.test(first.url), zone)
  }
})

test('told as a text they name country, number and address', () => {
  const text = spokenHelp(helpLines('Europe/Vienna', 'de-AT'))
  assert.match(text, /^What you write .* call 112 now\./)
  assert.match(text, /• Austria: Telefonseelsorge, 142, https:\/\/www\.telefonseelsorge\.at\n/)
  assert.match(text, /• anywhere: Find a Helpline, https:\/\/findahelpline\.com\n/)
})
