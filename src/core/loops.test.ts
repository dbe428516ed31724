import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eventually } from '#test/eventually.ts'
import type { Ctx, Reach } from './ctx.ts'
import type { Database } from './db.ts'
import { createLog } from './log.ts'
import { type Loop, withLoops } from './loops.ts'
import type { Queue } from './queue.ts'

const queueLog: string[] = []
// A loop asks the queue for nothing but its beginning and end, and the database for a name to write under.
const queue = {
  work: async () => void queueLog.push('work'),
  stop: async () => void queueLog.push('stop'),
} as unknown as Queue
const database = { attributedTo: (name: string) => name } as unknown as Database
const start = async (...loops: Loop[]) => {
  const turning = withLoops(queue, loops, database, createLog('silent'))
  await turning.work({} as Ctx, {} as Reach)
  return turning
}

test('a loop goes on at once while there is more, and rests when there is not', async () => {
  const times: number[] = []
  const { stop } = await start({
    name: 'eager',
    everyMs: 400,
    turn: async () => times.push(performance.now()) < 3,
  })
  await eventually(() => assert.equal(times.length, 4))
  await stop()
  const [first = 0, , third = 0, fourth = 0] = times
  assert.ok(third - first < 200, `${third - first} ms`)
  assert.ok(fourth - third >= 380, `${fourth - third} ms`)
})

test('a turn that fails is followed by another, and writes under the name of its loop', async () => {
  const names: unknown[] = []
  const { stop } = await start({
    name: 'failing',
    everyMs: 1,
    turn: async ({ db }) => {
      names.push(db)
      throw new Error('it fails')
    },
  })
  await eventually(() => assert.ok(names.length > 2))
  await stop()
  assert.equal(names[0], 'job:failing')
})

test('stopping ends the rest at once, waits for what turns have begun, and then stops the queue', async () => {
  queueLog.length = 0
  let finish = () => {}
  const begun = new Promise<void>((go) => {
    finish = () => {
      queueLog.push('finished')
      go()
    }
  })
  let turns = 0
  const { stop } = await start({
    name: 'slow',
    everyMs: 60_000,
    turn: async () => {
      turns++
      return false
    },
    idle: () => begun,
  })
  await eventually(() => assert.equal(turns, 1))
  const stopped = stop()
  setImmediate(finish)
  await stopped
  assert.deepEqual([queueLog, turns], [['work', 'finished', 'stop'], 1])
})
