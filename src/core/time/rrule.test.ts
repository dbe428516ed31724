import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { processorMs } from '#test/processor-time.ts'
import { nextAfter, occurrences } from './expand.ts'
import { canonicalRule, formatRule, parseRule } from './rrule.ts'

test('one rule has one spelling', () => {
  const spellings: [given: string, canonical: string][] = [
    ['FREQ=DAILY', 'FREQ=DAILY'],
    ['RRULE:FREQ=WEEKLY;INTERVAL=1;WKST=MO;BYDAY=WE,MO,WE', 'FREQ=WEEKLY;BYDAY=MO,WE'],
    ['byday=-1fr;freq=monthly', 'FREQ=MONTHLY;BYDAY=-1FR'],
    ['FREQ=YEARLY;UNTIL=20270301;BYMONTHDAY=24;BYMONTH=12', 'FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24;UNTIL=20270301'],
    ['FREQ=DAILY;COUNT=5;INTERVAL=2;', 'FREQ=DAILY;INTERVAL=2;COUNT=5'],
    ['FREQ=DAILY;UNTIL=20270301T180000', 'FREQ=DAILY;UNTIL=20270301T180000'],
    ['FREQ=MONTHLY;BYMONTHDAY=31;SKIP=BACKWARD;RSCALE=GREGORIAN', 'FREQ=MONTHLY;BYMONTHDAY=31'],
    ['FREQ=MONTHLY;BYMONTHDAY=31;RSCALE=GREGORIAN;SKIP=OMIT', 'FREQ=MONTHLY;BYMONTHDAY=31;RSCALE=GREGORIAN;SKIP=OMIT'],
  ]
  for (const [given, canonical] of spellings) {
    assert.equal(canonicalRule(given), canonical)
    assert.deepEqual(parseRule(formatRule(parseRule(given))), parseRule(given))
  }
})

test('an UNTIL in UTC becomes the wall clock of the given zone', () => {
  assert.equal(canonicalRule('FREQ=DAILY;UNTIL=20270301T170000Z', 'Europe/Berlin'), 'FREQ=DAILY;UNTIL=20270301T180000')
  assert.equal(canonicalRule('FREQ=DAILY;UNTIL=20270301T170000Z'), 'FREQ=DAILY;UNTIL=20270301T170000Z')
})

const REFUSED: [rule: string, because: RegExp][] = [
  ['', /not part of a recurrence rule/],
  ['every day', /no further lines/],
  ['INTERVAL=2', /needs FREQ/],
  ['FREQ=SOMETIMES', /needs FREQ/],
  ['FREQ=SECONDLY', /every minute or second/],
  ['FREQ=MINUTELY;INTERVAL=30', /every minute or second/],
  ['FREQ=DAILY;INTERVAL=0', /INTERVAL/],
  ['FREQ=DAILY;INTERVAL=1.5', /INTERVAL/],
  ['FREQ=DAILY;COUNT=-1', /COUNT/],
  ['FREQ=DAILY;COUNT=1000000', /COUNT/],
  ['FREQ=DAILY;COUNT=3;UNTIL=20270301', /not both/],
  ['FREQ=DAILY;FREQ=WEEKLY', /twice/],
  ['FREQ=DAILY;BYDAY', /not part/],
  ['FREQ=DAILY;BYDAY=XX', /not a weekday/],
  ['FREQ=DAILY;BYDAY=0MO', /not a weekday/],
  ['FREQ=WEEKLY;BYDAY=1MO', /FREQ=MONTHLY or FREQ=YEARLY/],
  ['FREQ=WEEKLY;BYMONTHDAY=1', /BYMONTHDAY/],
  ['FREQ=MONTHLY;BYWEEKNO=20', /BYWEEKNO/],
  ['FREQ=MONTHLY;BYYEARDAY=20', /BYYEARDAY/],
  ['FREQ=MONTHLY;BYSETPOS=1', /BYSETPOS/],
  ['FREQ=DAILY;BYHOUR=24', /BYHOUR/],
  ['FREQ=DAILY;BYSECOND=30', /BYSECOND/],
  ['FREQ=DAILY;BYEASTER=1', /not part/],
  ['FREQ=DAILY;UNTIL=tomorrow', /UNTIL/],
  ['FREQ=DAILY;UNTIL=20270230', /does not exist/],
  ['FREQ=MONTHLY;RSCALE=HEBREW', /Gregorian/],
  ['FREQ=MONTHLY;SKIP=FORWARD', /SKIP/],
  ['FREQ=DAILY\nDTSTART:20270301', /DTSTART/],
  ['DTSTART=20270301;FREQ=DAILY', /DTSTART/],
  [`FREQ=DAILY;BYHOUR=${'1,'.repeat(300)}1`, /at most 500/],
]

