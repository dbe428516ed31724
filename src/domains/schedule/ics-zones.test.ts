import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readCalendar } from './ics-import.ts'

/** A VTIMEZONE as Outlook writes it: yearly rules from 1601 on. */
const outlookZone = (tzid: string, ...parts: [name: string, to: string, from: string, rule?: string][]) => [
  'BEGIN:VTIMEZONE',
  `TZID:${tzid}`,
  ...parts.flatMap(([name, to, from, rule]) => [
    `BEGIN:${name}`,
    'DTSTART:16010101T020000',
    `TZOFFSETFROM:${from}`,
    `TZOFFSETTO:${to}`,
    ...(rule ? [`RRULE:FREQ=${rule}`] : []),
    `END:${name}`,
  ]),
  'END:VTIMEZONE',
]

test('zones by the names of Windows, and zones that only their own rules explain, are the zones they mean', () => {
  const event = (uid: string, tzid: string, day: string) => [
    `BEGIN:VEVENT`,
    `UID:${uid}`,
    `SUMMARY:${uid}`,
    `DTSTART;TZID=${tzid}:${day}T090000`,
    'DURATION:PT1H',
    'END:VEVENT',
  ]
  const shown = '(UTC+01:00) Amsterdam, Berlin, Bern, Rome'
  const lines = [
    ...outlookZone(
      'Customized Time Zone',
      ['STANDARD', '-0500', '-0400', 'YEARLY;BYDAY=1SU;BYMONTH=11'],
      ['DAYLIGHT', '-0400', '-0500', 'YEARLY;BYDAY=2SU;BYMONTH=3'],
    ),
    ...outlookZone(
      shown,
      ['STANDARD', '+0100', '+0200', 'YEARLY;BYDAY=-1SU;BYMONTH=10'],
      ['DAYLIGHT', '+0200', '+0100', 'YEARLY;BYDAY=-1SU;BYMONTH=3'],
    ),
    ...outlookZone('Kathmandu office', ['STANDARD', '+0545', '+0545']),
    ...outlookZone('Nowhere', ['STANDARD', '+0317', '+0317']),
    ...outlookZone('Too often', ['STANDARD', '+0100', '+0200', 'SECONDLY']),
    ...event('nz', 'New Zealand Standard Time', '20270701'),
    ...event('newfoundland', 'Newfoundland Standard Time', '20270701'),
    ...event('microsoft', '"tzone://Microsoft/Utc"', '20270701'),
    ...event('custom', 'Customized Time Zone', '20270320'),
    ...event('shown', `"${shown}"`, '20270320'),
    ...event('kathmandu', 'Kathmandu office', '20270320'),
    ...event('nowhere', 'Nowhere', '20270320'),
    ...event('often', 'Too often', '20270320'),
  ]
  const ics = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//test', ...lines, 'END:VCALENDAR', ''].join('\r\n')
  const { blocks, refusals } = readCalendar(ics, 'Europe/Vienna')
  assert.deepEqual(
    refusals.map(({ uid }) => uid),
    ['nowhere', 'often'],
  )
  assert.deepEqual(
    blocks.map(({ uid, timing }) => [uid, timing.zone, timing.startLocal]),
    [
      ['nz', 'Pacific/Auckland', '2027-07-01T09:00'],
      ['newfoundland', 'America/St_Johns', '2027-07-01T09:00'],
      ['microsoft', 'UTC', '2027-07-01T09:00'],
      ['custom', 'America/New_York', '2027-03-20T09:00'],
      ['shown', 'Europe/Vienna', '2027-03-20T09:00'],
      ['kathmandu', 'Asia/Kathmandu', '2027-03-20T09:00'],
    ],
  )
})
