import { createHash } from 'node:crypto'
import { attempt, delivered, failed, judged, type Outlets, type SendToDevice } from './sender.ts'

interface Ticket {
  status: 'ok' | 'error'
  id?: string
  message?: string
  details?: { error?: string }
}

/** Sends through Expo's push service. It answers with a ticket at once; whether Apple or Google took it, `readReceipts` tells later. */
export const sendExpo: SendToDevice = (outlets, { token }, parcel) =>
  attempt(outlets, async (signal) => {
    const { deliveryKey, notificationId, kind, title, body, entity, entityId, occurrence, urgent } = parcel
    const collapseId = createHash('sha256').update(deliveryKey).digest('hex').slice(0, 32)
    const data = { deliveryKey, notificationId, kind, entity, entityId, occurrence }
    const message = {
      to: token,
      title,
      body: body ?? '',
      data,
      collapseId,
      tag: collapseId,
      priority: urgent ? 'high' : 'default',
    }
    const answer = await post(outlets, 'send', message, signal)
    if (answer.status !== 200) {
      const outcome = judged(answer)
      return outcome.result === 'gone' ? failed('retry', answer.status, outcome.error ?? '') : outcome
    }
    const { data: ticket } = JSON.parse(answer.body.toString()) as { data: Ticket }
    if (ticket.status === 'ok') return delivered(200, ticket.id)
    return failed(verdict(ticket), 200, ticket.message ?? 'Expo refused it')
  })

/** Which of these tickets ended at an app that is no longer there. */
export async function readReceipts(outlets: Outlets, ids: string[]): Promise<string[]> {
  const answer = await post(outlets, 'getReceipts', { ids }, AbortSignal.timeout(outlets.patienceMs))
  if (answer.status !== 200) throw new Error(`Expo answered ${answer.status}`)
  const { data } = JSON.parse(answer.body.toString()) as { data: Record<string, Ticket> }
  return ids.filter((id) => data[id]?.status === 'error' && verdict(data[id]) === 'gone')
}

const verdict = ({ details }: Ticket) =>
  details?.error === 'DeviceNotRegistered' ? 'gone' : details?.error === 'MessageRateExceeded' ? 'retry' : 'refused'

function post({ fetch, expo }: Outlets, verb: string, message: object, signal: AbortSignal) {
  const headers = {
    'content-type': 'application/json',
    accept: 'application/json',
    ...(expo.accessToken !== null && { authorization: `Bearer ${expo.accessToken}` }),
  }
  const body = JSON.stringify(message)
  return fetch(`${expo.url}/--/api/v2/push/${verb}`, { method: 'POST', headers, body, signal, redirect: 'manual' })
}
