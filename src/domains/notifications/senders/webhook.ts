import { randomBytes } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import type { ChannelRow } from '../notifications.tables.ts'
import { attempt, failed, judged, type SendToChannel } from './sender.ts'

/** A secret as Standard Webhooks writes it: 256 random bits behind `whsec_`. */
export const newWebhookSecret = () => `whsec_${randomBytes(32).toString('base64')}`

/**
 * Posts one event as Standard Webhooks lays down: the signature covers id, time and body, and while a secret is being replaced
 * both sign. Anything but 2xx is tried again, except 410, which ends the channel.
 */
export const sendWebhook: SendToChannel = (outlets, channel, parcel) =>
  attempt(outlets, async (signal) => {
    const sentAt = new Date()
    const { deliveryKey, kind, recipient: _, urgent: __, createdAt, ...data } = parcel
    const body = JSON.stringify({ type: `notification.${kind}`, timestamp: createdAt, data: { kind, ...data } })
    const headers = {
      'content-type': 'application/json',
      'webhook-id': deliveryKey,
      'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1_000)),
      'webhook-signature': secretsOf(channel, sentAt)
        .map((secret) => new Webhook(secret).sign(deliveryKey, sentAt, body))
        .join(' '),
    }
    const answer = await outlets.fetch(channel.url ?? '', { method: 'POST', headers, body, signal, redirect: 'manual' })
    const outcome = judged(answer)
    if (outcome.result === 'delivered' || outcome.result === 'retry' || answer.status === 410) return outcome
    return failed('retry', answer.status, outcome.error ?? '')
  })

function secretsOf({ secret, previousSecret, previousSecretUntil }: ChannelRow, at: Date): string[] {
  const isKept = previousSecret !== null && previousSecretUntil !== null && previousSecretUntil > at.toISOString()
  return isKept ? [secret, previousSecret] : [secret]
}
