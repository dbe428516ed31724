import { sql } from 'drizzle-orm'
import { rowsOf } from '#core/db.ts'
import { notify } from '#domains/notifications/notify.service.ts'
import { added, contextOf, hurry, logOf, notice, openSink } from '#domains/notifications/sinks.fixture.ts'
import { unsubscribeToken } from '#domains/notifications/unsubscribe.ts'
import { eventually } from '#test/eventually.ts'
import type { Makers, Scene, Setups } from '../scene.ts'

/** A notification that has reached a webhook on this machine. */
async function delivered({ app, ann }: Scene) {
  const sink = await openSink()
  const channel = await added(ann, '/channels', { kind: 'webhook', url: sink.url })
  await notify(contextOf(app, ann), notice({ channels: ['webhook'] }))
  await hurry(app, ann)
  const delivery = await eventually(async () => {
    const [first] = await logOf(ann, `/channels/${channel.id}`)
    if (first?.state !== 'delivered') throw new Error('not yet sent')
    return first
  })
  sink.close()
  return delivery
}

/** The link that every mail of a channel carries. */
async function withLink({ app, ann }: Scene) {
  const { id } = await added(ann, '/channels', { kind: 'email' })
  const query = sql`select user_id as "userId", id, secret from channels where id = ${id}`
  const [row] = await rowsOf<Parameters<typeof unsubscribeToken>[0]>(app.platform.database.db, query)
  if (!row) throw new Error('the channel is not there')
  return { query: { token: unsubscribeToken(row) } }
}

export const makers: Makers = {
  '/notifications': async ({ app, ann }) => {
    await notify(contextOf(app, ann), notice())
    return (await ann.get('/notifications')).body.items[0]
  },
  '/deliveries': delivered,
}

export const setups: Setups = {
  testChannel: async ({ ann }) => {
    const sink = await openSink()
    const { id } = await added(ann, '/channels', { kind: 'webhook', url: sink.url })
    return { params: { id }, done: sink.close }
  },
  showUnsubscribe: withLink,
  unsubscribe: withLink,
}
