import assert from 'node:assert/strict'
import { eventually } from '#test/eventually.ts'
import type { Body, Caller } from '#test/harness.ts'

/** Shares an item with a friend; answers both sides of it. */
export async function give(from: Caller, to: Caller, entity: string, entityId: string, terms: object = {}) {
  const { status, body: share } = await from.post('/shares', { entity, entityId, friendId: to.userId, ...terms })
  assert.equal(status, 201, JSON.stringify(share))
  const received = (await to.get('/shared')).body.items.find((one: Body) => one.ownerId === from.userId)
  return { share, received }
}

/** The same, accepted. */
export async function giveOver(from: Caller, to: Caller, entity: string, entityId: string, terms: object = {}) {
  const { share, received } = await give(from, to, entity, entityId, terms)
  const { status, body } = await to.post(`/shared/${received.id}/accept`)
  assert.equal(status, 200, JSON.stringify(body))
  return { share, received: body }
}

/** What is found by searching for a word, once it is (or is not) there. */
export const searched = (by: Caller, word: string, count: number): Promise<Body[]> =>
  eventually(async () => {
    const { items } = (await by.get(`/search?q=${word}`)).body
    assert.equal(items.length, count, JSON.stringify(items))
    return items
  }, 5_000)
