import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import type { Routes } from '#core/http.ts'
import { Problem } from '#core/problem.ts'
import { deviceOf, neverStored } from './auth.routes.ts'
import { SignedIn } from './auth.schema.ts'
import { deskOf } from './desk.ts'
import { finishSignIn, PROVIDERS, takeFlow } from './providers.service.ts'
import { returnWith, sendOff } from './visits.ts'

const tags = ['auth']
const signIn = { public: true, signIn: true, scope: 'session' } as const
const Redirect = z.null().describe('The address is in Location')

const Begin = z.strictObject({
  returnTo: z
    .url({ protocol: /^https?$/ })
    .max(1_000)
    .optional()
    .describe(
      'Where the browser goes in the end, with the tokens behind the #. Put a random value of your own into it and compare it, so that nobody can sign your user in as somebody else',
    ),
})

/** Providers add parameters of their own, which are theirs to check. */
const Callback = z.object({ state: z.string().min(1).max(500) })

export const providersRoutes: Routes = async (app) => {
  const desk = deskOf(app.platform)
  neverStored(app)
  for (const name of PROVIDERS) {
    const { title, id } =
      name === 'google' ? { title: 'Google', id: 'Google' } : { title: 'the OIDC provider', id: 'Oidc' }

    app.get(
      `/auth/${name}`,
      {
        config: signIn,
        schema: {
          operationId: `beginSignInWith${id}`,
          summary: `Sign in with ${title}`,
          description:
            'Sends the browser to the provider (authorization code with PKCE). With `returnTo` it must be opened in the browser that comes back, which keeps a cookie for ten minutes. 404 where it is not configured.',
          tags,
          querystring: Begin,
          response: { 302: Redirect, 404: Problem },
        },
      },
      async (request, reply) => goTo(reply, await sendOff(request, reply, desk, name, request.query.returnTo ?? null)),
    )

    app.get(
      `/auth/${name}/callback`,
      {
        config: signIn,
        schema: {
          operationId: `finishSignInWith${id}`,
          summary: `Come back from ${title}`,
          description:
            "Answers the tokens, or sends the browser on to `returnTo` with them (or with `error` and `detail`) behind the #, if the sign-in was begun in it. An account with the same address is linked only if both sides have verified it; otherwise 409. A second factor is the provider's business here and not asked for again.",
          tags,
          querystring: Callback,
          response: { 200: SignedIn, 302: Redirect, 401: Problem, 403: Problem, 404: Problem, 409: Problem },
        },
      },
      async (request, reply) => {
        const back = { state: request.query.state, path: request.url }
        const flow = await takeFlow(request.ctx, desk, name, back.state)
        if (flow.returnTo !== null) return goTo(reply, await returnWith(request, reply, desk, flow, back))
        return reply.code(200).send(await finishSignIn(request.ctx, desk, flow, back, deviceOf(request)))
      },
    )
  }
}

function goTo(reply: FastifyReply, url: string) {
  return reply.code(302).header('location', url).send(null)
}
