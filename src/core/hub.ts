import type { Bus } from './bus.ts'
import type { Ctx, UserCtx } from './ctx.ts'
import { type Entities, readScope } from './entity.ts'
import { type Change, itemKey, type Reading, readFeed, readItems } from './feed.ts'
import type { Log } from './log.ts'

/** Someone who is told one user's changes: in practice an open socket. The hub calls it, and moves its cursor. */
export interface Follower {
  readonly userId: string
  /** Every change up to this one has been told, or is none of its business. */
  cursor: number
  /** Whether it may be told what asks an API key for this scope (`tasks:read`). */
  holds(scope: string): boolean
  tell(frame: Buffer): void
  /** Whether it must be spared while it catches up; whoever was spared calls `nudge` when it has room again. */
  isFull(): boolean
  /** It has now been told everything up to its cursor, and is live from here on. */
  caughtUp(): void
  /**
   * What it has not been told is no longer kept, or its numbers are of another history. It goes on from where it stood before it
   * asked to resume; one that did not ask cannot go on.
   */
  lost(): void
}

/** The followers of this process, told from the feed. Wakes only say when to look; a lost one makes a change late, never lost. */
export interface Hub {
  /** Stands at the end of the feed, and is told nothing yet. */
  join(follower: Follower): Promise<Reading>
  /** From its cursor on: first what it has missed, then what comes. */
  follow(follower: Follower): void
  /** Goes back to `seq` of the history `epoch`, if it is still kept, and follows from there. */
  resume(follower: Follower, epoch: string, seq: number): void
  leave(follower: Follower): void
  /** Looks at the user's feed. Safe to call at any time. */
  nudge(userId: string): void
  close(): void
}

/** Changes read at once: live ones, and of a follower that catches up, so that nobody waits long behind a long absence. */
const BATCH = 200
/** Rooms that may use the database at once: a thousand phones that come back together must not starve the requests. */
const WORKERS = 8
const RETRY_MS = { first: 250, last: 30_000 }

interface Room {
  readonly userId: string
  readonly members: Set<Follower>
  readonly live: Set<Follower>
  readonly behind: Map<Follower, Resume | null>
  /** Every live follower stands here or further. */
  cursor: number
  busy: boolean
  dirty: boolean
  failures: number
}

interface Resume {
  epoch: string
  /** Where it goes on when what it asks for cannot be told. */
  otherwise: number
}

interface Options {
  base: Omit<Ctx, 'actor'>
  entities: Entities
  bus: Bus
  log: Log
}

export function createHub({ base, entities, bus, log }: Options): Hub {
  const house: House = { base, entities, log, rooms: new Map(), turn: createTurns(WORKERS), isClosed: false }
  bus.onWake((userId) => nudge(house, userId))
  bus.onNotify((userId, notification) => {
    const frame = Buffer.from(JSON.stringify({ type: 'notification', ...notification }))
    for (const follower of house.rooms.get(userId)?.members ?? []) {
      if (follower.holds('notifications:read')) follower.tell(frame)
    }
  })
  return {
    nudge: (userId) => nudge(house, userId),
    join: (follower) => enter(house, follower),
    follow: (follower) => fallBehind(house, follower, null),
    resume: (follower, epoch, seq) => {
      const before = house.rooms.get(follower.userId)?.behind.get(follower)
      const otherwise = before ? before.otherwise : follower.cursor
      follower.cursor = seq
      fallBehind(house, follower, { epoch, otherwise })
    },
    leave: (follower) => leave(house, follower),
    close: () => {
      house.isClosed = true
      house.rooms.clear()
    },
  }
}

interface House {
  readonly base: Omit<Ctx, 'actor'>
  readonly entities: Entities
  readonly log: Log
  readonly rooms: Map<string, Room>
  readonly turn: <T>(work: () => Promise<T>) => Promise<T>
  isClosed: boolean
}

function nudge(house: House, userId: string) {
  const room = house.rooms.get(userId)
  if (room) void look(house, room)
}

async function enter(house: House, follower: Follower): Promise<Reading> {
  const { userId } = follower
  const room = house.rooms.get(userId) ?? emptyRoom(userId)
  house.rooms.set(userId, room)
  room.members.add(follower)
  try {
    const reading = await house.turn(() => readFeed(house.base.db, userId, Number.MAX_SAFE_INTEGER, 0))
    follower.cursor = reading.head
    return reading
  } catch (error) {
    leave(house, follower)
    throw error
  }
}

function fallBehind(house: House, follower: Follower, resume: Resume | null) {
  const room = house.rooms.get(follower.userId)
  if (!room?.members.has(follower)) return
  room.live.delete(follower)
  room.behind.set(follower, resume)
  void look(house, room)
}

function leave({ rooms }: House, follower: Follower) {
  const room = rooms.get(follower.userId)
  for (const set of [room?.members, room?.live, room?.behind]) set?.delete(follower)
  if (room?.members.size === 0) rooms.delete(follower.userId)
}

