import assert from 'node:assert/strict'
import type { Body, Caller } from '#test/harness.ts'

export async function made(by: Caller, path: string, body: object): Promise<Body> {
  const answer = await by.post(path, body)
  assert.equal(answer.status, 201, JSON.stringify(answer.body))
  return answer.body
}

export const aHabit = (by: Caller, fields: object = {}) =>
  made(by, '/habits', { name: 'Walk', startDate: '2026-01-01', ...fields })
export const aMetric = (by: Caller) => made(by, '/metrics', { name: 'Weight', direction: 'lower', unit: 'kg' })

export const STEPS = { type: 'steps', aggregation: 'sum', comparison: 'gte', value: 8000 } as const

export const aRule = (by: Caller, fields: object) =>
  made(by, '/signals/rules', { name: 'Steps', conditions: [STEPS], action: 'tick_habit', ...fields })

/** Takes in one or many; every one of them well, and judged before the answer. */
export async function signal(by: Caller, signals: object | object[]): Promise<Body[]> {
  const { status, body } = await by.post('/signals', Array.isArray(signals) ? { signals } : signals)
  assert.deepEqual([status, body.pending], [200, 0], JSON.stringify(body))
  return body.results
}

/** What stands on a day of a habit: its amount, null for a day without one, undefined when nothing was logged. */
export async function dayOf(by: Caller, { id }: Body, date: string): Promise<number | null | undefined> {
  const { items } = (await by.get(`/habits/${id}/logs?from=${date}&to=${date}`)).body
  return items[0]?.amount
}

export const runsOf = async (by: Caller, { id }: Body): Promise<Body[]> =>
  (await by.get(`/signals/rules/${id}/runs`)).body.items
export const outcomes = async (by: Caller, rule: Body): Promise<string[]> =>
  (await runsOf(by, rule)).map(({ outcome }) => outcome).reverse()
