import { ifMatch } from '#core/conditional.ts'
import { NoContent, type Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import { deleteAccount } from './erasure.service.ts'
import { Preferences, PreferencesPatch } from './preferences.schema.ts'
import { getPreferences, updatePreferences } from './preferences.service.ts'
import { AccountDeletion, User, UserPatch } from './users.schema.ts'
import { getUser, updateUser } from './users.service.ts'

const tags = ['users']

export const usersRoutes: Routes = async (app) => {
  app.get(
    '/users/me',
    { schema: { operationId: 'getMe', summary: 'Read my profile', tags, response: { 200: User } } },
    (request) => getUser(userCtx(request)),
  )

  app.patch(
    '/users/me',
    {
      schema: { operationId: 'updateMe', summary: 'Change my profile', tags, body: UserPatch, response: { 200: User } },
    },
    (request) => updateUser(userCtx(request), request.body, ifMatch(request)),
  )

  app.delete(
    '/users/me',
    {
      config: { scope: 'session' },
      schema: {
        operationId: 'deleteMe',
        summary: 'Delete my account',
        description:
          'Asks for the password, or for `confirm` where there is none. The account is closed at once; every row, file and job of it is erased within minutes, for good.',
        tags,
        body: AccountDeletion,
        response: { 204: NoContent },
      },
    },
    async (request, reply) => {
      const ctx = userCtx(request)
      await app.limits.take('account', ctx.actor.id)
      await deleteAccount(ctx, app.platform.bus, request.body, ifMatch(request))
      return reply.code(204).send(null)
    },
  )

  app.get(
    '/users/me/preferences',
    {
      schema: {
        operationId: 'getPreferences',
        summary: 'Read my preferences',
        description: 'The whole document, with defaults for whatever was never chosen.',
        tags,
        response: { 200: Preferences },
      },
    },
    (request) => getPreferences(userCtx(request)),
  )

  app.patch(
    '/users/me/preferences',
    {
      schema: {
        operationId: 'updatePreferences',
        summary: 'Change my preferences',
        description:
          'A JSON merge patch: absent is unchanged, null goes back to the default, maps change entry by entry.',
        tags,
        body: PreferencesPatch,
        response: { 200: Preferences },
      },
    },
    (request) => updatePreferences(userCtx(request), request.body),
  )
}