/** Brings everyone in a room up to date. Whoever asks while that goes on has it done once more, however many ask. */
async function look(house: House, room: Room) {
  room.dirty = true
  if (room.busy || house.isClosed) return
  room.busy = true
  try {
    while (room.dirty && room.members.size > 0 && !house.isClosed) {
      room.dirty = false
      await house.turn(() => step(actingFor(house.base, room.userId), house.entities, room))
      room.failures = 0
    }
  } catch (error) {
    house.log.warn({ err: error, user: room.userId }, 'the feed could not be read')
    const wait = Math.min(RETRY_MS.last, RETRY_MS.first * 2 ** Math.min(room.failures++, 10))
    setTimeout(() => void look(house, room), wait).unref()
  } finally {
    room.busy = false
  }
}

const emptyRoom = (userId: string): Room => ({
  userId,
  members: new Set(),
  live: new Set(),
  behind: new Map(),
  cursor: 0,
  busy: false,
  dirty: false,
  failures: 0,
})

const actingFor = (base: Omit<Ctx, 'actor'>, id: string): UserCtx => ({
  ...base,
  actor: { id, role: 'user', via: null, sessionId: null, scopes: null },
})

/** One look at the feed for everyone who is live, then one stretch for each who is behind. One at a time in a room. */
async function step(ctx: UserCtx, entities: Entities, room: Room) {
  if (room.live.size > 0) {
    const reading = await readFeed(ctx.db, room.userId, room.cursor, BATCH)
    await tell(ctx, entities, reading.changes, room.live)
    room.cursor = Math.max(room.cursor, reading.changes.at(-1)?.seq ?? 0)
    if (reading.changes.length === BATCH) room.dirty = true
  }
  for (const follower of [...room.behind.keys()]) if (!follower.isFull()) await catchUp(ctx, entities, room, follower)
}

async function catchUp(ctx: UserCtx, entities: Entities, room: Room, follower: Follower) {
  const resume = room.behind.get(follower)
  if (resume === undefined) return
  const reading = await readFeed(ctx.db, room.userId, follower.cursor, BATCH)
  // While we read, it may have left or asked to resume from somewhere else.
  if (room.behind.get(follower) !== resume) return
  if (!isKept(reading, follower.cursor, resume)) {
    room.behind.delete(follower)
    if (resume) {
      follower.cursor = resume.otherwise
      room.behind.set(follower, null)
      room.dirty = true
    }
    return follower.lost()
  }
  await tell(
    ctx,
    entities,
    reading.changes,
    new Set([follower]),
    () => room.behind.get(follower) !== resume || follower.isFull(),
  )
  if (room.behind.get(follower) !== resume) return
  const isAtEnd = reading.changes.length < BATCH && follower.cursor >= (reading.changes.at(-1)?.seq ?? 0)
  if (isAtEnd) goLive(room, follower)
  else if (!follower.isFull()) room.dirty = true
}

function goLive(room: Room, follower: Follower) {
  room.cursor = room.live.size === 0 ? follower.cursor : Math.min(room.cursor, follower.cursor)
  room.behind.delete(follower)
  room.live.add(follower)
  follower.caughtUp()
}

function isKept({ epoch, head, pruned }: Reading, cursor: number, resume: Resume | null): boolean {
  return cursor >= pruned && cursor <= head && (resume === null || resume.epoch === epoch)
}

/** Tells each change to whoever has not heard it, with the item as it is now, encoded once; stops when told to. */
async function tell(ctx: UserCtx, entities: Entities, changes: Change[], followers: Set<Follower>, stop = () => false) {
  const known = changes.filter((change) => entities.has(change.entity))
  const items = known.length === 0 ? new Map<string, string>() : await readItems(ctx, entities, known)
  for (const change of changes) {
    if (stop()) return
    const entity = entities.get(change.entity)
    let frame: Buffer | null = null
    for (const follower of followers) {
      if (change.seq <= follower.cursor) continue
      follower.cursor = change.seq
      if (!entity || !follower.holds(readScope(entity))) continue
      frame ??= encode(change, items.get(itemKey(change.entity, change.id)))
      follower.tell(frame)
    }
  }
}

/** A restored item appears again, so to a client it is created. */
function encode({ seq, entity, id, op, at }: Change, item: string | undefined): Buffer {
  const head = JSON.stringify({ type: 'change', seq, entity, id, op: op === 'restore' ? 'create' : op, at })
  return Buffer.from(`${head.slice(0, -1)},"item":${item ?? 'null'}}`)
}

/** Lets at most `width` works run at once; the others wait in line. */
function createTurns(width: number) {
  const waiting: (() => void)[] = []
  let running = 0
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (running >= width) await new Promise<void>((go) => waiting.push(go))
    else running++
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else running--
    }
  }
}