test('what is not a rule is refused with the field it stands in', () => {
  for (const [rule, because] of REFUSED) {
    assert.throws(
      () => parseRule(rule),
      (error: Error & { code?: string; details?: { errors?: { path: string }[] } }) => {
        assert.equal(error.code, 'invalid_input', rule)
        assert.equal(error.details?.errors?.[0]?.path, 'recurrence.rrule')
        assert.match(error.message, because, rule)
        return true
      },
    )
  }
})

test('rules that could never happen are refused', () => {
  const never = [
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=MONTHLY;BYMONTH=4,6;BYMONTHDAY=31',
    'FREQ=DAILY;BYMONTH=9;BYMONTHDAY=31',
    'FREQ=MONTHLY;BYDAY=6MO',
    'FREQ=YEARLY;BYMONTH=3;BYYEARDAY=1',
    'FREQ=YEARLY;BYMONTH=7;BYWEEKNO=1',
    'FREQ=MONTHLY;BYMONTHDAY=1;BYSETPOS=2',
    'FREQ=MONTHLY;BYDAY=1MO;BYMONTHDAY=20',
  ]
  for (const rule of never) assert.throws(() => parseRule(rule), /never happen/, rule)
  const rare = [
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29',
    'FREQ=YEARLY;BYMONTHDAY=29;BYMONTH=2;BYDAY=MO',
    'FREQ=YEARLY;BYWEEKNO=53',
    'FREQ=YEARLY;BYMONTH=2;BYDAY=5SU',
  ]
  for (const rule of rare) assert.equal(canonicalRule(rule).startsWith('FREQ=YEARLY'), true)
})

const RUNAWAY = [
  `FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYHOUR=1,2;BYSETPOS=-366`,
  'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYHOUR=8,9,10,11,12,13,14,15,16,17;BYSETPOS=-1',
  `FREQ=DAILY;BYHOUR=${[...Array(24).keys()].join()};BYMINUTE=0,15,30,45;BYSETPOS=200`,
  `FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYHOUR=${[...Array(24).keys()].join()};BYMINUTE=0,15,30,45;BYSETPOS=-366`,
  `FREQ=HOURLY;BYMINUTE=${[...Array(60).keys()].join()}`,
  'FREQ=HOURLY;INTERVAL=168;BYDAY=TU',
  'FREQ=HOURLY;INTERVAL=24;BYHOUR=3;COUNT=10000',
  'FREQ=DAILY;INTERVAL=7;BYDAY=TU',
  'FREQ=DAILY;INTERVAL=9999;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO;COUNT=10000',
  'FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO;COUNT=10000',
  'FREQ=YEARLY;INTERVAL=9999;BYWEEKNO=53',
  'FREQ=YEARLY;BYYEARDAY=366;BYDAY=MO;COUNT=10000',
  'FREQ=MONTHLY;INTERVAL=12;BYMONTH=3',
  'FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=4;BYDAY=MO',
]

test('a rule that runs away is refused or answered within 50 milliseconds', () => {
  for (const rrule of RUNAWAY) {
    // Spelled a little differently each time, so that it is read anew.
    const took = processorMs((attempt) => use(rrule + ' '.repeat(attempt)))
    assert.ok(took < 50, `${rrule} took ${took} ms of processor time`)
  }
})

function use(rrule: string): void {
  try {
    parseRule(rrule)
    // 5 July 1990 was a Thursday: the rules that want another day in whole weeks from here find nothing.
    nextAfter({ rrule }, '1990-07-05T10:00', '2090-01-01')
    occurrences({ rrule }, '1990-07-05T10:00', { from: '2001-01-01' })
  } catch (error) {
    assert.equal((error as { code?: string }).code, 'invalid_input', `${rrule} ${error}`)
  }
}

test('any text is read or refused as invalid input, never anything else', () => {
  const part = fc.tuple(
    fc.constantFrom(
      'FREQ',
      'INTERVAL',
      'COUNT',
      'UNTIL',
      'BYDAY',
      'BYMONTHDAY',
      'BYMONTH',
      'BYSETPOS',
      'BYWEEKNO',
      'WKST',
      'X',
    ),
    fc.oneof(
      fc.constantFrom('DAILY', 'YEARLY', 'MO', '-1FR', '1', '31', '-1', '20270301', '1,2,3'),
      fc.string({ maxLength: 8 }),
    ),
  )
  const text = fc.oneof(
    fc.array(part, { maxLength: 6 }).map((parts) => parts.map((it) => it.join('=')).join(';')),
    fc.string(),
  )
  fc.assert(
    fc.property(text, (rrule) => {
      try {
        const rule = parseRule(rrule)
        assert.deepEqual(parseRule(formatRule(rule)), rule)
      } catch (error) {
        assert.equal((error as { code?: string }).code, 'invalid_input', `${rrule}: ${error}`)
      }
    }),
    { numRuns: 2000 },
  )
})
