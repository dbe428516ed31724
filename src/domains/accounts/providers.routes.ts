import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { AppError } from '#core/errors.ts'
import type { Routes } from '#core/http.ts'
import { Problem } from '#core/problem.ts'
import { deviceOf, neverStored } from './auth.routes.ts'
import { SignedIn } from './auth.schema.ts'
import { deskOf } from './desk.ts'
import { beginSignIn, finishSignIn, PROVIDERS, takeFlow } from './providers.service.ts'

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
            'Sends the browser to the provider (authorization code with PKCE). 404 where it is not configured.',
          tags,
          querystring: Begin,
          response: { 302: Redirect, 404: Problem },
        },
      },
      async (request, reply) => {
        const url = await beginSignIn(request.ctx, desk, name, request.query.returnTo ?? null)
        return goTo(reply, url)
      },
    )

    app.get(
      `/auth/${name}/callback`,
      {
        config: signIn,
        schema: {
          operationId: `finishSignInWith${id}`,
          summary: `Come back from ${title}`,
          description:
            "Answers the tokens, or sends the browser on to `returnTo` with them (or with `error` and `detail`) behind the #. An account with the same address is linked only if both sides have verified it; otherwise 409. A second factor is the provider's business here and not asked for again.",
          tags,
          querystring: Callback,
          response: { 200: SignedIn, 302: Redirect, 401: Problem, 403: Problem, 404: Problem, 409: Problem },
        },
      },
      async (request, reply) => {
        const { state } = request.query
        const flow = await takeFlow(request.ctx, desk, name, state)
        const finish = () => finishSignIn(request.ctx, desk, flow, { state, path: request.url }, deviceOf(request))
        if (flow.returnTo === null) return reply.code(200).send(await finish())
        return goTo(reply, withFragment(flow.returnTo, await finish().then(tokensOf, problemOf)))
      },
    )
  }
}

function goTo(reply: FastifyReply, url: string) {
  return reply.code(302).header('location', url).send(null)
}

const tokensOf = ({ accessToken, refreshToken, tokenType, expiresIn }: SignedIn) => {
  return { accessToken, refreshToken, tokenType, expiresIn: String(expiresIn) }
}

function problemOf(error: unknown): Record<string, string> {
  if (error instanceof AppError) return { error: error.code, detail: error.message }
  throw error
}

/** Behind the `#` no server sees them, and no log keeps them. */
function withFragment(address: string, values: Record<string, string>): string {
  const url = new URL(address)
  url.hash = new URLSearchParams(values).toString()
  return url.href
}
