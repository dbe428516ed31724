import type { Makers, Scene, Setups } from '../scene.ts'

/** A reward that its owner has the points for. */
async function affordable({ ann, make }: Scene) {
  const reward = await make('/rewards')
  await ann.post('/wallet/adjustments', { amount: reward.pointCost, description: 'A gift' })
  return reward
}

export const makers: Makers = {
  '/redemptions': async (scene) => {
    const { id } = await affordable(scene)
    return (await scene.ann.post(`/rewards/${id}/redeem`)).body.redemption
  },
  '/wallet/transactions': async ({ ann }) =>
    (await ann.post('/wallet/adjustments', { amount: 50, description: 'A gift' })).body.transaction,
}

export const setups: Setups = {
  redeemReward: async (scene) => ({ params: { id: (await affordable(scene)).id } }),
}
