import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { addDays } from '#core/time/zones.ts'
import { patient } from '#test/calm.ts'
import { type Body, type Caller, sharedApp, type TestApp } from '#test/harness.ts'

let app: TestApp
before(async () => {
  app = patient(await sharedApp())
})
after(() => app.close())

const TODAY = '2027-03-10'

const make = async (ann: Caller, text: string, fields: object = {}): Promise<Body> => {
  const { status, body } = await ann.post('/affirmations', { text, ...fields })
  assert.equal(status, 201, JSON.stringify(body))
  return body
}
const ofDay = async (ann: Caller, day: string): Promise<Body> => {
  const { status, body } = await ann.get(`/affirmations/today?now=${day}T12:00:00.000Z&timezone=UTC`)
  assert.equal(status, 200, JSON.stringify(body))
  return body
}
const textOf = async (ann: Caller, day: string) => (await ofDay(ann, day)).affirmation?.text

test('none comes again before all have had their turn, and a new one is next', async () => {
  const ann = await app.as()
  for (const text of ['a', 'b', 'c', 'd', 'e']) await make(ann, text)
  const first: string[] = []
  for (let n = 0; n < 5; n++) first.push(await textOf(ann, addDays(TODAY, n)))
  assert.deepEqual([...first].sort(), ['a', 'b', 'c', 'd', 'e'])
  assert.deepEqual([await textOf(ann, addDays(TODAY, 5)), await textOf(ann, addDays(TODAY, 6))], first.slice(0, 2))
  await make(ann, 'new')
  assert.equal(await textOf(ann, addDays(TODAY, 7)), 'new')
  assert.equal(await textOf(ann, addDays(TODAY, 8)), first[2])
  const { body } = await ann.get(`/affirmations/picks?from=${TODAY}&to=${addDays(TODAY, 30)}`)
  assert.deepEqual(
    body.items.map((one: Body) => one.affirmation.text),
    [first[2], 'new', first[1], first[0], ...first.toReversed()],
  )
})

test('two devices that ask at the same moment hear the same, all day long', async () => {
  const ann = await app.as()
  for (let n = 0; n < 20; n++) await make(ann, `number ${n}`)
  const all = await Promise.all(Array.from({ length: 8 }, () => textOf(ann, TODAY)))
  assert.equal(new Set(all).size, 1)
  const { body } = await ann.get(`/affirmations/today?now=${TODAY}T23:59:00.000Z&timezone=UTC`)
  assert.deepEqual([body.affirmation.text, body.timesShown], [all[0], 1])
})

test('what is put aside or thrown away gives its day to the next, and with none left there is none', async () => {
  const ann = await app.as()
  assert.deepEqual(await ofDay(ann, TODAY), { date: TODAY, affirmation: null, timesShown: 0 })
  await make(ann, 'a')
  await make(ann, 'b')
  const { affirmation } = await ofDay(ann, TODAY)
  await ann.patch(`/affirmations/${affirmation.id}`, { isActive: false })
  const { affirmation: other } = await ofDay(ann, TODAY)
  assert.notEqual(other.id, affirmation.id)
  await ann.delete(`/affirmations/${other.id}`)
  assert.equal((await ofDay(ann, TODAY)).affirmation, null)
  const { body } = await ann.get(`/affirmations/picks?to=${TODAY}`)
  assert.deepEqual(body.items, [])
})

test('they are found by category, favour, words and goal; a goal that is not mine is not there', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  const { body: goal } = await ann.post('/goals', { title: 'A book' })
  const { body: foreign } = await bob.post('/goals', { title: 'A boat' })
  await make(ann, 'I write 100% of my days', { category: 'work', goalId: goal.id })
  await make(ann, 'I rest', { category: 'calm', isFavorite: true, isActive: false })
  const texts = async (query: string) =>
    (await ann.get(`/affirmations?${query}`)).body.items.map(({ text }: Body) => text)
  assert.deepEqual(await texts('category=calm'), ['I rest'])
  assert.deepEqual(await texts('favorite=true'), ['I rest'])
  assert.deepEqual(await texts('active=true'), ['I write 100% of my days'])
  assert.deepEqual(await texts('q=100%25'), ['I write 100% of my days'])
  assert.deepEqual(await texts(`goalId=${goal.id}`), ['I write 100% of my days'])
  const refused = await ann.post('/affirmations', { text: 'x', goalId: foreign.id })
  assert.deepEqual([refused.status, refused.body.errors[0].path], [404, 'goalId'])
})

test('a time of daily messages is a time, on weekdays that there are, and at most twenty of them', async () => {
  const ann = await app.as()
  const slot = (fields: object) => ann.post('/daily-messages/slots', { kind: 'reflection', time: '21:00', ...fields })
  for (const wrong of [{ time: '24:00' }, { time: '9:00' }, { weekdays: [] }, { weekdays: ['xx'] }, { kind: 'joke' }])
    assert.equal((await slot(wrong)).status, 400, JSON.stringify(wrong))
  assert.deepEqual((await slot({ weekdays: ['su', 'mo', 'su'] })).body.weekdays, ['mo', 'su'])
  assert.equal((await slot({})).body.weekdays.length, 7)
  for (let n = 2; n < 20; n++) assert.equal((await slot({})).status, 201)
  assert.equal((await slot({})).status, 409)
})
