import type { UserCtx } from '#core/ctx.ts'
import { AppError } from '#core/errors.ts'
import { holdsScope } from '#core/identity.ts'
import { bounded, MAX_RESULT_CHARACTERS } from '#core/tools/results.ts'
import { OVERVIEW } from '#core/tools/scopes.ts'
import { proposeOrRun } from '#domains/actions/actions.service.ts'
import { writeDashboard, writeToday } from '#domains/overview/documents.service.ts'
import type { Access } from './access.ts'

const mimeType = 'application/json'

/** Documents of their own, at fixed addresses. */
const DOCUMENTS = [
  {
    uri: 'almanac://today',
    name: 'today',
    title: 'Today',
    description: 'What is due, done and coming today',
    mimeType,
  },
  {
    uri: 'almanac://dashboard',
    name: 'dashboard',
    title: 'Dashboard',
    description: 'Where tasks, goals, projects, habits and metrics stand, and what the next days bring',
    mimeType,
  },
]

/** Single items, by the tool that reads them. */
const ITEMS = [
  { kind: 'tasks', tool: 'tasks_get', id: 'taskId', title: 'A task' },
  { kind: 'goals', tool: 'goals_get', id: 'goalId', title: 'A goal' },
  { kind: 'notes', tool: 'notes_get', id: 'noteId', title: 'A note' },
]

export const listResources = (ctx: UserCtx) => (mayOverlook(ctx) ? DOCUMENTS : [])

export const listTemplates = (ctx: UserCtx) =>
  ITEMS.filter(({ kind }) => holdsScope(ctx.actor, `${kind}:read`)).map(({ kind, title }) => ({
    uriTemplate: `almanac://${kind}/{id}`,
    name: kind,
    title,
    mimeType,
  }))

/** A document as bounded JSON. Refuses (AppError) what is not there, is not the user's, or this client may not see. */
export async function readResource(ctx: UserCtx, access: Access, uri: string) {
  return { uri, mimeType, text: JSON.stringify(await contentOf(ctx, access, uri)) }
}

/** Whether this client may see the overviews. */
export const mayOverlook = (ctx: UserCtx) => holdsScope(ctx.actor, OVERVIEW)

/** What a day holds, as `almanac://today` tells it. */
export async function readDay(ctx: UserCtx, access: Access, date?: string) {
  const text = JSON.stringify(await overviewOf(access, await writeToday(ctx, date === undefined ? {} : { date })))
  return { uri: 'almanac://today', mimeType, text }
}

async function contentOf(ctx: UserCtx, access: Access, uri: string): Promise<unknown> {
  if (DOCUMENTS.some((one) => one.uri === uri)) {
    if (!mayOverlook(ctx)) throw new AppError('forbidden', `This needs the scope ${OVERVIEW}.`)
    return overviewOf(access, await (uri === 'almanac://today' ? writeToday(ctx, {}) : writeDashboard(ctx)))
  }
  const [, kind, id] = /^almanac:\/\/(\w+)\/([^/]{1,100})$/.exec(uri) ?? []
  const item = ITEMS.find((one) => one.kind === kind)
  if (!item) throw new AppError('not_found', 'There is no such resource.')
  const call = { name: item.tool, arguments: { [item.id]: id } }
  const outcome = await proposeOrRun(ctx, access.tools, call, { channel: 'mcp' })
  if (outcome.kind === 'read') return outcome.result
  if (outcome.kind === 'refused') throw new AppError(outcome.error.code, outcome.error.message)
  throw new AppError(
    'forbidden',
    'The user wants to be asked before this is read. They find the question in their app.',
  )
}

type Written = Awaited<ReturnType<typeof writeToday>>

/** A part that could not be had is named in the document; why is for the log. */
function overviewOf({ report }: Access, { answer, failures }: Written): unknown {
  for (const { error } of failures) report(error)
  const whole = JSON.parse(answer)
  const fitting = [100, 30, 10, 5].map((most) => shortLists(whole, most))
  const fits = (one: unknown) => JSON.stringify(one).length <= MAX_RESULT_CHARACTERS
  return fitting.find(fits) ?? bounded(JSON.stringify(fitting.at(-1)))
}

/** Lists by their first items; how many there are stands in the counts beside them. */
function shortLists(value: unknown, most: number): unknown {
  if (Array.isArray(value)) return value.slice(0, most).map((one) => shortLists(one, most))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, shortLists(one, most)]))
}
