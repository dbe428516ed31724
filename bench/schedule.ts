import { openPostgres } from '#core/db.ts'
import { type Caller, freshDatabase, startApp, type TestApp } from '#test/harness.ts'
import { median, report } from './lib/figures.ts'

// How long the schedule of a month takes with 200 series, and a calendar file that stands for millions of occurrences:
// README.md says how to read it.

const SERIES = 200
const REPEATS = 60
const WARM_UP = 20
const MONTH = 'from=2037-03-01&to=2037-04-01'
const ZONES = ['Europe/Vienna', 'America/New_York', 'Asia/Kolkata', null]

async function main() {
  const own = await freshDatabase()
  if (own.url === null) throw new Error('It needs PostgreSQL: bin/with-services.sh node bench/schedule.ts')
  const app = await startApp({ database: openPostgres(own.url, 10, () => {}), env: { ROLE: 'web' } })
  try {
    const [weekly, mixed, busy] = [await app.as(), await app.as(), await app.as()]
    await addSeries(weekly, () => 'FREQ=WEEKLY;BYDAY=MO,TH')
    await addSeries(mixed, (n) => (n % 2 === 0 ? 'FREQ=DAILY' : 'FREQ=WEEKLY'))
    await time(app, weekly, `${SERIES} weekly series`, 50)
    await time(app, mixed, `${SERIES} series, half of them daily`, 50)
    await importMillions(busy)
  } finally {
    await app.close()
    await own.drop()
  }
}

/** At all hours, in several zones; every tenth has an occurrence that was moved and one that was skipped. */
async function addSeries(by: Caller, ruleOf: (n: number) => string) {
  for (let n = 0; n < SERIES; n++) {
    const day = String(1 + (n % 28)).padStart(2, '0')
    const local = `2037-01-${day}T${String(n % 24).padStart(2, '0')}:${String((n % 4) * 15).padStart(2, '0')}`
    const recurrence = { rrule: ruleOf(n) }
    const zone = ZONES[n % ZONES.length] ?? null
    const block = { title: `Series ${n}`, startAt: { local, zone }, durationMinutes: 45, recurrence }
    const { body } = await by.post('/schedule', { ...block, reminderMinutes: [15] })
    if (n % 10 !== 0) continue
    const { items } = (await by.get(`/schedule?${MONTH}`)).body
    const [one, two] = items.filter(({ id }: { id: string }) => id === body.id)
    await by.patch(`/schedule/${body.id}?occurrence=${one.occurrence}`, { startAt: { at: two.endAt } })
    await by.post(`/schedule/${body.id}/skip`, { occurrence: two.occurrence })
  }
}

/** From the request to the last byte of the answer; what a client does with it is its own affair. */
async function time(app: TestApp, by: Caller, what: string, atMost: number) {
  const items = (await by.get(`/schedule?${MONTH}`)).body.items.length
  const headers = { authorization: `Bearer ${by.token}` }
  const times: number[] = []
  const processor: number[] = []
  for (let n = 0; n < REPEATS; n++) {
    const [started, before] = [performance.now(), process.cpuUsage()]
    const { statusCode } = await app.http.inject({ method: 'GET', url: `/api/schedule?${MONTH}`, headers })
    times.push(performance.now() - started)
    processor.push(process.cpuUsage(before).user / 1_000)
    if (statusCode !== 200) throw new Error(`It answered ${statusCode}`)
  }
  const calm = times.slice(WARM_UP)
  const worst = calm.toSorted((a, b) => a - b).at(Math.floor(calm.length * 0.95)) ?? Number.NaN
  const name = `a month of the schedule, ${what} (${items} occurrences)`
  report({ what: name, value: median(calm), unit: 'ms', goal: { atMost } })
  report({ what: `${name}, p95`, value: worst, unit: 'ms' })
  report({ what: `${name}, processor`, value: median(processor.slice(WARM_UP)), unit: 'ms', goal: { atMost } })
}

/** 4,900 series that began in 1901 and come every hour: more than a million occurrences each month. */
async function importMillions(by: Caller) {
  const event = (n: number) =>
    `BEGIN:VEVENT\r\nUID:${n}\r\nSUMMARY:Hourly\r\nDTSTART:19010101T000000Z\r\nDURATION:PT30M\r\nRRULE:FREQ=HOURLY\r\nDESCRIPTION:${'x'.repeat(850)}\r\nEND:VEVENT\r\n`
  const events = Array.from({ length: 4_900 }, (_, n) => event(n)).join('')
  const ics = `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//bench\r\n${events}END:VCALENDAR\r\n`
  const size = `${(ics.length / 1_000_000).toFixed(1)} MB of hourly series since 1901`
  const started = performance.now()
  const { status, body } = await by.post('/schedule/import', { ics })
  const imported = performance.now()
  if (status !== 200 || body.imported !== 4_900) throw new Error(`It answered ${status}: ${JSON.stringify(body)}`)
  report({ what: `${size} imported`, value: (imported - started) / 1_000, unit: 's', goal: { atMost: 30 } })
  const answer = await by.get(`/schedule?${MONTH}`)
  if (answer.status !== 400) throw new Error(`The month answered ${answer.status}`)
  report({ what: `${size}: a month refused`, value: performance.now() - imported, unit: 'ms', goal: { atMost: 2_000 } })
}

await main()
