import assert from 'node:assert/strict'
import { eventually } from '#test/eventually.ts'
import { formOf } from '#test/forms.ts'
import type { Answer, Body, Caller } from '#test/harness.ts'
import { type Made, type MadeNote, packageOf } from './packages.fixture.ts'

export const upload = async (by: Caller, bytes: Buffer): Promise<string> => {
  const file = new File([new Uint8Array(bytes)], 'Spanish.apkg')
  const { status, body } = await by.post('/files', formOf({ file }))
  assert.equal(status, 201, JSON.stringify(body))
  return body.id
}
export const start = async (by: Caller, bytes: Buffer, terms: object = {}): Promise<Answer> =>
  by.post('/flashcards/import', { fileId: await upload(by, bytes), ...terms })
/** What became of a package in the end. */
export const taken = async (by: Caller, bytes: Buffer, terms: object = {}): Promise<Body> => {
  const { status, body, headers } = await start(by, bytes, terms)
  assert.equal(status, 202, JSON.stringify(body))
  assert.equal(headers.location, `/api/flashcards/imports/${body.id}`)
  return eventually(async () => {
    const { body: now } = await by.get(`/flashcards/imports/${body.id}`)
    assert.ok(now.finishedAt !== null, JSON.stringify(now))
    return now
  })
}
export const take = async (by: Caller, made: Made, terms: object = {}): Promise<Body> => {
  const result = await taken(by, await packageOf(made), terms)
  assert.equal(result.state, 'done', JSON.stringify(result))
  return result
}
export const cardsOf = async (by: Caller): Promise<Body[]> =>
  (await by.get('/flashcards?limit=100')).body.items.reverse()
export const decksOf = async (by: Caller): Promise<Body[]> => (await by.get('/flashcard-decks')).body.items
export const sides = (cards: Body[]) => cards.map(({ front, back }) => `${front} | ${back}`)

export const SEA: MadeNote = { guid: 'sea', fields: ['el mar', 'the <b>sea</b>'], tags: 'nature water' }
