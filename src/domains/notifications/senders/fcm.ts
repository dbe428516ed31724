import { createHash } from 'node:crypto'
import { importPKCS8, SignJWT } from 'jose'
import { attempt, delivered, type FcmAccount, failed, judged, type Outlets, type SendToDevice } from './sender.ts'

const SCOPE = 'https://www.googleapis.com/auth/firebase.messaging'
/** Google's tokens live an hour; a new one is asked for this long before. */
const RENEW_MS = 300_000

/** Sends over FCM HTTP v1. A token that FCM no longer knows, or that belongs to another app, is gone. */
export const sendFcm: SendToDevice = (outlets, { token }, parcel) =>
  attempt(outlets, async (signal) => {
    const { account, url } = outlets.fcm
    if (account === null) return failed('refused', null, 'this server has no FCM service account')
    const authorization = `Bearer ${await accessToken(outlets, account, signal)}`
    const collapse = createHash('sha256').update(parcel.deliveryKey).digest('hex').slice(0, 32)
    const message = {
      token,
      notification: { title: parcel.title, body: parcel.body ?? undefined },
      data: dataOf(parcel),
      android: { collapse_key: collapse, priority: parcel.urgent ? 'HIGH' : 'NORMAL' },
      apns: { headers: { 'apns-collapse-id': collapse } },
    }
    const answer = await outlets.fetch(`${url}/v1/projects/${account.project_id}/messages:send`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify({ message }),
      signal,
      redirect: 'manual',
    })
    const said = answer.body.toString()
    if (answer.status === 200) return delivered(200, /"name":\s*"([^"]{1,300})"/.exec(said)?.[1])
    if (answer.status === 401) tokens.delete(account.client_email)
    if (/UNREGISTERED|SENDER_ID_MISMATCH|not a valid FCM registration token/.test(said))
      return failed('gone', answer.status, 'the app is no longer installed there')
    const outcome = judged(answer)
    const isOurs = [401, 403, 404].includes(answer.status)
    return isOurs ? failed('retry', answer.status, outcome.error ?? '') : outcome
  })

/** FCM's data are strings, and what is absent is left out. */
function dataOf(parcel: Parameters<SendToDevice>[2]): Record<string, string> {
  const { recipient: _, title: __, body: ___, urgent: ____, ...data } = parcel
  return Object.fromEntries(Object.entries(data).flatMap(([name, value]) => (value === null ? [] : [[name, value]])))
}

const tokens = new Map<string, { token: string; expiresAt: number }>()

/** OAuth 2.0 for service accounts (RFC 7523), kept until shortly before it expires. */
async function accessToken({ fetch }: Outlets, account: FcmAccount, signal: AbortSignal): Promise<string> {
  const known = tokens.get(account.client_email)
  if (known && known.expiresAt - RENEW_MS > Date.now()) return known.token
  const assertion = await new SignJWT({ scope: SCOPE })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT' })
    .setIssuer(account.client_email)
    .setAudience(account.token_uri)
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(await importPKCS8(account.private_key, 'RS256'))
  const body = new URLSearchParams({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion }).toString()
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const answer = await fetch(account.token_uri, { method: 'POST', headers, body, signal })
  if (answer.status !== 200) throw new Error(`Google refused the service account: ${answer.status}`)
  const { access_token: token, expires_in: seconds } = JSON.parse(answer.body.toString()) as {
    access_token: string
    expires_in: number
  }
  tokens.set(account.client_email, { token, expiresAt: Date.now() + seconds * 1_000 })
  return token
}
