import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { formOf, JPEG } from '#test/forms.ts'
import { type Body, type Caller, startApp, type TestApp } from '#test/harness.ts'
import { applied, settled, zipOf } from './portability.fixture.ts'

const DATA = path.join(import.meta.dirname, '../../../test/data/import')
const TODOIST = 'Home [2203306141].csv'

let app: TestApp
before(async () => {
  app = await startApp()
  await app.work()
})
after(() => app.close())

async function check(by: Caller, source: string, name: string, bytes?: Buffer): Promise<Body> {
  const file = new File([new Uint8Array(bytes ?? (await readFile(path.join(DATA, name))))], name)
  const answer = await by.post('/users/me/import', formOf({ file, source }))
  assert.equal(answer.status, 202, JSON.stringify(answer.body))
  return settled(by, answer)
}

const vienna = async () => {
  const ann = await app.as()
  await ann.patch('/users/me', { timezone: 'Europe/Vienna' })
  return ann
}
const countOf = ({ report }: Body, name: string) => report.tables.find((table: Body) => table.name === name)
const tasksOf = async (by: Caller): Promise<Map<string, Body>> =>
  new Map((await by.get('/tasks?limit=100')).body.items.map((task: Body) => [task.title, task]))

test('a project of Todoist comes with its sections, indents, labels, comments, priorities and dates in words', async () => {
  const ann = await vienna()
  const checked = await check(ann, 'todoist', TODOIST)
  assert.equal(checked.state, 'checked')
  assert.deepEqual(checked.report.problems, [
    { where: TODOIST, line: 12, message: '“jeden zweiten Dienstag” is not understood as a date.' },
  ])
  assert.equal((await tasksOf(ann)).size, 0)
  const done = await applied(ann, checked)
  assert.deepEqual(done.report, checked.report)
  assert.deepEqual([countOf(done, 'task').created, countOf(done, 'project').created], [6, 1])
  const tasks = await tasksOf(ann)
  const [kitchen, tiles, order, plants] = [
    'Renovate the kitchen',
    'Choose tiles',
    'Order tiles',
    'Water the plants',
  ].map((title) => tasks.get(title))
  assert.deepEqual(
    [kitchen.tags, kitchen.priority, kitchen.description],
    [['house'], 'p2', 'Before summer, if possible'],
  )
  assert.deepEqual(
    [tiles.parentTaskId, tiles.dueDate, tiles.description],
    [kitchen.id, '2027-03-05', 'Blue ones, matte'],
  )
  assert.deepEqual([order.parentTaskId, order.dueAt, order.estimateMinutes], [tiles.id, '2027-03-08T08:00:00.000Z', 30])
  assert.deepEqual([plants.tags, plants.priority], [['Every week', 'garden', 'green'], 'p1'])
  assert.match(plants.recurrence.rrule, /FREQ=WEEKLY.*BYDAY=MO/)
  assert.equal(tasks.get('Replace the filter').recurrence.anchor, 'completion')
  assert.equal(tasks.get('Müll rausbringen').description, 'Due: jeden zweiten Dienstag')
  const [project] = (await ann.get('/projects')).body.items
  assert.equal(project.name, 'Home')
  assert.ok([...tasks.values()].every(({ projectIds }) => projectIds[0] === project.id))
})

test('the same file read again makes nothing twice, and an undone import keeps what was changed and can be repeated', async () => {
  const ann = await vienna()
  const first = await applied(ann, await check(ann, 'todoist', TODOIST))
  const again = await applied(ann, await check(ann, 'todoist', TODOIST))
  assert.deepEqual([countOf(again, 'task').created, countOf(again, 'task').present], [0, 6])
  const changed = (await tasksOf(ann)).get('Water the plants')
  await ann.patch(`/tasks/${changed.id}`, { title: 'Water all plants' })
  const { body, status } = await ann.post(`/users/me/imports/${first.id}/undo`)
  assert.deepEqual([status, body], [200, { removed: 6, kept: 1 }])
  assert.deepEqual([...(await tasksOf(ann)).keys()], ['Water all plants'])
  assert.deepEqual((await ann.post(`/users/me/imports/${first.id}/undo`)).body, { removed: 0, kept: 1 })
  await applied(ann, await check(ann, 'todoist', TODOIST))
  const back = await tasksOf(ann)
  assert.deepEqual([back.size, back.has('Order tiles'), back.has('Water the plants')], [6, true, false])
  const bob = await app.as()
  assert.equal((await bob.post(`/users/me/imports/${first.id}/undo`)).status, 404)
})

