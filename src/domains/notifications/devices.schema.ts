import { z } from 'zod'
import { pageOf } from '#core/page.ts'
import { DEVICE_KINDS, PLATFORMS } from './notifications.tables.ts'
import { owned, WebAddress, working } from './targets.schema.ts'

const example = {
  id: '0198f3a1-7c00-7000-8000-0000000000d2',
  version: 1,
  createdAt: '2027-03-01T08:00:00.000Z',
  updatedAt: '2027-03-01T08:00:00.000Z',
  kind: 'fcm',
  platform: 'android',
  name: "Ann's phone",
  tokenEnd: 'x7Qd2k',
  enabled: true,
  disabledReason: null,
  health: { lastSuccessAt: null, lastFailureAt: null, lastError: null, consecutiveFailures: 0 },
}

export const Device = z
  .object({
    ...owned,
    kind: z.enum(DEVICE_KINDS),
    platform: z.enum(PLATFORMS).nullable(),
    name: z.string().nullable(),
    tokenEnd: z.string().describe('How its token ends, to tell devices apart'),
    ...working,
  })
  .meta({ id: 'Device', example })
export type Device = z.infer<typeof Device>

export const DevicePage = pageOf(Device).meta({ id: 'DevicePage' })

const Token = z.string().trim().min(1).max(2_000)
const Base64Url = (bytes: number) =>
  z
    .string()
    .max(200)
    .regex(/^[\w-]+={0,2}$/, 'base64url')
    .refine((text) => Buffer.from(text, 'base64url').length === bytes, `must be ${bytes} bytes`)

const about = {
  platform: z.enum(PLATFORMS).nullish(),
  name: z.string().trim().min(1).max(100).nullish(),
}

const WebPushDevice = z.strictObject({
  kind: z.literal('web_push'),
  subscription: z
    .strictObject({
      endpoint: WebAddress,
      expirationTime: z.number().nullish(),
      keys: z.strictObject({ p256dh: Base64Url(65), auth: Base64Url(16) }),
    })
    .describe("What the browser's `pushManager.subscribe` answers, as JSON"),
  ...about,
})
const FcmDevice = z.strictObject({ kind: z.literal('fcm'), token: Token, ...about })
const ExpoDevice = z.strictObject({
  kind: z.literal('expo'),
  token: Token.regex(/^Expo(nent)?PushToken\[.+\]$/, 'an Expo token such as ExponentPushToken[…]'),
  ...about,
})

export const NewDevice = z
  .discriminatedUnion('kind', [WebPushDevice, FcmDevice, ExpoDevice])
  .meta({ id: 'NewDevice', example: { kind: 'fcm', token: 'dPb3k:APA91bFx7Qd2k', platform: 'android' } })
export type NewDevice = z.infer<typeof NewDevice>

export const DevicePatch = z
  .strictObject({ ...about, enabled: z.boolean() })
  .partial()
  .meta({ id: 'DevicePatch', example: { name: "Ann's phone" } })
export type DevicePatch = z.infer<typeof DevicePatch>

export const WebPushKey = z
  .object({ publicKey: z.string().describe('`applicationServerKey` for `pushManager.subscribe`') })
  .meta({
    id: 'WebPushKey',
    example: { publicKey: 'BEl62iUYgUivxIkv69yViEuiBIa-Ib9-SkvMeAtA3LFgDzkrxZJjSgSnfckjBJuBkr3qBUYIHBQFLXYp5Nksh8U' },
  })
