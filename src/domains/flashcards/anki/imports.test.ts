import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { default_w } from 'ts-fsrs'
import { JPEG } from '#test/forms.ts'
import { type Body, startApp, type TestApp } from '#test/harness.ts'
import { field, type Made, type MadeNote, varintField } from './packages.fixture.ts'
import { cardsOf, decksOf, SEA, sides, take } from './taking.fixture.ts'

let app: TestApp
before(async () => {
  app = await startApp({ env: { STAGE: 'test' } })
  await app.work()
})
after(() => app.close())

const ms = (day: string, hour = 9) => Date.parse(`${day}T00:00:00.000Z`) + hour * 3_600_000

for (const generation of ['anki2', 'anki21', 'anki21b'] as const)
  test(`notes of ${generation} become cards as Anki shows them, in their decks, with their tags`, async () => {
    const ann = await app.as()
    const result = await take(ann, {
      generation,
      decks: { 1: 'Default', 7: 'Languages::Spanish' },
      notes: [
        { ...SEA, cards: [{ deck: 7, due: 3 }] },
        { guid: 'hill', notetype: 'reversed', fields: ['la colina', 'the hill', ''], cards: [{}, {}] },
        { guid: 'lake', notetype: 'reversed', fields: ['el lago', 'the lake', 'grande'], cards: [{}] },
        {
          guid: 'rivers',
          notetype: 'cloze',
          fields: ['{{c1::Ebro}} and {{c2::Duero::a river}}', 'in Spain'],
          cards: [{}, {}],
        },
      ],
    })
    assert.deepEqual(result.counts, {
      created: 6,
      updated: 0,
      unchanged: 0,
      refused: 0,
      reviews: 0,
      media: 0,
      decks: 3,
    })
    assert.deepEqual([result.done, result.total, result.problems], [6, 6, []])
    const cards = await cardsOf(ann)
    assert.deepEqual(sides(cards), [
      'el mar | the **sea**',
      'la colina | the hill',
      'the hill | la colina (no example)',
      'el lago | the lake',
      '**[...]** and Duero | **Ebro** and Duero\nin Spain',
      'Ebro and **[a river]** | Ebro and **Duero**\nin Spain',
    ])
    const [sea, hill, back, lake] = cards
    assert.deepEqual([sea.tags, sea.position, sea.state, lake.hint], [['nature', 'water'], 3, 'new', 'grande'])
    assert.ok(hill.groupId !== null && hill.groupId === back.groupId)
    const decks = await decksOf(ann)
    const inner = decks.find(({ id }) => id === sea.deckId)
    assert.equal(inner?.name, 'Spanish')
    assert.equal(decks.find(({ id }) => id === inner?.parentDeckId)?.name, 'Languages')
  })

const floats = (...values: number[]) => Buffer.from(Float32Array.from(values).buffer)
const FITTED = default_w.map((value) => Number((value * 1.01).toFixed(4)))
const OPTIONS = {
  json: {
    ...{
      id: 2,
      name: 'Slow',
      desiredRetention: 0.85,
      easyDaysPercentages: [1, 1, 1, 1, 1, 0.5, 0],
      fsrsParams6: FITTED,
    },
    ...{ new: { delays: [0.5, 15, 1440], perDay: 7 }, rev: { perDay: 90, maxIvl: 400 } },
    lapse: { delays: [20], leechFails: 5, leechAction: 1 },
  },
  message: Buffer.concat([
    ...[field(1, floats(0.5, 15, 1440)), field(2, floats(20)), field(4, floats(1, 1, 1, 1, 1, 0.5, 0))],
    ...[field(6, floats(...FITTED)), varintField(9, 7), varintField(10, 90), varintField(16, 400)],
    ...[
      varintField(21, 1),
      varintField(22, 5),
      Buffer.from([((37 * 8 + 5) % 128) | 128, (37 * 8 + 5) >> 7]),
      floats(0.85),
    ],
  ]),
}

for (const generation of ['anki21', 'anki21b'] as const)
  test(`the options of a deck of ${generation} and the flags of its cards come along`, async () => {
    const ann = await app.as()
    const decks = { 1: 'Default', 7: 'Spanish' }
    const notes = [{ ...SEA, cards: [{ deck: 7, flags: 3 }] }]
    await take(ann, { generation, decks, notes, options: OPTIONS })
    const [deck] = await decksOf(ann)
    assert.deepEqual(
      [deck.name, deck.desiredRetention, deck.newPerDay, deck.reviewsPerDay, deck.maximumIntervalDays],
      ['Spanish', 0.85, 7, 90, 400],
    )
    assert.deepEqual([deck.learningSteps, deck.relearningSteps], [['1m', '15m', '1d'], ['20m']])
    assert.deepEqual([deck.leechLapses, deck.leechAction], [5, 'tag'])
    assert.deepEqual([deck.weekdayWeights, deck.parameters], [[1, 1, 1, 1, 1, 0.5, 0], FITTED])
    assert.deepEqual((await cardsOf(ann))[0].tags, ['flag:green', 'nature', 'water'])
  })