test('a backup of TickTick comes with its lists, subtasks, tags, rules and what was done when', async () => {
  const ann = await vienna()
  const done = await applied(ann, await check(ann, 'ticktick', 'TickTick-backup.csv'))
  assert.deepEqual(
    done.report.problems.map(({ message }: Body) => message),
    ['Repeat: ERULE:NAME=FORGETTINGCURVE;CYCLE=0'],
  )
  const tasks = await tasksOf(ann)
  const [stamps, office, call] = ['Buy stamps', 'Post office', 'Call Ben'].map((title) => tasks.get(title))
  assert.deepEqual([stamps.parentTaskId, stamps.dueDate, stamps.priority], [office.id, '2027-03-05', 'p1'])
  assert.deepEqual(stamps.tags, ['post', 'paper', 'Soon'])
  assert.deepEqual([office.dueAt, office.recurrence.rrule], ['2027-03-05T08:00:00.000Z', 'FREQ=WEEKLY;BYDAY=FR'])
  assert.deepEqual([call.status, call.completedAt], ['done', '2025-02-03T10:30:00.000Z'])
  const names = (await ann.get('/projects')).body.items.map(({ name }: Body) => name)
  assert.deepEqual(names.sort(), ['Errands', 'Inbox'])
})

test('deadlines, days of beginning and what nobody will do are kept apart from what is due', async () => {
  const ann = await vienna()
  const todoist = `\ufeffTYPE,CONTENT,PRIORITY,INDENT,DATE,DATE_LANG,TIMEZONE,DEADLINE,DEADLINE_LANG
task,Tax return,1,1,2027-02-01,en,,2027-03-01,en
task,Water,1,1,every monday,en,,2027-03-01,en
`
  await applied(ann, await check(ann, 'todoist', 'Home.csv', Buffer.from(todoist)))
  const ticktick = `"Version: 7.1"
"List Name","Title","Start Date","Due Date","Priority","Status","Timezone","Is All Day","taskId","parentId"
"Inbox","Paper","2027-03-01T23:30:00+0000","2027-03-05T08:00:00+0000","0","0","Europe/Vienna","false","1",""
"Inbox","Never","","","0","-1","Europe/Vienna","false","2",""
`
  await applied(ann, await check(ann, 'ticktick', 'TickTick.csv', Buffer.from(ticktick)))
  const tasks = await tasksOf(ann)
  const [tax, water, paper] = ['Tax return', 'Water', 'Paper'].map((title) => tasks.get(title))
  assert.deepEqual([tax.dueDate, tax.scheduledDate], ['2027-03-01', '2027-02-01'])
  assert.deepEqual([water.description, water.recurrence === null], ['Deadline: 2027-03-01', false])
  assert.deepEqual([paper.dueAt, paper.scheduledDate], ['2027-03-05T08:00:00.000Z', '2027-03-02'])
  assert.equal(tasks.get('Never').status, 'cancelled')
})

const LOOP_HABITS = `Position,Name,Type,Question,Description,FrequencyNumerator,FrequencyDenominator,Color,Unit,Target Type,Target Value,Archived?
001,Meditate,YES_NO,Did you meditate this morning?,,1,1,#FF8F00,,,,false
002,Run,NUMERICAL,How far?,,3,7,#E64A19,km,AT_LEAST,5.0,false
`
const LOOP_CHECKMARKS = `Date,Meditate,Run,
2026-03-03,2,7500,
2026-03-02,3,-1,
2026-03-01,2,2000,
`

