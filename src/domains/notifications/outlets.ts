import { Histogram } from 'prom-client'
import webPush from 'web-push'
import type { Db } from '#core/db.ts'
import type { Platform } from '#core/platform.ts'
import { webPushKeys } from './notifications.tables.ts'
import type { Outlets } from './senders/sender.ts'

const outlets = new WeakMap<Platform, Outlets>()

/** Built at the start, before any route or loop asks for them. */
export async function openOutlets(platform: Platform) {
  const { config, reach, database } = platform
  const { publicUrl } = config
  // Push services want a way to reach whoever sends (RFC 8292 §2.1) and take https addresses or mailboxes.
  const subject = publicUrl.startsWith('https://')
    ? publicUrl
    : `mailto:${/<([^>]+)>/.exec(config.MAIL_FROM)?.[1] ?? config.MAIL_FROM}`
  outlets.set(platform, {
    fetch: reach.fetch,
    mail: reach.mail,
    publicUrl,
    webPush: { ...(await keysOf(database.db)), subject },
    fcm: { url: config.FCM_URL, account: config.FCM_SERVICE_ACCOUNT },
    expo: { url: config.EXPO_URL, accessToken: config.EXPO_ACCESS_TOKEN },
    patienceMs: 15_000,
    late: new Histogram({
      name: 'delivery_late_seconds',
      help: 'From the time a delivery was due to the time a worker took it',
      labelNames: ['channel'],
      buckets: [0.05, 0.1, 0.25, 0.5, 1, 2, 4, 10, 30, 120, 600],
      registers: [],
    }),
  })
}

export function outletsOf(platform: Platform): Outlets {
  const open = outlets.get(platform)
  if (!open) throw new Error('The notifications module has not been started')
  return open
}

/** This server's VAPID keys, made at the first start; of several processes that start at once one makes them. */
async function keysOf(db: Db) {
  const [known] = await db.select().from(webPushKeys)
  if (known) return known
  await db.insert(webPushKeys).values(webPush.generateVAPIDKeys()).onConflictDoNothing()
  const [made] = await db.select().from(webPushKeys)
  if (!made) throw new Error('The web push keys could not be kept')
  return made
}
