import type { FastifyInstance } from 'fastify'
import { postmanOf } from './postman.ts'
import { sdkOf } from './sdk.ts'

/** Where clients find the server that the committed descriptions speak of. */
export const DESCRIBED_AS = { STAGE: 'production', PUBLIC_URL: 'http://127.0.0.1:3000' }

/** Every file that is made from the running app, by its path in the repository. */
export async function artifactsOf(app: FastifyInstance): Promise<Record<string, string>> {
  const document = app.openapi()
  const asyncApi: unknown = (await app.inject('/asyncapi.json')).json()
  return {
    'openapi.json': text(document),
    'asyncapi.json': text(asyncApi),
    'docs/postman.json': await postmanOf(document),
    ...sdkOf(document),
  }
}

const text = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`
