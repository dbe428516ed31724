import type { Histogram } from 'prom-client'
import { AppError } from '#core/errors.ts'
import type { Fetched, GuardedFetch } from '#core/fetch.ts'
import type { Mail } from '#core/mail.ts'
import type { ChannelRow, DeviceRow } from '../notifications.tables.ts'

/** What senders reach and sign with: built once per process. */
export interface Outlets {
  fetch: GuardedFetch
  mail: Mail
  /** Where clients reach this server. */
  publicUrl: string
  /** VAPID: how this server names itself to push services. */
  webPush: { publicKey: string; privateKey: string; subject: string }
  fcm: { url: string; account: FcmAccount | null }
  expo: { url: string; accessToken: string | null }
  /** How long one try may take, in milliseconds; below a delivery's lease. */
  patienceMs: number
  /** Seconds between the time a delivery was due and the time a worker took it, by channel. */
  late: Histogram<'channel'>
}

export interface FcmAccount {
  project_id: string
  client_email: string
  private_key: string
  token_uri: string
}

/** One notification for one target. */
export interface Parcel {
  /** `<key>:<channel>`: the same in every try, so that a sink can tell that it has it. */
  deliveryKey: string
  notificationId: string
  kind: string
  title: string
  body: string | null
  entity: string | null
  entityId: string | null
  occurrence: string | null
  urgent: boolean
  createdAt: string
  recipient: Recipient
}

export interface Recipient {
  userId: string
  email: string | null
  emailVerifiedAt: string | null
  name: string | null
  locale: string
}

export interface Outcome {
  /** `refused`: this message will never be taken, the target may be well. `gone`: the target takes nothing any more. */
  result: 'delivered' | 'retry' | 'refused' | 'gone'
  status: number | null
  error: string | null
  /** What the sink asks us to wait. */
  retryAfterSeconds?: number
  /** What the sink calls this message. */
  receipt?: string
}

export type SendToDevice = (outlets: Outlets, device: DeviceRow, parcel: Parcel) => Promise<Outcome>
export type SendToChannel = (outlets: Outlets, channel: ChannelRow, parcel: Parcel) => Promise<Outcome>

export const delivered = (status: number | null, receipt?: string): Outcome => ({
  result: 'delivered',
  status,
  error: null,
  ...(receipt !== undefined && { receipt }),
})

export const failed = (result: 'retry' | 'refused' | 'gone', status: number | null, error: string): Outcome => ({
  result,
  status,
  error: error.slice(0, 500),
})

/** What an answer means, where its protocol says nothing else. A redirect is not followed: the sink has to be corrected. */
export function judged({ status, headers, body }: Fetched): Outcome {
  if (status >= 200 && status < 300) return delivered(status)
  const said = body.toString('utf8', 0, 200).replace(/\s+/g, ' ').trim()
  const error = `answered ${status}${said ? `: ${said}` : ''}`
  if (status === 404 || status === 410) return failed('gone', status, error)
  const mayPass = status === 408 || status === 425 || status === 429 || status >= 500
  if (!mayPass) return failed('refused', status, error)
  const wait = retryAfter(headers['retry-after'])
  return { ...failed('retry', status, error), ...(wait !== undefined && { retryAfterSeconds: wait }) }
}

/** Seconds or an HTTP date (RFC 9110 §10.2.3); a day at most, so that a sink cannot park deliveries for ever. */
export function retryAfter(header: string | undefined): number | undefined {
  if (header === undefined) return undefined
  const seconds = /^\d+$/.test(header.trim()) ? Number(header) : (Date.parse(header) - Date.now()) / 1_000
  return Number.isFinite(seconds) ? Math.min(Math.max(Math.ceil(seconds), 1), 86_400) : undefined
}

/** Runs one exchange; what goes wrong below the protocol may pass. An address that may not be reached will not. */
export async function attempt(outlets: Outlets, exchange: (signal: AbortSignal) => Promise<Outcome>): Promise<Outcome> {
  const signal = AbortSignal.timeout(outlets.patienceMs)
  try {
    return await exchange(signal)
  } catch (error) {
    if (signal.aborted) return failed('retry', null, `no answer within ${outlets.patienceMs / 1_000} seconds`)
    const message = error instanceof Error ? error.message : String(error)
    const reason = error instanceof AppError ? error.details.extra?.reason : undefined
    return failed(reason === 'url' || reason === 'port' ? 'refused' : 'retry', null, message)
  }
}
