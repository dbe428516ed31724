import { ifMatch } from '#core/conditional.ts'
import { created, IdParams, NoContent, type Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import { PageQuery } from '#core/page.ts'
import {
  getRedemption,
  listAvailability,
  listRedemptions,
  redeemReward,
  rewardAvailability,
  undoRedemption,
} from './redemptions.service.ts'
import * as schema from './rewards.schema.ts'
import * as service from './rewards.service.ts'

const { Reward, Redemption } = schema
const tags = ['rewards']

export const rewardsRoutes: Routes = async (app) => {
  app.get(
    '/rewards',
    {
      schema: {
        operationId: 'listRewards',
        summary: 'List rewards',
        tags,
        querystring: schema.RewardQuery,
        response: { 200: schema.RewardPage },
      },
    },
    (req) => service.listRewards(userCtx(req), req.query),
  )

  app.post(
    '/rewards',
    {
      schema: {
        operationId: 'createReward',
        summary: 'Create a reward',
        tags,
        body: schema.NewReward,
        response: { 201: Reward },
      },
    },
    async (req, reply) => created(req, reply, await service.createReward(userCtx(req), req.body)),
  )

  app.get(
    '/rewards/:id',
    {
      schema: { operationId: 'getReward', summary: 'Read a reward', tags, params: IdParams, response: { 200: Reward } },
    },
    (req) => service.getReward(userCtx(req), req.params.id),
  )

  app.patch(
    '/rewards/:id',
    {
      schema: {
        operationId: 'updateReward',
        summary: 'Change a reward',
        description: 'An absent field keeps its value, null clears it. What was redeemed keeps its price.',
        tags,
        params: IdParams,
        body: schema.RewardPatch,
        response: { 200: Reward },
      },
    },
    (req) => service.updateReward(userCtx(req), req.params.id, req.body, ifMatch(req)),
  )

  app.delete(
    '/rewards/:id',
    {
      schema: {
        operationId: 'deleteReward',
        summary: 'Move a reward to the trash',
        tags,
        params: IdParams,
        response: { 204: NoContent },
      },
    },
    async (req, reply) => {
      await service.deleteReward(userCtx(req), req.params.id, ifMatch(req))
      return reply.code(204).send(null)
    },
  )
}

export const redemptionsRoutes: Routes = async (app) => {
  app.get(
    '/rewards/availability',
    {
      config: { time: true },
      schema: {
        operationId: 'listRewardAvailability',
        summary: 'Ask which rewards can be redeemed now',
        description: 'Every active reward, newest first.',
        tags,
        querystring: PageQuery,
        response: { 200: schema.RewardAvailabilityPage },
      },
    },
    (req) => listAvailability(userCtx(req), req.query),
  )

  app.get(
    '/rewards/:id/availability',
    {
      config: { time: true },
      schema: {
        operationId: 'getRewardAvailability',
        summary: 'Ask whether a reward can be redeemed now',
        tags,
        params: IdParams,
        response: { 200: schema.RewardAvailability },
      },
    },
    (req) => rewardAvailability(userCtx(req), req.params.id),
  )

  app.post(
    '/rewards/:id/redeem',
    {
      config: { time: true },
      schema: {
        operationId: 'redeemReward',
        summary: 'Redeem a reward',
        description:
          'Pays its points. Refused with 409 when it is not active, costs more than there is, its limit for today is reached or its cooldown runs; the problem says why, and `availableAt` until when.',
        tags,
        params: IdParams,
        body: schema.Redeeming.nullish(),
        response: { 201: schema.Redeemed },
      },
    },
    async (req, reply) => {
      const redeemed = await redeemReward(userCtx(req), req.params.id, req.body ?? {})
      reply.code(201).header('location', `/api/redemptions/${redeemed.redemption.id}`)
      return redeemed
    },
  )

  app.get(
    '/redemptions',
    {
      schema: {
        operationId: 'listRedemptions',
        summary: 'List what was redeemed',
        description: 'Newest first, with what was undone.',
        tags,
        querystring: schema.RedemptionQuery,
        response: { 200: schema.RedemptionPage },
      },
    },
    (req) => listRedemptions(userCtx(req), req.query),
  )

  app.get(
    '/redemptions/:id',
    {
      schema: {
        operationId: 'getRedemption',
        summary: 'Read a redemption',
        tags,
        params: IdParams,
        response: { 200: Redemption },
      },
    },
    (req) => getRedemption(userCtx(req), req.params.id),
  )

  app.post(
    '/redemptions/:id/undo',
    {
      config: { time: true },
      schema: {
        operationId: 'undoRedemption',
        summary: 'Undo a redemption',
        description: 'Gives the points back, within 24 hours.',
        tags,
        params: IdParams,
        response: { 200: schema.Redeemed },
      },
    },
    (req) => undoRedemption(userCtx(req), req.params.id),
  )
}
