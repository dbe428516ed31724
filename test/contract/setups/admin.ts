import type { Caller, TestApp } from '#test/harness.ts'
import { logIn, signUp } from '#test/people.ts'
import type { Prepared, Scene, Setups } from '../scene.ts'

export async function staff(app: TestApp): Promise<Caller> {
  const { email, userId } = await signUp(app)
  await app.platform.database.query(`update users set role = 'admin' where id = $1`, [userId])
  return { ...(await app.as((await logIn(app, email)).body.accessToken)), userId }
}

/** Somebody who runs this server. */
const asAdministrator = async ({ app }: Scene): Promise<Prepared> => ({ caller: await staff(app) })

/** And the person that it is about. */
const aboutSomebody = async (scene: Scene): Promise<Prepared> => ({
  ...(await asAdministrator(scene)),
  params: { id: scene.ann.userId },
})

/** With the leave of the person. */
async function withLeave({ app, ann }: Scene) {
  const caller = await staff(app)
  const { id, code } = (await ann.post('/users/me/support-access', {})).body
  return { caller, id, code }
}

async function acting(scene: Scene): Promise<Prepared> {
  const { caller, id, code } = await withLeave(scene)
  await caller.post('/support-access/redeem', { code })
  return { caller, params: { id } }
}

/** And a flag. */
async function aboutFlag(scene: Scene): Promise<Prepared> {
  const { caller = scene.ann } = await asAdministrator(scene)
  await caller.put('/admin/flags/new_planner', { isEnabled: true, percent: 100 })
  return { caller, params: { key: 'new_planner' } }
}

const mine = async ({ ann }: Scene): Promise<Prepared> => ({
  params: { id: (await ann.post('/users/me/support-access', {})).body.id },
})

export const setups: Setups = {
  listJobQueues: asAdministrator,
  listBillingEvents: asAdministrator,
  listDeadLetters: asAdministrator,
  redriveDeadLetters: asAdministrator,
  listAudit: asAdministrator,
  checkAudit: asAdministrator,
  exportAudit: asAdministrator,
  getGrowth: asAdministrator,
  getAiSpend: asAdministrator,
  getRevenue: asAdministrator,
  exportGrowth: asAdministrator,
  exportAiSpend: asAdministrator,
  exportRevenue: asAdministrator,
  listFlags: asAdministrator,
  getFlag: aboutFlag,
  putFlag: aboutFlag,
  deleteFlag: aboutFlag,
  listUsers: asAdministrator,
  getUser: aboutSomebody,
  changeRole: aboutSomebody,
  suspendUser: aboutSomebody,
  unsuspendUser: aboutSomebody,
  giveTier: aboutSomebody,
  signOutUser: aboutSomebody,
  resendVerificationToUser: aboutSomebody,
  listSupportChanges: mine,
  revokeSupport: mine,
  redeemSupport: async (scene) => {
    const { caller, code } = await withLeave(scene)
    return { caller, body: { code } }
  },
  renewSupport: acting,
  closeSupport: acting,
}
