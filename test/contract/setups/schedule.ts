import type { Scene, Setups } from '../scene.ts'

const aFeed = async ({ ann }: Scene) => (await ann.post('/schedule/feed')).body

const aProposal = async ({ ann, exampleOf }: Scene) => {
  const { body } = await ann.post('/schedule/generate', exampleOf('generateSchedule'))
  return { params: { id: body.id } }
}

export const setups: Setups = {
  getScheduleProposal: aProposal,
  acceptScheduleProposal: aProposal,
  rejectScheduleProposal: aProposal,
  skipScheduleBlock: async ({ ann, exampleOf }) => {
    const weekly = { ...exampleOf('createScheduleBlock'), recurrence: { rrule: 'FREQ=WEEKLY' } }
    const { body } = await ann.post('/schedule', weekly)
    const { body: page } = await ann.get('/schedule?from=2027-03-01&to=2027-06-01')
    return { params: { id: body.id }, body: { occurrence: page.items[0].occurrence } }
  },
  getScheduleFeed: async (scene) => {
    await aFeed(scene)
    return {}
  },
  readCalendarFeed: async (scene) => ({ params: { file: (await aFeed(scene)).url.split('/').at(-1) } }),
}
