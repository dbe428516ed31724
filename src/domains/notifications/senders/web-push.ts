import { createHash } from 'node:crypto'
import webPush from 'web-push'
import { attempt, failed, judged, type SendToDevice } from './sender.ts'

const DAY_SECONDS = 86_400

/**
 * Encrypts for one browser (RFC 8291) and posts to the push service its subscription names, signed with this server's key
 * (RFC 8292). A repeat replaces what has not been fetched yet, because it carries the same topic.
 */
export const sendWebPush: SendToDevice = (outlets, device, parcel) =>
  attempt(outlets, async (signal) => {
    if (device.keys === null) return failed('gone', null, 'the subscription has no keys')
    const { recipient: _, ...message } = parcel
    const { endpoint, method, headers, body } = webPush.generateRequestDetails(
      { endpoint: device.token, keys: device.keys },
      JSON.stringify(fitting(message)),
      {
        vapidDetails: outlets.webPush,
        TTL: DAY_SECONDS,
        contentEncoding: 'aes128gcm',
        urgency: parcel.urgent ? 'high' : 'normal',
        topic: createHash('sha256').update(parcel.deliveryKey).digest('base64url').slice(0, 32),
      },
    )
    const sent = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]))
    delete sent['content-length']
    return judged(
      await outlets.fetch(endpoint, { method, headers: sent, body: body ?? '', signal, redirect: 'manual' }),
    )
  })

/** Push services take 4096 bytes encrypted; a long text is cut, the inbox has the whole. */
function fitting<T extends { title: string; body: string | null }>(message: T): T {
  const cut = (text: string, length: number) => (text.length > length ? `${text.slice(0, length - 1)}…` : text)
  return { ...message, title: cut(message.title, 200), body: message.body === null ? null : cut(message.body, 600) }
}
