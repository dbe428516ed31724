import assert from 'node:assert/strict'
import { sql } from 'drizzle-orm'
import { rowsOf } from '#core/db.ts'
import { addDays } from '#core/time/zones.ts'
import type { Body, Caller, TestApp } from '#test/harness.ts'

/** Creates a habit, from whatever day its story begins. */
export async function habitOf(by: Caller, values: object = {}): Promise<Body> {
  const { status, body } = await by.post('/habits', { name: 'Read', ...values })
  assert.equal(status, 201, JSON.stringify(body))
  return body
}

export async function log(by: Caller, habit: Body, date: string, day: object = {}): Promise<Body> {
  const { status, body } = await by.put(`/habits/${habit.id}/logs/${date}`, day)
  assert.equal(status, 200, JSON.stringify(body))
  return body
}

/** Logs every day from one to another, both inclusive. */
export async function logDays(by: Caller, habit: Body, from: string, to: string): Promise<void> {
  const logs = []
  for (let date = from; date <= to; date = addDays(date, 1)) logs.push({ date })
  const { status, body } = await by.post(`/habits/${habit.id}/logs`, { logs })
  assert.equal(status, 200, JSON.stringify(body))
}

export const statsOf = async (by: Caller, habit: Body): Promise<Body> =>
  (await by.get(`/habits/${habit.id}/stats`)).body

export const todayOf = async (by: Caller, habit: Body): Promise<Body> =>
  (await by.get('/habits/today')).body.items.find((item: Body) => item.habitId === habit.id)

/** What is written down as awarded, by source without its habit. */
export async function awarded(app: TestApp, habit: Body): Promise<Record<string, number>> {
  const rows = await rowsOf<{ source: string; points: number }>(
    app.platform.database.db,
    sql`select source, points from habit_awards where habit_id = ${habit.id} order by source`,
  )
  return Object.fromEntries(rows.map(({ source, points }) => [source.replace(`habit:${habit.id}:`, ''), points]))
}
