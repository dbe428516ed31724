import { eventually } from './eventually.ts'
import type { TestApp } from './harness.ts'

/** Waits until the app takes requests: on a machine that is busy with other tests it refuses the first ones. */
export const calm = (app: TestApp): Promise<void> =>
  eventually(async () => {
    const { status } = await app.call({ method: 'GET', url: '/api/users/me' })
    if (status === 503) throw new Error('still unavailable')
  })
