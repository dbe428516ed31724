import assert from 'node:assert/strict'
import type { Body, Caller } from '#test/harness.ts'

export async function made(by: Caller, path: string, body: object = {}): Promise<Body> {
  const answer = await by.post(path, body)
  assert.equal(answer.status, 201, JSON.stringify(answer.body))
  return answer.body
}
export const aSkill = (by: Caller, name: string, fields: object = {}) => made(by, '/skills', { name, ...fields })
export const standing = async (by: Caller, { id }: Body): Promise<Body> => (await by.get(`/skills/${id}/standing`)).body
export const practise = (by: Caller, { id }: Body, minutes: number, fields: object = {}) =>
  by.post(`/skills/${id}/practice`, { minutes, ...fields })

export async function aTopic(by: Caller, fields: object = {}) {
  const course = await made(by, '/courses', { title: 'Italian' })
  const module = await made(by, `/courses/${course.id}/modules`, { title: 'Greetings' })
  return { course, module, topic: await made(by, `/course-modules/${module.id}/topics`, { title: 'Ciao', ...fields }) }
}
export async function aDeck(by: Caller, cards = 1, fields: object = {}) {
  const deck = await made(by, '/flashcard-decks', { name: 'Italian', ...fields })
  const cards_: Body[] = []
  for (let at = 0; at < cards; at++)
    cards_.push(await made(by, `/flashcard-decks/${deck.id}/cards`, { front: `ciao ${at}`, back: 'hello' }))
  return { deck, cards: cards_ }
}