test('what Anki knows of a card comes along: its date, its stability, its history, and that it is suspended or buried', async () => {
  const ann = await app.as()
  const reviews: [number, number, number, number, number, number, number][] = [
    [ms('2026-01-05'), 3, -600, -60, 0, 4_000, 0],
    [ms('2026-01-06'), 3, 4, 0, 2_500, 5_000, 1],
    [ms('2026-01-10'), 1, 1, 4, 2_300, 6_000, 1],
    [ms('2026-01-11'), 3, 12, 1, 2_300, 7_000, 1],
  ]
  const known = { type: 2, due: 22, ivl: 12, factor: 2_300, reps: 4, lapses: 1, reviews }
  await take(ann, {
    notes: [
      { ...SEA, cards: [{ ...known, data: '{"s":13.5,"d":6.25,"dr":0.9}' }] },
      {
        guid: 'old',
        fields: ['sin historia', 'without history'],
        cards: [{ type: 2, due: 40, ivl: 30, factor: 2_500, reps: 9, queue: -1 }],
      },
      { guid: 'put off', fields: ['enterrada', 'buried'], cards: [{ queue: -2 }] },
      {
        guid: 'forgotten',
        fields: ['olvidada', 'forgotten'],
        cards: [{ due: 8, reviews: [[ms('2025-12-20'), 3, 1, 0, 0, 1_000, 0]] }],
      },
    ],
  })
  const [sea, old, buried, forgotten] = await cardsOf(ann)
  assert.deepEqual(
    [sea.state, sea.dueAt, sea.intervalDays, sea.stability, sea.difficulty, sea.reps, sea.lapses, sea.lastReviewedAt],
    ['review', '2026-01-23T00:00:00.000Z', 12, 13.5, 6.25, 4, 1, '2026-01-11T09:00:00.000Z'],
  )
  const { items } = (await ann.get(`/flashcards/${sea.id}/reviews`)).body
  assert.deepEqual(
    items.map(({ rating, stateBefore, intervalBefore, durationMs }: Body) => [
      rating,
      stateBefore,
      intervalBefore,
      durationMs,
    ]),
    [
      ['good', 'review', 1, 7_000],
      ['again', 'review', 4, 6_000],
      ['good', 'review', 0, 5_000],
      ['good', 'new', 0, 4_000],
    ],
  )
  assert.deepEqual([old.stability, old.isSuspended, old.state], [30, true, 'review'])
  assert.ok(old.difficulty > 1 && old.difficulty < 10)
  assert.ok(buried.buriedUntil !== null)
  assert.deepEqual([forgotten.state, forgotten.position], ['new', 8])
  assert.equal((await ann.get('/flashcards/statistics?now=2026-01-12T00:00:00.000Z&days=12')).body.reviews, 4)
  // Undoing the last one leads back to what the others make of it.
  const undone = (await ann.post(`/flashcards/${sea.id}/reviews/${items[0].id}/undo`)).body
  assert.deepEqual([undone.lapses, undone.lastReviewedAt], [1, '2026-01-10T09:00:00.000Z'])
})

test('a second import brings cards up to date and their history forward, and doubles nothing', async () => {
  const ann = await app.as()
  const first: [number, number, number, number, number, number, number] = [ms('2026-01-05'), 3, 3, 0, 2_500, 4_000, 0]
  const second: typeof first = [ms('2026-01-08'), 3, 9, 3, 2_500, 4_000, 1]
  const made = (note: Partial<MadeNote>): Made => ({
    notes: [
      { ...SEA, ...note },
      { guid: 'hill', fields: ['colina', 'hill'] },
    ],
  })
  await take(ann, made({ cards: [{ type: 2, due: 7, ivl: 3, reps: 1, reviews: [first] }] }))
  const again = await take(ann, made({ cards: [{ type: 2, due: 7, ivl: 3, reps: 1, reviews: [first] }] }))
  assert.deepEqual([again.counts.unchanged, again.counts.reviews], [2, 0])
  const tried = await take(ann, made({ fields: ['el mar', 'the ocean'] }), { dryRun: true })
  assert.deepEqual(
    [tried.counts.updated, tried.counts.unchanged, sides(await cardsOf(ann))[0]],
    [1, 1, 'el mar | the **sea**'],
  )
  const later = await take(
    ann,
    made({ fields: ['el mar', 'the ocean'], cards: [{ type: 2, due: 16, ivl: 9, reps: 2, reviews: [first, second] }] }),
  )
  assert.deepEqual([later.counts.updated, later.counts.unchanged, later.counts.reviews], [1, 1, 1])
  const [sea] = await cardsOf(ann)
  assert.deepEqual([sea.back, sea.intervalDays, sea.dueAt.slice(0, 10)], ['the ocean', 9, '2026-01-17'])
  assert.equal((await decksOf(ann)).length, 1)
  // What was answered here after that stays the last word.
  await ann.post(`/flashcards/${sea.id}/review`, { rating: 'good', reviewedAt: '2026-01-20T09:00:00.000Z' })
  const between: typeof first = [ms('2026-01-12'), 1, 1, 9, 2_500, 4_000, 1]
  await take(ann, made({ cards: [{ type: 2, due: 17, ivl: 1, reps: 3, reviews: [first, second, between] }] }))
  const [now] = await cardsOf(ann)
  assert.deepEqual([now.lastReviewedAt, now.lapses], ['2026-01-20T09:00:00.000Z', 1])
  assert.equal((await ann.get(`/flashcards/${sea.id}/reviews`)).body.items.length, 4)
})

