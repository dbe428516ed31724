import { z } from 'zod'
import { PageQuery, pageOf } from '#core/page.ts'
import { CHANNEL_KINDS, CHANNEL_NAMES, DELIVERY_STATES } from './notifications.tables.ts'
import { owned, WebAddress, working } from './targets.schema.ts'

const example = {
  id: '0198f3a1-7c00-7000-8000-0000000000d3',
  version: 1,
  createdAt: '2027-03-01T08:00:00.000Z',
  updatedAt: '2027-03-01T08:00:00.000Z',
  kind: 'webhook',
  name: 'Home automation',
  url: 'https://home.example.org/almanac',
  previousSecretUntil: null,
  enabled: true,
  disabledReason: null,
  health: { lastSuccessAt: null, lastFailureAt: null, lastError: null, consecutiveFailures: 0 },
}

const channel = {
  ...owned,
  kind: z.enum(CHANNEL_KINDS),
  name: z.string(),
  url: z.string().nullable().describe("Null for e-mail, which goes to the account's own confirmed address"),
  previousSecretUntil: z.iso.datetime().nullable().describe('Until then the replaced secret signs as well'),
  ...working,
}

export const Channel = z.object(channel).meta({ id: 'Channel', example })
export type Channel = z.infer<typeof Channel>

const SECRET = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD5wSrXpmo2dc='

export const CreatedChannel = z
  .object({
    ...channel,
    secret: z.string().nullable().describe('Verifies what a webhook receives. Shown now and never again'),
  })
  .meta({ id: 'CreatedChannel', example: { ...example, secret: SECRET } })

export const ChannelPage = pageOf(Channel).meta({ id: 'ChannelPage' })

const Name = z.string().trim().min(1).max(100)
const AccessToken = z.string().trim().min(1).max(500).describe('What ntfy asks for on a protected topic')

export const NewChannel = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('email'), name: Name.default('E-mail') }),
    z.strictObject({
      kind: z.literal('ntfy'),
      name: Name.default('ntfy'),
      url: WebAddress.describe('The topic: https://ntfy.sh/mytopic'),
      accessToken: AccessToken.nullish(),
    }),
    z.strictObject({ kind: z.literal('webhook'), name: Name.default('Webhook'), url: WebAddress }),
  ])
  .meta({
    id: 'NewChannel',
    example: { kind: 'webhook', name: 'Home automation', url: 'https://home.example.org/almanac' },
  })
export type NewChannel = z.infer<typeof NewChannel>

export const ChannelPatch = z
  .strictObject({ name: Name, url: WebAddress, accessToken: AccessToken.nullable(), enabled: z.boolean() })
  .partial()
  .meta({ id: 'ChannelPatch', example: { name: 'Kitchen display' } })
export type ChannelPatch = z.infer<typeof ChannelPatch>

export const SecretRotation = z
  .strictObject({ overlapHours: z.int().min(0).max(168).default(24).describe('How long the old secret signs as well') })
  .meta({ id: 'SecretRotation', example: { overlapHours: 24 } })
export type SecretRotation = z.infer<typeof SecretRotation>

export const Delivery = z
  .object({
    id: z.uuid(),
    notificationId: z.uuid(),
    channel: z.enum(CHANNEL_NAMES),
    targetId: z.uuid().describe('The device or channel; yourself for in_app'),
    key: z.string().describe('The sink sees it as `<key>:<channel>`, the same in every try'),
    kind: z.string(),
    title: z.string(),
    state: z
      .enum(DELIVERY_STATES)
      .describe('held: until your quiet hours end; digested: became part of one; dropped: nobody to take it'),
    attempts: z.int(),
    nextAttemptAt: z.iso.datetime().nullable(),
    status: z.int().nullable(),
    error: z.string().nullable(),
    createdAt: z.iso.datetime(),
    deliveredAt: z.iso.datetime().nullable(),
  })
  .meta({
    id: 'Delivery',
    example: {
      id: '0198f3a1-7c00-7000-8000-0000000000d4',
      notificationId: '0198f3a1-7c00-7000-8000-0000000000d1',
      channel: 'webhook',
      targetId: '0198f3a1-7c00-7000-8000-0000000000d3',
      key: 'reminder:0198f3a1-7c00-7000-8000-0000000000e1:2027-03-01T08:00',
      kind: 'reminder',
      title: 'Take the pill',
      state: 'waiting',
      attempts: 2,
      nextAttemptAt: '2027-03-01T08:05:05.000Z',
      status: 503,
      error: 'answered 503',
      createdAt: '2027-03-01T08:00:00.000Z',
      deliveredAt: null,
    },
  })
export type Delivery = z.infer<typeof Delivery>

export const Deliveries = z.object({ items: z.array(Delivery) }).meta({ id: 'Deliveries' })

export const DeliveryQuery = PageQuery.extend({ state: z.enum(DELIVERY_STATES).optional() })
export type DeliveryQuery = z.infer<typeof DeliveryQuery>
export const DeliveryPage = pageOf(Delivery).meta({ id: 'DeliveryPage' })

export const UnsubscribeQuery = z.strictObject({ token: z.string().max(200) })
