import { eventually } from './eventually.ts'
import type { Answer, Caller, TestApp } from './harness.ts'

/** The same app for callers who ask again when it is too busy to take a request: the machine runs other tests as well. */
export const patient = (app: TestApp): TestApp => ({ ...app, as: async (token) => patiently(await app.as(token)) })

function patiently(caller: Caller): Caller {
  const again = (ask: () => Promise<Answer>) =>
    eventually(async () => {
      const answer = await ask()
      if (answer.status === 503) throw new Error('still unavailable')
      return answer
    })
  return {
    ...caller,
    get: (...args) => again(() => caller.get(...args)),
    post: (...args) => again(() => caller.post(...args)),
    patch: (...args) => again(() => caller.patch(...args)),
    put: (...args) => again(() => caller.put(...args)),
    delete: (...args) => again(() => caller.delete(...args)),
  }
}
