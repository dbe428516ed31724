import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Condition, judge, type Tally } from './judging.ts'
import { typeOf } from './types.ts'
import { between } from './units.ts'

const condition = (fields: Partial<Condition> = {}): Condition => ({
  type: 'steps',
  source: null,
  text: null,
  aggregation: 'sum',
  comparison: 'gte',
  value: 8_000,
  unit: null,
  ...fields,
})
const tally = (fields: Partial<Tally> = {}): Tally => ({
  unit: null,
  count: 1,
  numbers: 1,
  sum: 0,
  max: 0,
  min: 0,
  last: 0,
  lastAt: '2027-03-01T12:00:00.000Z',
  minutes: 0,
  ...fields,
})
const converted = (value: number, from: string, to: string) => {
  const line = between(from, to)
  return line && Math.round((value * line.factor + line.offset) * 1e6) / 1e6
}

test('units of one kind lead to each other, of different kinds they do not', () => {
  assert.deepEqual(
    [
      converted(10, 'mi', 'km'),
      converted(150, 'lb', 'kg'),
      converted(98.6, '°F', '°C'),
      converted(0, 'degC', 'degF'),
      converted(300, 'K', 'degC'),
      converted(1.5, 'h', 'min'),
      converted(418.4, 'kJ', 'kcal'),
      converted(5.5, 'mmol/L', 'mg/dL'),
      converted(97, '%', '1'),
    ],
    [16.09344, 68.038856, 37, 32, 26.85, 90, 100, 99.0858, 0.97],
  )
  assert.deepEqual([between('kg', 'km'), between('kg', 'furlong'), between('hops', 'kg')], [null, null, null])
  assert.deepEqual(between('furlong', 'furlong'), { factor: 1, offset: 0 })
})

test('what is in several units is added up in the one that is asked for, temperatures too', () => {
  const walked = [tally({ unit: 'km', sum: 3, numbers: 2 }), tally({ unit: 'mi', sum: 1, numbers: 1 })]
  const [fact] = judge({ match: 'all', atLeast: null, conditions: [condition({ unit: 'm', value: 4_609 })] }, [
    walked,
  ]).facts
  assert.deepEqual([fact?.value, fact?.unit, fact?.isMet], [4609.344, 'm', true])
  const warm = [tally({ unit: 'degF', sum: 212, numbers: 1 }), tally({ unit: 'degC', sum: 0, numbers: 1 })]
  const mean = judge(
    { match: 'all', atLeast: null, conditions: [condition({ aggregation: 'average', unit: 'degC', value: 50 })] },
    [warm],
  )
  assert.equal(mean.facts[0]?.value, 50)
})

test('any, all and so many conditions are told apart', () => {
  const conditions = [condition({ value: 1 }), condition({ value: 2 }), condition({ value: 9 })]
  const three = [[tally({ sum: 5 })], [tally({ sum: 5 })], [tally({ sum: 5 })]]
  const isMet = (match: 'any' | 'all' | 'at_least', atLeast: number | null) =>
    judge({ match, atLeast, conditions }, three).isMet
  assert.deepEqual(
    [isMet('any', null), isMet('all', null), isMet('at_least', 2), isMet('at_least', 3)],
    [true, false, true, false],
  )
})

test('without a signal nothing is met, not even at most; and what cannot be converted is no value', () => {
  const atMost = { match: 'all', atLeast: null, conditions: [condition({ comparison: 'lte', unit: 'kg' })] } as const
  assert.deepEqual(judge(atMost, [[]]).isMet, false)
  const wrong = judge(atMost, [[tally({ unit: 'km', sum: 1 })]])
  assert.deepEqual([wrong.isMet, wrong.facts[0]?.value], [false, null])
  assert.match(wrong.reason, /cannot be read in kg/)
})

test('a comparison minds no rounding of the machine', () => {
  const conditions = [condition({ value: 0.3, comparison: 'eq' })]
  assert.equal(judge({ match: 'all', atLeast: null, conditions }, [[tally({ sum: 0.1 + 0.2 })]]).isMet, true)
})

test('the last value is that of the newest signal, whichever unit it is in', () => {
  const weights = [
    tally({ unit: 'kg', last: 70, lastAt: '2027-03-01T07:00:00.000Z' }),
    tally({ unit: 'lb', last: 150, lastAt: '2027-03-01T21:00:00.000Z' }),
  ]
  const conditions = [condition({ aggregation: 'last', unit: 'kg', comparison: 'lt', value: 69 })]
  const { isMet, reason } = judge({ match: 'all', atLeast: null, conditions }, [weights])
  assert.equal(isMet, true)
  assert.equal(reason, '1 of 1 met, 1 needed: last of steps 68.04 kg < 69')
})

test('what Apple and Android call differently is one type', () => {
  assert.deepEqual(['HKQuantityTypeIdentifierStepCount', 'StepsRecord', 'steps', 'sensor.front_door'].map(typeOf), [
    'steps',
    'steps',
    'steps',
    'sensor.front_door',
  ])
})
