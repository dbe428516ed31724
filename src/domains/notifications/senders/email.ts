import { createHash } from 'node:crypto'
import { letterOf } from '../letters.ts'
import { unsubscribeToken } from '../unsubscribe.ts'
import { attempt, delivered, failed, type SendToChannel } from './sender.ts'

/** Mails to the account's own confirmed address, with a link that ends these mails by one click (RFC 8058). */
export const sendEmail: SendToChannel = (outlets, channel, parcel) =>
  attempt(outlets, async (signal) => {
    const { recipient, deliveryKey } = parcel
    if (recipient.email === null || recipient.emailVerifiedAt === null)
      return failed('refused', null, 'the e-mail address of the account is not confirmed')
    const unsubscribe = `${outlets.publicUrl}/api/unsubscribe?token=${unsubscribeToken(channel)}`
    const host = new URL(outlets.publicUrl).hostname.replace(/[^\w.-]/g, '')
    const name = createHash('sha256').update(`${channel.id} ${deliveryKey}`).digest('hex').slice(0, 40)
    const sending = outlets.mail.send({
      to: recipient.email,
      ...letterOf(parcel, unsubscribe),
      messageId: `<${name}@${host}>`,
      headers: {
        'List-Unsubscribe': `<${unsubscribe}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
        'X-Delivery-Key': deliveryKey.replace(/[^\x20-\x7e]/g, '?'),
      },
    })
    try {
      await Promise.race([sending, over(signal)])
      return delivered(250)
    } catch (error) {
      // A refusal in the five hundreds is final for this mail (RFC 5321 §4.2.1).
      const code = (error as { responseCode?: number }).responseCode
      if (code !== undefined && code >= 500) return failed('refused', code, String((error as Error).message))
      throw error
    }
  })

function over(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }))
}