test('pictures and sounds become files once, whichever package they come in', async () => {
  const ann = await app.as()
  const note = { guid: 'picture', fields: ['<img src="a b.jpg"> what?', '[sound:gone.mp3] and <img src="evil.svg">'] }
  const media = { 'a b.jpg': JPEG, 'evil.svg': Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>') }
  for (const generation of ['anki21', 'anki21b'] as const) {
    const { counts, warnings } = await take(ann, { generation, notes: [note], media })
    assert.equal(counts.media, generation === 'anki21' ? 1 : 0)
    assert.equal(warnings.length, 2)
    assert.match(
      warnings.join(),
      /gone\.mp3 is not in the package.*evil\.svg was left out|evil\.svg was left out.*gone\.mp3/,
    )
  }
  const [card] = await cardsOf(ann)
  const { items } = (await ann.get('/files?kind=image')).body
  assert.equal(items.length, 1)
  assert.equal(card.front, `![](file:${items[0].id}) what?`)
  assert.equal(card.back, '[gone.mp3] and [evil.svg]')
})

test('nothing of a card runs or leads anywhere but into the web', async () => {
  const ann = await app.as()
  const html =
    'a <script>alert(1)</script><a href="javascript:alert(1)">b</a> <img src=x onerror=alert(1)> <a href="https://example.org/x">c</a> 2 < 3 *not bold* \\(x_1 * y\\)'
  await take(ann, { notes: [{ guid: 'x', fields: [html, 'back'] }] })
  const [{ front }] = (await cardsOf(ann)) as [Body]
  assert.equal(front, 'a b [x] [c](https://example.org/x) 2 \\< 3 \\*not bold\\* \\(x_1 * y\\)')
})

test('a card that cannot come in is named with the reason, and the others come in', async () => {
  const ann = await app.as()
  const { counts, problems } = await take(ann, {
    notes: [
      SEA,
      { guid: 'none', fields: ['only a front', ''] },
      { guid: 'gap', notetype: 'cloze', fields: ['no gap', ''] },
      SEA,
    ],
  })
  assert.deepEqual([counts.created, counts.refused], [1, 3])
  assert.deepEqual(problems.map(({ guid, error }: Body) => `${guid}: ${error}`).sort(), [
    'gap: its note has no deletion c1 any more',
    'none: its back is empty',
    'sea: the same card stands in it twice',
  ])
})

test('what is tried out changes nothing, and says what would become of it', async () => {
  const ann = await app.as()
  const tried = await take(ann, { notes: [SEA], media: { 'a.jpg': JPEG } }, { dryRun: true })
  assert.deepEqual([tried.counts.created, tried.isDryRun], [1, true])
  assert.deepEqual([await cardsOf(ann), await decksOf(ann)], [[], []])
  assert.equal((await ann.post(`/flashcards/imports/${tried.id}/undo`)).status, 409)
})

test('an import can be taken back with its decks, and brought again', async () => {
  const ann = await app.as()
  const own = (await ann.post('/flashcard-decks', { name: 'Mine' })).body
  await ann.post(`/flashcard-decks/${own.id}/cards`, { front: 'a', back: 'b' })
  const made = { decks: { 1: 'Default', 7: 'A::B' }, notes: [{ ...SEA, cards: [{ deck: 7 }] }] }
  const { id } = await take(ann, made, { deckId: own.id })
  assert.deepEqual((await decksOf(ann)).map(({ name }) => name).sort(), ['A', 'B', 'Mine'])
  assert.equal((await ann.post(`/flashcards/imports/${id}/undo`)).body.state, 'undone')
  assert.equal((await ann.post(`/flashcards/imports/${id}/undo`)).status, 200)
  assert.deepEqual(sides(await cardsOf(ann)), ['a | b'])
  assert.deepEqual(
    (await decksOf(ann)).map(({ name }) => name),
    ['Mine'],
  )
  const again = await take(ann, made)
  assert.equal(again.counts.created, 1)
  assert.equal((await cardsOf(ann)).length, 2)
})

test('without reviews every card begins anew', async () => {
  const ann = await app.as()
  const card = {
    type: 2,
    due: 9,
    ivl: 9,
    reps: 1,
    reviews: [[ms('2026-01-05'), 3, 3, 0, 0, 1, 0]] as NonNullable<unknown>,
  }
  await take(ann, { notes: [{ ...SEA, cards: [card as object] }] }, { withReviews: false })
  const [{ state, reps }] = (await cardsOf(ann)) as [Body]
  assert.deepEqual([state, reps], ['new', 0])
})
