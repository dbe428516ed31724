import type { FastifyRequest } from 'fastify'
import { AppError } from '#core/errors.ts'
import type { Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import { twoFactorState } from './two-factor.service.ts'

/**
 * The door of everything that administers, in whichever domain: support looks and changes nothing, whatever is behind it. What writes
 * asks again in its own transaction, because a token may say for seconds what its holder is no more.
 */
export function forStaff(routes: Routes): Routes {
  return async (app, options) => {
    const { ADMIN_TWO_FACTOR } = app.platform.config
    app.addHook('onRequest', async (request) => {
      refuse(request)
      if (ADMIN_TWO_FACTOR === 'required' && !(await twoFactorState(userCtx(request))).enabled)
        throw new AppError('forbidden', 'Administrators of this server turn two-factor sign-in on first.')
    })
    await routes(app, options)
  }
}

function refuse(request: FastifyRequest) {
  const { role } = userCtx(request).actor
  const reads = request.method === 'GET' || request.method === 'HEAD'
  if (role === 'admin' || (role === 'support' && reads)) return
  throw new AppError(
    'forbidden',
    role === 'support' ? 'Support may look, not change.' : 'This is for the administrators of this server.',
  )
}
