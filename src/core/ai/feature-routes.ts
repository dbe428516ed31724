import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import type { UserCtx } from '#core/ctx.ts'
import type { Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import type { Feature } from './feature.ts'
import { type FeatureAnswer, type Person, runFeature } from './run.ts'

const Meta = z
  .object({
    source: z.enum(['model', 'rules']).describe('Who worked it out').meta({ example: 'rules' }),
    provider: z.string().nullable(),
    model: z.string().nullable(),
    cached: z.boolean().meta({ example: false }),
    usage: z.object({
      inputTokens: z.int().meta({ example: 0 }),
      outputTokens: z.int().meta({ example: 0 }),
      costMicros: z
        .int()
        .nullable()
        .describe('Millionths of the currency; null when the price of the model is not known')
        .meta({ example: 0 }),
      currency: z.literal('USD'),
    }),
  })
  .meta({ id: 'AiMeta' })

/** A route for every feature: `tasks.parse` answers at `POST /ai/tasks/parse`. Whoever hangs up is no longer worked for. */
export function featureRoutes(features: readonly Feature[], personOf: (ctx: UserCtx) => Promise<Person>): Routes {
  return async (app) => {
    const { ai } = app.platform.reach
    for (const feature of features) {
      const { name, summary, description, input, output } = feature
      const id = `Ai${pascal(name)}`
      const answer = z.object({ result: output, meta: Meta }).meta({ id: `${id}Answer` })
      app.post(
        `/ai/${name.replace('.', '/')}`,
        {
          config: { time: true },
          schema: {
            operationId: `ai${pascal(name)}`,
            summary,
            ...(description !== undefined && { description }),
            tags: ['ai'],
            body: input,
            response: { 200: answer },
          },
        },
        async (req, reply) => {
          const ctx = userCtx(req)
          // The schema is the feature's own, so that its answer is of it.
          return runFeature(ctx, ai, await personOf(ctx), feature, req.body, goneOf(reply)) as Promise<
            FeatureAnswer & z.output<typeof answer>
          >
        },
      )
    }
  }
}

const pascal = (name: string) =>
  name
    .split(/[.-]/)
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('')

/** Tells when the connection ended before the answer. */
export function goneOf({ raw }: FastifyReply): AbortSignal {
  const gone = new AbortController()
  raw.on('close', () => {
    if (!raw.writableFinished) gone.abort()
  })
  return gone.signal
}