test('habits of Loop come with their schedules, targets, ticked, skipped and measured days, and go again when it is undone', async () => {
  const ann = await vienna()
  const zip = await zipOf([
    ['Habits.csv', Buffer.from(LOOP_HABITS)],
    ['Checkmarks.csv', Buffer.from(LOOP_CHECKMARKS)],
    ['001 Meditate/Scores.csv', Buffer.from('2026-03-03,0.1\n')],
  ])
  const done = await applied(ann, await check(ann, 'loop', 'Loop Habits CSV.zip', zip))
  assert.deepEqual([done.report.problems, countOf(done, 'habit').created], [[], 2])
  const habits = new Map<string, Body>((await ann.get('/habits')).body.items.map((habit: Body) => [habit.name, habit]))
  const [meditate, run] = [habits.get('Meditate'), habits.get('Run')]
  assert.deepEqual([run.schedule.times, run.schedule.days, run.startDate], [3, 7, '2026-03-01'])
  assert.deepEqual(run.target, { unit: 'km', amount: 5, type: 'at_least' })
  const days = async ({ id }: Body) =>
    (await ann.get(`/habits/${id}/logs`)).body.items
      .map(({ date, state, amount }: Body) => `${date} ${state} ${amount}`)
      .sort()
  assert.deepEqual(await days(meditate), ['2026-03-01 done null', '2026-03-02 skipped null', '2026-03-03 done null'])
  assert.deepEqual(await days(run), ['2026-03-01 done 2', '2026-03-03 done 7.5'])
  await ann.put(`/habits/${run.id}/logs/2026-03-04`, { amount: 3 })
  assert.deepEqual((await ann.post(`/users/me/imports/${done.id}/undo`)).body, { removed: 1, kept: 1 })
})

const ENTRIES = {
  metadata: { version: '1.0' },
  entries: [
    {
      uuid: '9A1B0C',
      creationDate: '2025-06-01T22:30:00Z',
      timeZone: 'Europe/Vienna',
      text: '# By the river\n\nA long walk\\.\n\n![](dayone-moment://PHOTO1)',
      tags: ['walking'],
      starred: true,
      photos: [{ identifier: 'PHOTO1', md5: 'd41d8cd98f00b204e9800998ecf8427e', type: 'jpeg', orderInEntry: 0 }],
    },
    { uuid: 'BROKEN', creationDate: 'yesterday', text: 'x' },
  ],
}

test('a journal of Day One comes with its days, zones, tags, stars and photos, which go with their entries', async () => {
  const ann = await app.as()
  const zip = await zipOf([
    ['Journal.json', Buffer.from(JSON.stringify(ENTRIES))],
    ['photos/d41d8cd98f00b204e9800998ecf8427e.jpeg', JPEG],
  ])
  const checked = await check(ann, 'day_one', 'export.zip', zip)
  assert.deepEqual(
    checked.report.problems.map(({ where, line }: Body) => [where, line]),
    [['Journal.json', 2]],
  )
  assert.deepEqual((await ann.get('/files')).body.items, [])
  const done = await applied(ann, checked)
  const [entry, ...others] = (await ann.get('/journal')).body.items
  const [file] = (await ann.get('/files')).body.items
  assert.deepEqual(others, [])
  assert.deepEqual([entry.title, entry.date, entry.zone], ['By the river', '2025-06-02', 'Europe/Vienna'])
  assert.deepEqual([entry.tags, entry.text], [['walking', 'starred'], `A long walk.\n\n![](file:${file.id})`])
  await applied(ann, await check(ann, 'day_one', 'export.zip', zip))
  assert.equal((await ann.get('/files')).body.items.length, 1)
  assert.deepEqual((await ann.post(`/users/me/imports/${done.id}/undo`)).body, { removed: 1, kept: 0 })
  assert.deepEqual([(await ann.get('/journal')).body.items, (await ann.get('/files')).body.items], [[], []])
})

test('a file of another program than was said is refused by name, and makes nothing', async () => {
  const ann = await app.as()
  const cases: [string, string, Buffer][] = [
    ['todoist', 'x.csv', Buffer.from('a,b\n1,2\n')],
    ['ticktick', 'x.csv', Buffer.from([0xff, 0xfe, 0x00])],
    ['loop', 'x.zip', await zipOf([['README.md', Buffer.from('x')]])],
    ['day_one', 'x.zip', await zipOf([['Journal.json', Buffer.from('[]')]])],
    ['day_one', 'x.zip', Buffer.from('no zip')],
  ]
  for (const [source, name, bytes] of cases) {
    const { state, report } = await check(ann, source, name, bytes)
    assert.deepEqual([state, report.problems.length], ['refused', 1], source)
  }
  const archive = await check(ann, 'todoist', TODOIST)
  assert.equal((await ann.post(`/users/me/imports/${archive.id}/undo`)).status, 409)
})
