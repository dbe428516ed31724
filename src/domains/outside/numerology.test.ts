import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Body, sharedApp, type TestApp } from '#test/harness.ts'

let app: TestApp
before(async () => {
  app = await sharedApp()
})
after(() => app.close())

const numbersOf = async (request: object): Promise<Body> => {
  const { status, body } = await (await app.as()).post('/numerology', request)
  assert.equal(status, 200, JSON.stringify(body))
  return body
}
const named = (fullName: string) => numbersOf({ birthDate: '1987-06-14', fullName })

test('the life path reduces month, day and year and shows how, and master numbers stay', async () => {
  const { lifePath, birthday, method } = await numbersOf({ birthDate: '1987-06-14' })
  assert.deepEqual([lifePath.number, birthday.number], [9, 5])
  assert.equal(lifePath.steps, '6 + 14 → 5 + 1987 → 25 → 7 = 18 → 9')
  assert.match(method, /Pythagorean.*month, day and year are each reduced/)
  // 11 + 2 + (1 + 9 + 9 + 2 = 21, 3) = 16, 7: November keeps its 11.
  assert.deepEqual((await numbersOf({ birthDate: '1992-11-02' })).lifePath.number, 7)
  // 2 + 9 + 2 (2000) = 13, 4; and 29 as a birthday is 11, a master.
  const master = (await numbersOf({ birthDate: '2000-01-29' })).birthday
  assert.deepEqual([master.number, master.isMaster, master.steps], [11, true, '29 → 11'])
})

test('names are counted as the table of letters says', async () => {
  // J1 O6 H8 N5 = 20, 2 and D4 O6 E5 = 15, 6: together 8. Vowels 6 and 11; consonants 14, 5 and 4.
  const { expression, soulUrge, personality, readAs } = await named('John Doe')
  assert.deepEqual([expression.number, soulUrge.number, personality.number, readAs], [8, 8, 9, 'john doe'])
  assert.equal(expression.steps, '20 → 2 + 15 → 6 = 8')
  // In Lynn the Y stands for the vowel, in May it does not.
  assert.equal((await named('Lynn')).soulUrge.number, 7)
  assert.equal((await named('May')).soulUrge.number, 1)
})

test('marks fall away, and letters without a number are named instead of guessed', async () => {
  const plain = await named('Zoe Strasse')
  const marked = await named('Zoë Straße')
  assert.deepEqual([marked.readAs, marked.expression, marked.ignored], [plain.readAs, plain.expression, []])
  const { expression, ignored, readAs, notes } = await named('Анна 안나')
  assert.deepEqual([expression, readAs, ignored], [null, null, ['А', 'н', 'а', '안', '나']])
  assert.match(notes[0], /not transliterated/)
  assert.deepEqual((await named("Ann O'Brien-Łuk")).readAs, 'ann obrien luk')
})

test('the personal year is that of the own clock unless told, and never a master', async () => {
  const ann = await app.as()
  const at = 'now=2027-12-31T23:30:00.000Z&timezone=Europe/Vienna'
  const { body } = await ann.post(`/numerology?${at}`, { birthDate: '1987-06-14' })
  assert.deepEqual([body.personalYear.year, body.personalYear.number], [2028, 5])
  assert.equal((await numbersOf({ birthDate: '1987-06-14', year: 2027 })).personalYear.number, 4)
  assert.match(body.notes.join(' '), /entertainment/)
})
