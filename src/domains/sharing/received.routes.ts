import { z } from 'zod'
import { ifMatch } from '#core/conditional.ts'
import type { Entity } from '#core/entity.ts'
import { created, IdParams, NoContent, type Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import { PageQuery } from '#core/page.ts'
import { commentReceived, listReceivedComments } from './comments.service.ts'
import { ACCESS, FIGURES, KINDS, SHAREABLE, type Shareable } from './kinds.ts'
import * as service from './received.service.ts'
import * as schema from './sharing.schema.ts'
import { kindOf } from './shelf.ts'

const { ReceivedShare } = schema
const tags = ['shared']

export const receivedRoutes: Routes = async (app) => {
  const { bus } = app.platform

  app.get(
    '/shared',
    {
      schema: {
        operationId: 'listShared',
        summary: 'List what is shared with you',
        description: 'With what you may do with each; what waits for your acceptance is `pending`.',
        tags,
        querystring: schema.ReceivedQuery,
        response: { 200: schema.ReceivedPage },
      },
    },
    (req) => service.listReceived(userCtx(req), req.query),
  )

  app.get(
    '/shared/:id',
    {
      schema: {
        operationId: 'getShared',
        summary: 'Read on what terms something is shared with you',
        tags,
        params: IdParams,
        response: { 200: ReceivedShare },
      },
    },
    (req) => service.getReceived(userCtx(req), req.params.id),
  )

  app.post(
    '/shared/:id/accept',
    {
      schema: {
        operationId: 'acceptShared',
        summary: 'Accept what is shared with you',
        description:
          'A reminder rings for you from now on, follows its owner’s changes, and goes when it is taken back.',
        tags,
        params: IdParams,
        response: { 200: ReceivedShare },
      },
    },
    async (req) => {
      const received = await service.acceptReceived(userCtx(req), req.params.id)
      bus.wake(received.ownerId)
      return received
    },
  )

  app.delete(
    '/shared/:id',
    {
      schema: {
        operationId: 'declineShared',
        summary: 'Decline what is shared with you, or give it back',
        tags,
        params: IdParams,
        response: { 204: NoContent },
      },
    },
    async (req, reply) => {
      bus.wake(await service.declineReceived(userCtx(req), req.params.id, ifMatch(req)))
      return reply.code(204).send(null)
    },
  )

  app.get(
    '/shared/:id/comments',
    {
      schema: {
        operationId: 'listSharedComments',
        summary: 'List what was said about something shared with you',
        tags,
        params: IdParams,
        querystring: PageQuery,
        response: { 200: schema.ShareCommentPage },
      },
    },
    (req) => listReceivedComments(userCtx(req), req.params.id, req.query),
  )

  app.post(
    '/shared/:id/comments',
    {
      schema: {
        operationId: 'commentShared',
        summary: 'Comment on something shared with you',
        description: 'Where it was shared to be commented on or edited.',
        tags,
        params: IdParams,
        body: schema.NewShareComment,
        response: { 201: schema.ShareComment },
      },
    },
    async (req, reply) => {
      const { comment, other } = await commentReceived(userCtx(req), req.params.id, req.body.text)
      if (other !== null) bus.wake(other)
      return created(req, reply, comment)
    },
  )

  app.post(
    '/shared/:id/nudge',
    {
      config: { time: true },
      schema: {
        operationId: 'nudgeFriend',
        summary: 'Nudge a friend about something shared',
        description: 'At most once in three hours; their quiet hours hold. 403 where they do not want it.',
        tags,
        params: IdParams,
        body: schema.Nudge,
        response: { 204: NoContent },
      },
    },
    async (req, reply) => {
      bus.wake(await service.nudge(userCtx(req), req.params.id, req.body.message ?? null))
      return reply.code(204).send(null)
    },
  )
}

/** Each kind in its own words: the items themselves, through their owner's own services. */
export const sharedItemsRoutes: Routes = async (app) => {
  const { bus, base } = app.platform

  for (const kind of SHAREABLE) {
    const entity = kindOf(base, kind)
    const { type, words, Item } = shapeOf(kind, entity)
    const url = `/shared${entity.path}/:id`

    app.get(
      url,
      {
        // The terms change without the item, and figures from day to day.
        config: { outlivesVersion: true },
        schema: {
          operationId: `getShared${type}`,
          summary: `Read a ${words} that is shared with you`,
          description: 'What was agreed on. The id is that of the share in `/shared`.',
          tags,
          params: IdParams,
          response: { 200: Item },
        },
      },
      (req) => service.readShared(userCtx(req), req.params.id, kind),
    )

    app.patch(
      url,
      {
        schema: {
          operationId: `updateShared${type}`,
          summary: `Change a ${words} that is shared with you`,
          description: 'Where it was shared to be edited, and of it what is shown. Its history says by which share.',
          tags,
          params: IdParams,
          body: entity.patch,
          response: { 200: Item },
        },
      },
      async (req) => {
        const { id } = req.params
        const patch = req.body as Record<string, unknown> // an object, by the kind's own schema
        const item = await service.updateShared(userCtx(req), id, kind, patch, ifMatch(req))
        bus.wake(item.ownerId)
        return item
      },
    )
  }

  app.get(
    '/shared/habits/:id/compare',
    {
      config: { time: true },
      schema: {
        operationId: 'compareSharedHabit',
        summary: 'Put a shared habit beside one of yours',
        description: 'Figures that were agreed on, and of yours the same.',
        tags,
        params: IdParams,
        querystring: schema.CompareQuery,
        response: { 200: schema.HabitComparison },
      },
    },
    (req) => service.compareHabits(userCtx(req), req.params.id, req.query.habitId ?? null),
  )
}

function shapeOf(kind: Shareable, entity: Entity) {
  const type = `${kind[0]?.toUpperCase()}${kind.slice(1)}`
  if (!(entity.item instanceof z.ZodObject)) throw new Error(`Items of the kind ${kind} are no objects`)
  const { title, fields } = KINDS[kind]
  const shown = Object.entries(entity.item.shape).filter(([name]) => name === title || fields.includes(name))
  const figures = kind === 'habit' ? FIGURES.map((name) => [name, z.number()] as const) : []
  const of = [...shown, ...figures].map(([name, field]) => [name, (field as z.ZodType).optional()])
  const item = z.object(Object.fromEntries(of))
  const Item = z
    .object({
      id: z.uuid(),
      version: z.int().describe('Of the item, for `If-Match`'),
      access: z.enum(ACCESS),
      ownerId: z.uuid(),
      ownerName: z.string().nullable(),
      item,
    })
    .meta({ id: `Shared${type}` })
  return { type, words: kind, Item }
}
