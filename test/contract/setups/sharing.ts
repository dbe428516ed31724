import { befriend, person } from '#domains/friends/friends.fixture.ts'
import { give, giveOver } from '#domains/sharing/sharing.fixture.ts'
import type { Body } from '#test/harness.ts'
import type { Makers, Prepared, Scene, Setups } from '../scene.ts'

/** The collection of each kind that can be shared, and the smallest item of it. */
const KINDS: Record<string, [path: string, item: object]> = {
  note: ['notes', { title: 'Soil', content: 'Loose' }],
  reminder: ['reminders', { title: 'Take the pill', when: { at: '2037-03-01T09:00:00.000Z' } }],
  habit: ['habits', { name: 'Read' }],
  goal: ['goals', { title: 'Run' }],
  task: ['tasks', { title: 'Dig' }],
  project: ['projects', { name: 'Build' }],
}

/** Something that a friend has shared with whoever tries it out. */
async function given({ app, ann }: Scene, kind: string, isAccepted = true): Promise<Body> {
  const kim = await person(app, 'Kim')
  await befriend(ann, kim)
  const [path, item] = KINDS[kind] ?? ['', {}]
  const { body } = await kim.post(`/${path}`, item)
  const hand = isAccepted ? giveOver : give
  return (await hand(kim, ann, kind, body.id, { access: 'edit' })).received
}

/** Something of one's own, and a friend to share it with. */
async function shareable({ app, ann }: Scene) {
  const kim = await person(app, 'Kim')
  await befriend(ann, kim)
  const { body } = await ann.post('/notes', { title: 'Soil' })
  return { entity: 'note', entityId: body.id, friendId: kim.userId }
}

export const makers: Makers = {
  '/shares': async (scene) => (await scene.ann.post('/shares', await shareable(scene))).body,
  '/shared': (scene) => given(scene, 'note'),
  ...Object.fromEntries(
    Object.entries(KINDS).map(([kind, [path]]) => [`/shared/${path}`, (scene: Scene) => given(scene, kind)]),
  ),
}

const edited = (kind: string) => async (scene: Scene) => {
  const { id } = await given(scene, kind)
  const body: object = kind === 'habit' || kind === 'project' ? { name: 'Another' } : { title: 'Another' }
  return { params: { id }, body } satisfies Prepared
}

export const setups: Setups = {
  createShare: async (scene) => ({
    body: { ...scene.exampleOf('createShare'), ...(await shareable(scene)), expiresAt: null },
  }),
  acceptShared: async (scene) => ({ params: { id: (await given(scene, 'note', false)).id } }),
  endShareLink: async (scene) => {
    const { body: share } = await scene.ann.post('/shares', await shareable(scene))
    const { body: link } = await scene.ann.post(`/shares/${share.id}/links`, {})
    return { params: { id: share.id, linkId: link.id } }
  },
  updateSharedNote: edited('note'),
  updateSharedReminder: edited('reminder'),
  updateSharedHabit: edited('habit'),
  updateSharedGoal: edited('goal'),
  updateSharedTask: edited('task'),
  updateSharedProject: edited('project'),
}
