import { randomUUID } from 'node:crypto'
import type { Caller } from './caller.ts'
import { createChance, DAY, dayOf, type Item } from './demo-chance.ts'

/** What is learnt and written: a course with study time, cards with their reviews, notes, a journal, affirmations. Answers how much. */
export async function makeLearning(call: Caller, goals: Item[], now: number, weeks: number): Promise<number> {
  const course = await makeCourse(call, now, weeks)
  const reviews = await makeCards(call, now, weeks)
  const notes = await makeNotes(call)
  const entries = await makeJournal(call, now, weeks)
  await makeAffirmations(call, goals)
  return course + reviews + notes + entries
}

const MODULES = [
  { title: 'First words', topics: ['Sounds and stress', 'Greetings', 'Numbers to a hundred'] },
  { title: 'A day in Lisbon', topics: ['Ordering coffee', 'Asking the way', 'Trams and tickets'] },
  { title: 'Yesterday and tomorrow', topics: ['The past of regular verbs', 'Ir and ser', 'Making plans'] },
]

/** Two sessions a week, and a topic completed now and then: two thirds of the course are done. */
async function makeCourse(call: Caller, now: number, weeks: number): Promise<number> {
  const outline = await call.post('/courses/outlines/accept', {
    title: 'Portuguese for the summer',
    difficulty: 'beginner',
    area: 'happiness',
    tags: ['language'],
    targetDate: dayOf(now + 120 * DAY),
    modules: MODULES.map(({ title, topics }) => ({
      title,
      topics: topics.map((topic) => ({ title: topic, estimatedHours: 2 })),
    })),
  })
  const { course, modules } = outline as unknown as { course: Item; modules: { topics: Item[] }[] }
  const topics = modules.flatMap((module) => module.topics)
  for (const { id } of topics.slice(0, 6)) await call.post(`/course-topics/${id}/complete`, {})
  const chance = createChance(17)
  let sessions = 0
  for (let week = weeks; week > 0; week--) {
    for (const weekday of [1, 4]) {
      const begin = Math.floor((now - (week * 7 - weekday) * DAY) / DAY) * DAY + 18 * 3_600_000
      const [startedAt, finishedAt] = [begin, begin + (25 + chance.upTo(30)) * 60_000]
      if (finishedAt > now) continue
      const times = { startedAt: new Date(startedAt).toISOString(), finishedAt: new Date(finishedAt).toISOString() }
      await call.post('/study-sessions', { courseId: course.id, ...times })
      sessions++
    }
  }
  return sessions
}

const WORDS = [
  ['o rio', 'the river'],
  ['a ponte', 'the bridge'],
  ['o pequeno-almoço', 'breakfast'],
  ['a rua', 'the street'],
  ['amanhã', 'tomorrow'],
  ['ontem', 'yesterday'],
  ['o bilhete', 'the ticket'],
  ['a saudade', 'the longing for what is away'],
  ['devagar', 'slowly'],
  ['a chuva', 'the rain'],
  ['o comboio', 'the train'],
  ['às vezes', 'sometimes'],
] as const

const AT_ONCE = 200

/** Each card as somebody learns it: asked again when about half of what it has been known for has gone by, and sometimes forgotten. */
async function makeCards(call: Caller, now: number, weeks: number): Promise<number> {
  const deck = await call.post('/flashcard-decks', { name: 'Portuguese', newPerDay: 5, tags: ['language'] })
  const chance = createChance(23)
  const reviews: { reviewId: string; flashcardId: unknown; rating: string; reviewedAt: string }[] = []
  for (const [at, [front, back]] of WORDS.entries()) {
    const { id } = await call.post(`/flashcard-decks/${deck.id}/cards`, { front, back })
    let interval = 1
    for (let moment = now - (weeks * 7 - at) * DAY; moment < now; moment += interval * DAY) {
      const isForgotten = chance.happens(0.12)
      const rating = isForgotten ? 'again' : chance.happens(0.2) ? 'hard' : 'good'
      reviews.push({ reviewId: randomUUID(), flashcardId: id, rating, reviewedAt: new Date(moment).toISOString() })
      interval = isForgotten ? 1 : Math.ceil(interval * 2.2)
    }
  }
  reviews.sort((a, b) => a.reviewedAt.localeCompare(b.reviewedAt))
  for (let at = 0; at < reviews.length; at += AT_ONCE)
    await call.post('/flashcards/reviews', { reviews: reviews.slice(at, at + AT_ONCE) })
  return reviews.length
}

const NOTES = [
  ['Summer in Lisbon', 'Where to stay: near the river. See [[Portuguese]] and [[Packing]].', ['travel']],
  ['Portuguese', 'Nasal vowels first. The past of *ir* and *ser* is the same.', ['language']],
  ['Packing', '- [ ] running shoes\n- [ ] the small notebook\n- [ ] adapter', ['travel']],
  ['Ideas for the book', 'The keeper of the lighthouse writes letters that nobody answers.', ['writing']],
  ['Bread', '500 g flour, 350 g water, 10 g salt, a night in the fridge.', ['kitchen']],
] as const

async function makeNotes(call: Caller): Promise<number> {
  for (const [title, content, tags] of NOTES) await call.post('/notes', { title, content, tags })
  return NOTES.length
}

const ENTRIES = [
  ['Ran along the canal before work. The light was worth getting up for.', 8, 'content'],
  ['Too many meetings. I was short with everybody and want to be kinder tomorrow.', 4, 'tired'],
  ['Wrote the scene with the storm in one go.', 9, 'proud'],
  ['Nothing special, and that was good.', 6, 'calm'],
  ['Missed the old flat today.', 5, 'wistful'],
] as const

async function makeJournal(call: Caller, now: number, weeks: number): Promise<number> {
  const chance = createChance(31)
  const days = Array.from({ length: weeks * 7 }, (_, back) => now - (back + 1) * DAY).filter(() => chance.happens(0.3))
  for (const at of days) {
    const [text, mood, moodLabel] = ENTRIES[chance.upTo(ENTRIES.length)] ?? ENTRIES[3]
    const isPrivate = chance.happens(0.5)
    await call.post('/journal', { date: dayOf(at), text, mood, moodLabel, isPrivate })
  }
  return days.length
}

async function makeAffirmations(call: Caller, goals: Item[]) {
  const texts = [
    { text: 'I run because I can.', category: 'health', goalId: goals[0]?.id, isFavorite: true },
    { text: 'A page a day is a book a year.', category: 'work', goalId: goals[1]?.id },
    { text: 'I may rest before I am tired.', category: 'calm' },
  ]
  for (const affirmation of texts) await call.post('/affirmations', affirmation)
}
