import assert from 'node:assert/strict'
import { glob } from 'node:fs/promises'
import { exampleOf } from '#core/docs/example.ts'
import { newId } from '#core/ids.ts'
import { eventually } from '#test/eventually.ts'
import { formOf } from '#test/forms.ts'
import type { Answer, Body, Caller, TestApp } from '#test/harness.ts'
import { type Described, mediaOf } from './description.ts'

/** Where one operation is tried out: a person of its own, and the items its examples speak of. */
export interface Scene {
  app: TestApp
  ann: Caller
  /** Creates an item of a collection (`/tasks`) from the collection's own example. */
  make(collection: string): Promise<Body>
  /** The body that the description shows for this operationId. */
  exampleOf(operationId: string): Body
}

/** What differs from the plain case. */
export interface Prepared {
  caller?: Caller
  params?: Record<string, string | number>
  query?: Record<string, string>
  body?: unknown
  /** Called when the answer is there. */
  done?: () => void
}

/** Sets the scene for operations that need more than the item in their path. By operationId. */
export type Setups = Record<string, (scene: Scene) => Promise<Prepared>>
/** Makes an item of a collection that nobody can POST to. By its path under /api. */
export type Makers = Record<string, (scene: Scene) => Promise<Body>>

/** Tries out operations of the app, each with a new person. Every file in `setups` may say how for its domain. */
export async function openStage(app: TestApp, operations: Described[]) {
  const setups: Setups = {}
  const makers: Makers = {}
  for await (const file of glob('setups/*.ts', { cwd: import.meta.dirname })) {
    const domain = (await import(`./${file}`)) as { setups?: Setups; makers?: Makers }
    Object.assign(setups, domain.setups)
    Object.assign(makers, domain.makers)
  }
  const sceneFor = async () => sceneOf(app, operations, makers, await app.as())
  return {
    setups,
    tryOut: async (operation: Described, headers: object = {}) =>
      tryOut(operation, await sceneFor(), setups[operation.operationId], headers),
  }
}

interface Nested extends Scene {
  /** Creates an item of a collection that stands within another item: its path in the description, and its address. */
  create(template: string, url: string): Promise<Body>
}

function sceneOf(app: TestApp, operations: Described[], makers: Makers, ann: Caller): Nested {
  const create = async (template: string, url: string): Promise<Body> => {
    const maker = makers[template.replace('/api', '')]
    if (maker) return maker(scene)
    const operation = operations.find(({ method, path }) => method === 'POST' && path === template)
    if (!operation) throw new Error(`nothing can be created at ${template}; the operation needs a setup`)
    const sent = asSent(operation, await bodyFor(operation, scene))
    const { status, body } = await ann.post(url.replace('/api', ''), sent)
    assert.equal(status, 201, `${template}: ${JSON.stringify(body)}`)
    return body
  }
  const scene: Nested = {
    app,
    ann,
    create,
    make: (collection) => create(`/api${collection}`, `/api${collection}`),
    exampleOf: (id) => operations.find(({ operationId }) => operationId === id)?.bodyExample,
  }
  return scene
}

/** Carries out the operation's own example, after making what its path and body refer to. */
async function tryOut(operation: Described, scene: Nested, setup: Setups[string] | undefined, headers: object) {
  const { caller, params = {}, query = queryFor(operation), body, done } = (await setup?.(scene)) ?? {}
  const url = await urlFor(operation, scene, params)
  if (operation.path.endsWith('/restore')) await scene.ann.delete(url.replace('/api', '').replace(/\/restore$/, ''))
  const payload = body ?? (operation.bodyExample && (await bodyFor(operation, scene)))
  const signedIn = caller ?? (operation.isPublic ? undefined : scene.ann)
  const answer = await send(operation, scene.app, {
    url: `${url}?${new URLSearchParams(query)}`,
    payload,
    headers: { ...headers, ...(signedIn && { authorization: `Bearer ${signedIn.token}` }) },
  })
  done?.()
  return answer
}

interface Sending {
  url: string
  payload?: unknown
  headers?: object
}

/** Asks again while this machine is too busy with the tests themselves to be asked at all. */
export function send(operation: Described, app: TestApp, { url, payload, headers = {} }: Sending): Promise<Answer> {
  const { method } = operation
  const body = payload === undefined ? {} : { payload: asSent(operation, payload as object) }
  return eventually(async () => {
    const answer = await app.call({ method, url, headers: { ...headers }, ...body })
    if (answer.status === 503) throw new Error(`still unavailable: ${JSON.stringify(answer.body)}`)
    return answer
  })
}

/** JSON, or a form where the operation takes one. */
const asSent = ({ requestBody }: Described, body: object): object =>
  mediaOf(requestBody)?.type === 'multipart/form-data' && !(body instanceof FormData) ? formOf(body) : body

const PLACEHOLDER = /[{](\w+)[}]/g

/** The address with ids that nothing has. */
export const nowhere = ({ path, parameters = [] }: Described) =>
  path.replaceAll(PLACEHOLDER, (_, name: string) => {
    const { schema } = parameters.find((one) => one.name === name) as Body
    if (schema.format === 'date') return '2026-03-01'
    return schema.enum?.[0] ?? (schema.type === 'integer' ? (schema.minimum ?? 1) : newId())
  })

/** Fills the path from left to right: each id is that of an item made in the collection before it. */
async function urlFor({ path }: Described, scene: Nested, params: Record<string, string | number>): Promise<string> {
  let [template, url] = ['', '']
  for (const part of path.split('/').slice(1)) {
    const name = /^[{](\w+)[}]$/.exec(part)?.[1]
    if (name === undefined) url += `/${part}`
    else if (name in params) url += `/${params[name]}`
    else {
      const item = await scene.create(template, url)
      url += `/${item[name] ?? item.id}`
    }
    template += `/${part}`
  }
  return url
}

/** The parameters that must be given, as their examples say. */
function queryFor({ parameters = [] }: Described): Record<string, string> {
  const required = parameters.filter((one) => one.in === 'query' && one.required)
  return Object.fromEntries(
    required.map(({ name, example, schema }: Body) => [name, String(example ?? exampleOf(schema, NAMELESS, 'input'))]),
  )
}
const NAMELESS = { resolve: () => ({}) }

/** The example with ids of real items where it refers to some: `dependsOnTaskId` is the id of a new task. */
async function bodyFor(operation: Described, scene: Scene): Promise<Body> {
  const body = structuredClone(operation.bodyExample)
  for (const name of Object.keys(body ?? {})) {
    const noun = /^(?:dependsOn|parent)?([A-Z]?[a-z]+)Id$/.exec(name)?.[1]?.toLowerCase()
    if (noun !== undefined && typeof body[name] === 'string') body[name] = (await scene.make(`/${noun}s`)).id
  }
  return body
}
