import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { eq, inArray } from 'drizzle-orm'
import { pgTable, text } from 'drizzle-orm/pg-core'
import { z } from 'zod'
import { type Bus, openBus } from '#core/bus.ts'
import { ownedColumns, ownedKey } from '#core/columns.ts'
import type { Entity } from '#core/entity.ts'
import { createHub, type Follower, type Hub } from '#core/hub.ts'
import { newId } from '#core/ids.ts'
import { createLog } from '#core/log.ts'
import { freshDatabase, type OwnDatabase } from '#test/harness.ts'

const goals = pgTable('goals', { ...ownedColumns, title: text().notNull() }, (t) => [ownedKey(t)])

let own: OwnDatabase
let bus: Bus
let hub: Hub
/** How many times items were loaded; the next `failures` loads fail. */
let loads = 0
let failures = 0
/** Happens once, while items are being loaded. */
let meanwhile: (() => Promise<unknown>) | null = null
before(async () => {
  own = await freshDatabase()
})
after(async () => {
  await own.database.close()
  await own.drop()
})

beforeEach(() => {
  const { db } = own.database
  loads = failures = 0
  bus = openBus(null, createLog('silent'))
  const goal = {
    name: 'goal',
    path: '/goals',
    table: goals,
    item: z.object({ id: z.uuid(), title: z.string() }),
    load: async (_, ids) => {
      loads++
      if (failures-- > 0) throw new Error('the database is away')
      const happens = meanwhile
      meanwhile = null
      await happens?.()
      return db.select().from(goals).where(inArray(goals.id, ids))
    },
  } as Partial<Entity> as Entity // the hub only loads
  const deliver = { published: async () => {}, enqueue: async () => {} }
  hub = createHub({
    base: { db, now: () => new Date(), deliver },
    entities: new Map([['goal', goal]]),
    bus,
    log: createLog('silent'),
  })
})

interface Listener extends Follower {
  told: { seq: number; item: { title: string } | null }[]
  full: boolean
  /** Settles once it is live. */
  live: Promise<void>
  /** Settles once it has been told this many changes. */
  until(count: number): Promise<void>
}

function listener(userId: string, scope = 'goals:read'): Listener {
  let check = () => {}
  const live = Promise.withResolvers<void>()
  const one: Listener = {
    userId,
    live: live.promise,
    cursor: 0,
    told: [],
    full: false,
    holds: (asked) => asked === scope,
    isFull: () => one.full,
    tell: (frame) => {
      one.told.push(JSON.parse(String(frame)))
      check()
    },
    caughtUp: () => live.resolve(),
    lost: () => {},
    until: (count) =>
      new Promise((done) => {
        check = () => one.told.length >= count && done()
        check()
      }),
  }
  return one
}

async function enter(userId: string, scope?: string): Promise<Listener> {
  const one = listener(userId, scope)
  await hub.join(one)
  hub.follow(one)
  return one
}

const add = (userId: string, count: number) =>
  own.database.db
    .insert(goals)
    .values(Array.from({ length: count }, (_, i) => ({ userId, id: newId(), title: `Goal ${i}` })))

test('changes that come together are loaded together, however many there are, wakes come and devices listen', async () => {
  const userId = newId()
  const devices = [await enter(userId), await enter(userId), await enter(userId)]
  await add(userId, 50)
  for (let i = 0; i < 100; i++) bus.wake(userId)
  await Promise.all(devices.map((device) => device.until(50)))
  for (const { told } of devices)
    assert.deepEqual(
      told.map((one) => one.seq),
      Array.from({ length: 50 }, (_, i) => i + 1),
    )
  assert.ok(loads <= 3, `${loads} loads`)
})

test('a change that could not be loaded is told later, once and in order, without another wake', async () => {
  const userId = newId()
  const device = await enter(userId)
  failures = 2
  await add(userId, 3)
  bus.wake(userId)
  await device.until(3)
  assert.deepEqual(
    device.told.map((one) => one.seq),
    [1, 2, 3],
  )
})

test('a lost wake is made good at the next look', async () => {
  const userId = newId()
  const device = await enter(userId)
  await add(userId, 2)
  hub.nudge(userId)
  await device.until(2)
  assert.equal(device.told.length, 2)
})

test('a follower that is full is spared while it catches up, others are told meanwhile, and then it goes on where it stood', async () => {
  const userId = newId()
  await add(userId, 10)
  const slow = listener(userId)
  slow.full = true
  await hub.join(slow)
  hub.resume(slow, (await hub.join(listener(userId))).epoch, 0)
  const quick = await enter(userId)
  await add(userId, 1)
  bus.wake(userId)
  await quick.until(1)
  assert.equal(slow.told.length, 0)
  slow.full = false
  hub.nudge(userId)
  await slow.until(11)
  assert.deepEqual(
    slow.told.map((one) => one.seq),
    Array.from({ length: 11 }, (_, i) => i + 1),
  )
})

test('one that has caught up past the others is not told twice what they hear next', async () => {
  const userId = newId()
  const [live, late] = [await enter(userId), listener(userId)]
  await hub.join(late)
  await add(userId, 1)
  // Comes after the look on behalf of those who are live, and before that for the one that is behind.
  meanwhile = () => add(userId, 1)
  hub.follow(late)
  await late.until(2)
  bus.wake(userId)
  await live.until(2)
  for (const { told } of [live, late])
    assert.deepEqual(
      told.map((one) => one.seq),
      [1, 2],
    )
})

test('who may not read a kind is told nothing of it and stands at the end of the feed all the same', async () => {
  const userId = newId()
  const [reader, other] = [await enter(userId), await enter(userId, 'tasks:read')]
  await Promise.all([reader.live, other.live])
  await add(userId, 3)
  bus.wake(userId)
  await reader.until(3)
  assert.deepEqual([other.told.length, other.cursor], [0, 3])
})

test('an item is told in its newest state, and as null once it is gone', async () => {
  const userId = newId()
  const { db } = own.database
  await add(userId, 2)
  const [kept, gone] = await db.select().from(goals).where(eq(goals.userId, userId))
  await db
    .update(goals)
    .set({ title: 'Newest' })
    .where(eq(goals.id, kept?.id ?? ''))
  await db.delete(goals).where(eq(goals.id, gone?.id ?? ''))
  const device = listener(userId)
  const { epoch } = await hub.join(device)
  hub.resume(device, epoch, 0)
  await device.until(3)
  assert.deepEqual(
    device.told.map((one) => one.item?.title ?? null),
    ['Newest', null, 'Newest'],
  )
})
