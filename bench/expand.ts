import { readFileSync } from 'node:fs'
import { RRuleTemporal } from 'rrule-temporal'
import { nextAfter, occurrences } from '#core/time/expand.ts'
import { parseQuickAdd } from '#core/time/quickadd.ts'
import { parseWhen } from '#core/time/when.ts'
import { resolveLocal } from '#core/time/zones.ts'

/**
 * Prints how many occurrences are expanded, resolved and jumped to in a second, and how many phrases are read.
 * The library beside it builds zoned dates, which here is a step of its own ("resolved").
 */
const RULES = [
  'FREQ=DAILY',
  'FREQ=WEEKLY;BYDAY=MO,WE,FR',
  'FREQ=MONTHLY;BYMONTHDAY=31',
  'FREQ=MONTHLY;BYDAY=-1FR',
  'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29',
]
const corpus = JSON.parse(readFileSync(new URL('../test/data/phrases.json', import.meta.url), 'utf8')) as {
  now: string
  zone: string
  phrases: { text: string }[]
}

for (const rrule of RULES) {
  const ours = perSecond(() => occurrences({ rrule }, '2027-01-01T09:00', { limit: 500 }).length)
  const theirs = perSecond(() => expandWithLibrary(rrule, 500))
  report(`occurrences/s ${rrule}`, ours, theirs)
}
report(
  'resolved occurrences/s, daily in Europe/Berlin',
  perSecond(
    () =>
      occurrences({ rrule: 'FREQ=DAILY' }, '2027-01-01T02:30', { limit: 365 }).map((it) =>
        resolveLocal(it, 'Europe/Berlin'),
      ).length,
  ),
)
report(
  'jumps/s, daily from 1990 to 2090',
  perSecond(() => jumps('FREQ=DAILY')),
)
report(
  'jumps/s, every 7 hours from 1990 to 2090',
  perSecond(() => jumps('FREQ=HOURLY;INTERVAL=7')),
)
report(
  'phrases/s',
  perSecond(() => corpus.phrases.map(({ text }) => parseWhen(text, corpus)).length),
)
report(
  'quick-add lines/s',
  perSecond(() => corpus.phrases.map(({ text }) => parseQuickAdd(`Call mom ${text} #home !p1 ~15m`, corpus)).length),
)

/** Repeats `work`, which answers how many things it did, for half a second after a warm-up. */
function perSecond(work: () => number): number {
  for (let warm = performance.now(); performance.now() - warm < 200; ) work()
  const started = performance.now()
  let done = 0
  while (performance.now() - started < 500) done += work()
  return Math.round((done / (performance.now() - started)) * 1000)
}

function expandWithLibrary(rrule: string, limit: number): number {
  const rule = new RRuleTemporal({ rruleString: `DTSTART:20270101T090000Z\nRRULE:${rrule}`, cache: false })
  return rule.all((_, i) => i < limit).length
}

function jumps(rrule: string): number {
  for (let i = 0; i < 100; i++) nextAfter({ rrule }, '1990-01-01T09:00', '2090-05-05T10:00')
  return 100
}

function report(what: string, value: number, library?: number): void {
  const ratio =
    library === undefined
      ? ''
      : `  (rrule-temporal ${library.toLocaleString('en')}, ratio ${(value / library).toFixed(1)})`
  console.log(`${what.padEnd(60)} ${value.toLocaleString('en').padStart(12)}${ratio}`)
}
