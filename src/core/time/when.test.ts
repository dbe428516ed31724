import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { processorMs } from '#test/processor-time.ts'
import { parseWhen } from './when.ts'
import { resolveLocal } from './zones.ts'

interface Phrase {
  text: string
  date?: string
  local?: string
  rrule?: string
  anchor?: 'completion'
  skipDates?: string[]
  target?: { times: number; days: number }
  startDate?: string
  durationMinutes?: number
}

/** Said on Wednesday 10 March 2027 at ten in the morning in Vienna; worked out with a wall calendar. */
const corpus = JSON.parse(readFileSync(new URL('../../../test/data/phrases.json', import.meta.url), 'utf8')) as {
  now: string
  zone: string
  phrases: Phrase[]
}
const about = { now: corpus.now, zone: corpus.zone }

test('every phrase of the corpus means what it says, and what it does not say is null', () => {
  assert.ok(corpus.phrases.length >= 150)
  for (const phrase of corpus.phrases) {
    const { spans, ...meaning } = parseWhen(phrase.text, about)
    const { rrule, anchor = 'due', skipDates = [], local = null } = phrase
    assert.deepEqual(
      meaning,
      {
        date: phrase.date ?? null,
        local,
        at: local && resolveLocal(local, corpus.zone),
        startDate: phrase.startDate ?? null,
        durationMinutes: phrase.durationMinutes ?? null,
        recurrence: rrule ? { rrule, anchor, skipDates } : null,
        target: phrase.target ?? null,
      },
      phrase.text,
    )
    assert.equal(spans.length > 0, Object.keys(phrase).length > 1, phrase.text)
  }
})

test('titles that only look like dates say nothing', () => {
  const titles = JSON.parse(
    readFileSync(new URL('../../../test/data/plain-titles.json', import.meta.url), 'utf8'),
  ) as string[]
  for (const title of titles) assert.deepEqual(parseWhen(title, about).spans, [], title)
})

test('the spans are the characters that were understood', () => {
  const text = 'Team retro — every other Friday, 3–4 pm, until Dec 1 (remote) 🎉 tomorrow'
  const { spans } = parseWhen(text, about)
  assert.deepEqual(
    spans.map(({ text, as, value }) => [text, as, value]),
    [
      ['every other Friday', 'recurrence', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=FR;UNTIL=20271201'],
      ['3–4 pm', 'time', '15:00'],
      ['until Dec 1', 'until', '2027-12-01'],
      ['tomorrow', 'date', '2027-03-11'],
    ],
  )
  for (const span of spans) assert.equal(text.slice(span.start, span.end), span.text)
})

test('"next week" begins on the day the person\'s weeks begin', () => {
  // 13 March 2027 is a Saturday.
  const saturday = { now: '2027-03-13T09:00:00Z', zone: 'UTC' }
  assert.equal(parseWhen('next week', { ...saturday, weekStartsOn: 'mo' }).date, '2027-03-15')
  assert.equal(parseWhen('next week', { ...saturday, weekStartsOn: 'su' }).date, '2027-03-14')
  assert.equal(parseWhen('next saturday', { ...saturday, weekStartsOn: 'sa' }).date, '2027-03-20')
})

test('"in 2 hours" is two hours even when the clocks change, and "tomorrow at 2:30" keeps its day', () => {
  const night = { now: '2027-03-14T06:30:00Z', zone: 'America/New_York' }
  assert.equal(parseWhen('in 2 hours', night).at, '2027-03-14T08:30:00.000Z')
  assert.equal(parseWhen('in 2 hours', night).local, '2027-03-14T04:30')
  const eve = { now: '2027-03-13T18:00:00Z', zone: 'America/New_York' }
  assert.equal(parseWhen('tomorrow at 2:30', eve).at, '2027-03-14T07:30:00.000Z')
})

test('a time that has passed is tomorrow, and one that is named with its day stays there', () => {
  const evening = { now: '2027-03-10T20:30:00Z', zone: 'Europe/Vienna' }
  assert.equal(parseWhen('at 18:00', evening).local, '2027-03-11T18:00')
  assert.equal(parseWhen('today at 18:00', evening).local, '2027-03-10T18:00')
  assert.deepEqual([parseWhen('tonight', evening).date, parseWhen('tonight', evening).local], ['2027-03-10', null])
  assert.equal(parseWhen('tonight at 1am', evening).local, '2027-03-11T01:00')
  assert.equal(parseWhen('on the 10th at 9am', evening).local, '2027-04-10T09:00')
})

test('the day is the one of the person, not of the server', () => {
  const now = '2027-03-10T22:30:00Z'
  assert.equal(parseWhen('tomorrow', { now, zone: 'Pacific/Auckland' }).date, '2027-03-12')
  assert.equal(parseWhen('tomorrow', { now, zone: 'America/New_York' }).date, '2027-03-11')
  assert.equal(parseWhen('tomorrow', { now, zone: 'Asia/Kathmandu' }).date, '2027-03-12')
})

test('the whole corpus reads the same under three server zones', () => {
  const program = `import(${JSON.stringify(new URL('./when.ts', import.meta.url).href)}).then(({ parseWhen }) => {
    const { phrases, ...about } = ${JSON.stringify(corpus)}
    console.log(JSON.stringify(phrases.map(({ text }) => parseWhen(text, about))))
  })`
  const expected = JSON.stringify(corpus.phrases.map(({ text }) => parseWhen(text, about)))
  for (const TZ of ['America/New_York', 'Australia/Lord_Howe', 'UTC']) {
    const child = spawnSync(process.execPath, ['-e', program], { env: { ...process.env, TZ }, encoding: 'utf8' })
    assert.equal(child.stdout.trim(), expected, `${TZ} ${child.stderr}`)
  }
})

test('no text of any length takes long or throws', () => {
  const words =
    'every other monday on the first of march until 5 pm at 9 - , / 31st in 2 hours for times a week . : ! a and half next 2027'.split(
      ' ',
    )
  const texts = [...words, 'at 1:', '1-', 'every ', '24.12.', 'and half '].map((word) =>
    word.repeat(Math.ceil(100_000 / word.length)),
  )
  const spaced = words.map((word) => `${word} `.repeat(20_000))
  for (const text of [...texts, ...spaced, ' '.repeat(100_000), '\u0000'.repeat(2000), '𝟙'.repeat(2000)]) {
    const took = processorMs(() => parseWhen(text, about))
    assert.ok(took < 50, `${text.slice(0, 20)}… took ${took} ms of processor time`)
  }
  const sentence = fc
    .array(fc.oneof(fc.constantFrom(...words), fc.string({ maxLength: 6 })), { maxLength: 30 })
    .map((list) => list.join(' '))
  fc.assert(
    fc.property(sentence, (text) => {
      for (const { start, end, text: said } of parseWhen(text, about).spans) assert.equal(text.slice(start, end), said)
    }),
    { numRuns: 3000 },
  )
})
