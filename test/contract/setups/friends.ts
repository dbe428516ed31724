import { befriend, invitationFrom, person } from '#domains/friends/friends.fixture.ts'
import type { Body } from '#test/harness.ts'
import type { Prepared, Scene, Setups } from '../scene.ts'

/** An invitation that somebody else has sent. */
async function invited({ app }: Scene): Promise<Prepared> {
  const [kim, ann] = [await person(app, 'Kim'), await person(app, 'Ann')]
  await kim.post('/friends', { email: ann.email })
  return { caller: ann, params: { id: (await invitationFrom(ann, kim)).id } }
}

/** A friend of whoever tries it out. */
export async function friendOf({ app, ann }: Pick<Scene, 'app' | 'ann'>): Promise<Body> {
  await befriend(ann, await person(app, 'Kim'))
  return (await ann.get('/friends')).body.items[0]
}

export const setups: Setups = {
  acceptFriend: invited,
  declineFriend: invited,
  blockFriend: async (scene) => ({ params: { id: (await friendOf(scene)).id } }),
  unblockFriend: async (scene) => {
    const { id } = await friendOf(scene)
    await scene.ann.post(`/friends/${id}/block`)
    return { params: { id } }
  },
  endFriendLink: async ({ ann }) => ({ params: { id: (await ann.post('/friends/links', {})).body.id } }),
  useFriendLink: async ({ app }) => {
    const { body: link } = await (await person(app, 'Kim')).post('/friends/links', {})
    return { body: { token: link.token } }
  },
}
