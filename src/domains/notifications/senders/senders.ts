import type { TargetRow } from '../targets.queries.ts'
import { sendEmail } from './email.ts'
import { sendExpo } from './expo.ts'
import { sendFcm } from './fcm.ts'
import { sendNtfy } from './ntfy.ts'
import type { Outcome, Outlets, Parcel } from './sender.ts'
import { sendWebPush } from './web-push.ts'
import { sendWebhook } from './webhook.ts'

const TO_DEVICE = { web_push: sendWebPush, fcm: sendFcm, expo: sendExpo }
const TO_CHANNEL = { email: sendEmail, ntfy: sendNtfy, webhook: sendWebhook }

/** One try. Never throws: what went wrong is the outcome. */
export function sendTo(outlets: Outlets, target: TargetRow, parcel: Parcel): Promise<Outcome> {
  return target.on === 'device'
    ? TO_DEVICE[target.row.kind](outlets, target.row, parcel)
    : TO_CHANNEL[target.row.kind](outlets, target.row, parcel)
}
