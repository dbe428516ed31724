import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { processorMs } from '#test/processor-time.ts'
import { parseQuickAdd, type QuickAdd } from './quickadd.ts'

/** Wednesday 10 March 2027, ten in the morning in Vienna. */
const about = { now: '2027-03-10T09:00:00Z', zone: 'Europe/Vienna' }
const SILENT: Omit<QuickAdd, 'title' | 'understood'> = {
  dueDate: null,
  dueAt: null,
  scheduledDate: null,
  recurrence: null,
  target: null,
  tags: [],
  priority: null,
  area: null,
  estimateMinutes: null,
}
const due = (rrule: string) => ({ rrule, anchor: 'due' as const, skipDates: [] })

const LINES: [text: string, task: Partial<QuickAdd>][] = [
  ['Buy milk', { title: 'Buy milk' }],
  [
    'Pay rent on the 1st of every month at 9am #home @wealth !p1 ~15m',
    {
      title: 'Pay rent',
      // Summer time begins on 28 March.
      dueAt: '2027-04-01T07:00:00.000Z',
      recurrence: due('FREQ=MONTHLY;BYMONTHDAY=1'),
      tags: ['home'],
      area: 'wealth',
      priority: 'p1',
      estimateMinutes: 15,
    },
  ],
  [
    'Water the plants every 3 days',
    { title: 'Water the plants', dueDate: '2027-03-10', recurrence: due('FREQ=DAILY;INTERVAL=3') },
  ],
  [
    'Water plants every! 3 days (balcony)',
    {
      title: 'Water plants (balcony)',
      dueDate: '2027-03-10',
      recurrence: { rrule: 'FREQ=DAILY;INTERVAL=3', anchor: 'completion', skipDates: [] },
    },
  ],
  ['Gym 3 times a week @health', { title: 'Gym', target: { times: 3, days: 7 }, area: 'health' }],
  [
    'Call mom tomorrow at 5pm for 45 minutes',
    { title: 'Call mom', dueAt: '2027-03-11T16:00:00.000Z', estimateMinutes: 45 },
  ],
  ['Call mom, tomorrow, at 5pm!', { title: 'Call mom!', dueAt: '2027-03-11T16:00:00.000Z' }],
  [
    'Prepare deck start monday due friday high priority',
    { title: 'Prepare deck', scheduledDate: '2027-03-15', dueDate: '2027-03-12', priority: 'p2' },
  ],
  ['urgent: fix the roof', { title: 'fix the roof', priority: 'p1' }],
  ['Fix the roof urgent', { title: 'Fix the roof', priority: 'p1' }],
  ['Low priority clean garage this weekend', { title: 'clean garage', priority: 'p4', dueDate: '2027-03-13' }],
  ['Clean garage, priority: medium', { title: 'Clean garage', priority: 'p3' }],
  ['Read !2 ~1h30', { title: 'Read', priority: 'p2', estimateMinutes: 90 }],
  ['Read !low ~1.5h', { title: 'Read', priority: 'p4', estimateMinutes: 90 }],
  ['Read ~2 hours 15 min', { title: 'Read', estimateMinutes: 135 }],
  [
    'Standup every weekday 9:15 @work',
    {
      title: 'Standup',
      dueAt: '2027-03-11T08:15:00.000Z',
      recurrence: due('FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR'),
      area: 'day_job',
    },
  ],
  ['Date night friday @love #us #Us', { title: 'Date night', dueDate: '2027-03-12', area: 'love', tags: ['us'] }],
  ['Meet Anna tomorrow 3-5pm', { title: 'Meet Anna', dueAt: '2027-03-11T14:00:00.000Z', estimateMinutes: 120 }],
  ['Draft plan #work/q2 #año', { title: 'Draft plan', tags: ['work/q2', 'año'] }],
  ['tomorrow', { title: 'tomorrow', dueDate: '2027-03-11' }],
  ['#home', { title: '#home', tags: ['home'] }],
  ['  Two   spaces  ', { title: 'Two spaces' }],
]

test('a line becomes a task, and what it does not say stays null', () => {
  for (const [text, task] of LINES) {
    const { understood: _, ...read } = parseQuickAdd(text, about)
    assert.deepEqual(read, { ...SILENT, ...task }, text)
  }
})

test('what only looks like a mark stays in the title', () => {
  const plain = [
    'Email bob@work.com',
    'Lunch with @anna',
    'Fix issue #12',
    'Learn C# and F#',
    'Pay ~45 people',
    'Great!1',
    'Visit urgent care',
    'Not urgent really',
    'Answer the urgent mail',
    'Implement a low priority queue',
    'Sort the high priority list',
    'Check p1 alerts',
    'a!p1',
    'Open @workshop door',
    '~99999m nap',
  ]
  for (const title of plain) assert.deepEqual(parseQuickAdd(title, about), { ...SILENT, title, understood: [] })
})

test('ordinary titles are kept to the letter', () => {
  const titles = JSON.parse(
    readFileSync(new URL('../../../test/data/plain-titles.json', import.meta.url), 'utf8'),
  ) as string[]
  assert.ok(titles.length >= 150)
  const marked = ['Urgent care visit', 'Not urgent: tidy desk', 'Build a low priority queue']
  for (const title of titles) assert.equal(parseQuickAdd(title, about).title, title)
  for (const title of marked) assert.equal(parseQuickAdd(title, about).priority, null)
})

test('what was understood is told in the order of the text', () => {
  const { understood } = parseQuickAdd('Pay rent on the 1st of every month at 9am #home @wealth !p1 ~15m', about)
  assert.deepEqual(understood, [
    { text: 'on the 1st of every month', as: 'recurrence', value: 'FREQ=MONTHLY;BYMONTHDAY=1' },
    { text: 'at 9am', as: 'time', value: '09:00' },
    { text: '#home', as: 'tag', value: 'home' },
    { text: '@wealth', as: 'area', value: 'wealth' },
    { text: '!p1', as: 'priority', value: 'p1' },
    { text: '~15m', as: 'estimate', value: '15' },
  ])
})

test('the first priority, area and estimate count and later ones stay text', () => {
  const task = parseQuickAdd('Plan !p2 !p3 @health @love ~10m ~20m', about)
  assert.deepEqual([task.priority, task.area, task.estimateMinutes], ['p2', 'health', 10])
  assert.equal(task.title, 'Plan !p3 @love ~20m')
})

test('a line of any length is read within 50 milliseconds and keeps what lies beyond its first 1,000 characters', () => {
  for (const part of ['#', '#a', '~1', '!p', '@a_', 'priority ', 'urgent ', 'low-', '~ 1 h 1', '((', ',;:']) {
    const took = processorMs(() => parseQuickAdd(`tomorrow ${part.repeat(10_000)} x`, about))
    assert.ok(took < 50, `${part} took ${took} ms of processor time`)
  }
  assert.ok(parseQuickAdd(`tomorrow ${'x'.repeat(1200)} end`, about).title.endsWith('x end'))
})
