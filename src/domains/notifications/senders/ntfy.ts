import { createHash } from 'node:crypto'
import { attempt, judged, type SendToChannel } from './sender.ts'

/** Publishes to a topic URL. A repeat carries the same sequence id, which newer servers show as the same message. */
export const sendNtfy: SendToChannel = (outlets, { url, accessToken }, parcel) =>
  attempt(outlets, async (signal) => {
    const headers = {
      title: encoded(parcel.title),
      priority: parcel.urgent ? 'high' : 'default',
      tags: parcel.kind,
      'x-sequence-id': createHash('sha256').update(parcel.deliveryKey).digest('hex').slice(0, 32),
      'x-delivery-key': encoded(parcel.deliveryKey),
      ...(accessToken !== null && { authorization: `Bearer ${accessToken}` }),
    }
    const body = parcel.body ?? parcel.title
    const answer = await outlets.fetch(url ?? '', { method: 'POST', headers, body, signal, redirect: 'manual' })
    const outcome = judged(answer)
    // A topic does not end by itself: what is missing today is a server that is being set up.
    return outcome.result === 'gone' && answer.status === 404 ? { ...outcome, result: 'refused' } : outcome
  })

/** Headers carry ASCII alone; ntfy reads encoded words (RFC 2047). */
function encoded(text: string): string {
  const line = text.replace(/\p{Cc}+/gu, ' ')
  return /^[\x20-\x7e]*$/.test(line) ? line : `=?UTF-8?B?${Buffer.from(line).toString('base64')}?=`
}
