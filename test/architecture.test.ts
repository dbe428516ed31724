import assert from 'node:assert/strict'
import { glob, readFile } from 'node:fs/promises'
import path from 'node:path'
import { test } from 'node:test'
import { floors } from '../src/modules.ts'

const MAX_FILE = 300
const MAX_FUNCTION = 40

/** Calls between domains of one floor, each with its reason. An opposite pair would be a cycle. */
const SAME_FLOOR = new Map([
  ['accounts → audit', 'what is done to accounts is written down with it; the log knows no accounts but their end'],
  ['notifications → accounts', 'where somebody wants to be written to, and when not, stands among their preferences'],
  [
    'billing → accounts',
    'whose month it is, and what the profile shows of a plan, stand there; accounts know nothing of plans',
  ],
  ['friends → notifications', 'an invitation is told as everything is; notifications know nothing of friends'],
  [
    'billing → notifications',
    'who has to hear that a payment failed is told there; notifications know nothing of plans',
  ],
  ['goals → tasks', 'a goal counts its tasks and links them; tasks know of goals only by the events they publish'],
  ['goals → habits', 'a goal counts its habits and links them; habits know of goals only by the events they publish'],
  ['goals → metrics', 'a goal counts its metrics and awaits their targets; metrics know of goals only by their events'],
  ['goals → projects', 'a goal ties projects to itself; projects know of goals only by the events they publish'],
  ['projects → tasks', 'a project counts its tasks and takes them in; tasks know of projects only by their events'],
  [
    'chat → actions',
    'what a model wants to change goes through the user’s leave; actions know nothing of conversations',
  ],
  ['chat → memory', 'what is told and remembered in conversations is kept there; memories know nothing of answers'],
  ['chat → voice', 'what words want, and whether they are of distress, the rules of voice tell'],
  ['schedule → courses', 'a block names the course it is for, which must be there; courses know nothing of blocks'],
  ['schedule → goals', 'a block names the goal it serves, which must be there; goals know nothing of blocks'],
  ['talk → chat', 'a spoken conversation is one of the chat; the chat knows nothing of sound'],
  ['talk → voice', 'what hears, understands and speaks stands with the voice'],
  ['voice → coach', 'whether models may be asked about somebody, and whose budget it is, the coach knows'],
  ['graphql → overview', 'a dashboard asks for the overviews; they know nothing of who asks'],
  ['graphql → analytics', 'a dashboard asks for the figures; they know nothing of who asks'],
  ['mcp → overview', 'a client of MCP reads the overviews as documents; the overviews know nothing of clients'],
  ['schedule → habits', 'the planner places what habits ask for; habits know nothing of plans'],
  ['schedule → flashcards', 'the planner places the reviews that are due; flashcards know nothing of plans'],
  ['schedule → tasks', 'a block names the task it is for, and the planner places them; tasks know nothing of blocks'],
  ['resources → courses', 'what is learned decides what is recommended; courses know nothing of resources'],
  ['resources → goals', 'what is aimed at decides what is recommended; goals know nothing of resources'],
  ['vision → affirmations', 'a board shows the affirmation of its goals; affirmations know nothing of boards'],
  [
    'outside → schedule',
    'events of subscribed calendars stand in the schedule, which knows nothing of other providers',
  ],
  ['automations → coach', 'what an automation may tell of a day, and whose models it asks, the coach knows'],
  ['automations → actions', 'what an automation wants to change waits for leave there; actions know nothing of it'],
  ['automations → chat', 'what words want to have changed, the rules of the chat tell; the chat knows nothing of it'],
])

/** What a file of a domain may be, from what stands lowest to what plugs it in; a fixture serves its tests. None: pure rules. */
const ROLES = [
  'tables',
  'schema',
  'events',
  'queries',
  'service',
  'routes',
  'socket',
  'ai',
  'tools',
  'module',
  'fixture',
  'test',
]

/** Who reads the environment: the configuration, and the start that hands it over. */
const READS_ENVIRONMENT = ['src/config.ts', 'src/serve.ts']

interface Source {
  file: string
  text: string
}
interface Import {
  from: string
  to: string
  isType: boolean
}

const sources = await read('src/**/*.ts')
const production = sources.filter(({ file }) => !/\.(test|fixture)\.ts$/.test(file))
const imports = production.flatMap(importsOf)

async function read(pattern: string): Promise<Source[]> {
  const found: Source[] = []
  for await (const file of glob(pattern)) found.push({ file, text: await readFile(file, 'utf8') })
  return found
}

function importsOf({ file, text }: Source): Import[] {
  const found = text.matchAll(/(?:import|export)\s+(type\s)?[^'"]*?from\s+'([^']+)'/g)
  return [...found].flatMap(([, type, name = '']) => {
    const to = name.startsWith('#')
      ? `src/${name.slice(1)}`
      : name.startsWith('.')
        ? path.join(path.dirname(file), name)
        : null
    return to === null ? [] : [{ from: file, to, isType: type !== undefined }]
  })
}

const domainOf = (file: string) => /^src\/domains\/([^/]+)\//.exec(file)?.[1]
const roleOf = (file: string) => /\.([a-z]+)\.ts$/.exec(file)?.[1] ?? null
const floorOf = (domain: string) => floors.findIndex((floor) => floor.some((module) => module.name === domain))
const between = imports.flatMap((one) => {
  const [from, to] = [domainOf(one.from), domainOf(one.to)]
  return from && to && from !== to ? [{ ...one, caller: from, called: to }] : []
})

test('core imports no domain', () => {
  assert.deepEqual(
    imports.filter(({ from, to }) => from.startsWith('src/core/') && domainOf(to)),
    [],
  )
})

test('the time room stands on nothing but itself and the errors', () => {
  const bad = imports.filter(
    ({ from, to }) => from.startsWith('src/core/time/') && !/^src\/core\/(time\/|errors\.ts|areas\.ts)/.test(to),
  )
  assert.deepEqual(bad, [])
})

test('a domain enters another only through its service or events, or its tables for foreign keys and overviews', () => {
  const bad = between.filter(({ from, to }) => {
    const role = roleOf(to)
    if (role === 'service' || role === 'events') return false
    return !(role === 'tables' && (roleOf(from) === 'tables' || roleOf(from) === 'queries'))
  })
  assert.deepEqual(bad, [])
})

test('calls go down the floors; news goes up', () => {
  const bad = between.filter(({ to, caller, called }) => {
    if (roleOf(to) === 'events' || roleOf(to) === 'tables') return false
    return floorOf(caller) <= floorOf(called) && !SAME_FLOOR.has(`${caller} → ${called}`)
  })
  assert.deepEqual(bad, [])
})

test('no two domains call each other, and every domain has its module on a floor', () => {
  const calls = new Set(
    between.filter(({ to }) => roleOf(to) === 'service').map(({ caller, called }) => `${caller} → ${called}`),
  )
  assert.deepEqual(
    [...calls].filter((call) => calls.has(call.split(' → ').reverse().join(' → '))),
    [],
  )
  const domains = new Set(sources.map(({ file }) => domainOf(file)).filter((name) => name !== undefined))
  assert.deepEqual(
    [...domains].filter((name) => floorOf(name) === -1),
    [],
  )
})

test('within a domain: routes and sockets → service → queries → tables, never back', () => {
  const bad = imports.filter(({ from, to }) => {
    const [a, b] = [roleOf(from), roleOf(to)]
    if (!domainOf(from) || domainOf(from) !== domainOf(to) || a === null || b === null) return false
    return ROLES.indexOf(a) < ROLES.indexOf(b)
  })
  assert.deepEqual(bad, [])
})

test('roles are a closed vocabulary', () => {
  const roles = production.filter(({ file }) => domainOf(file)).map(({ file }) => roleOf(file))
  assert.deepEqual(
    [...new Set(roles)].filter((role) => role !== null && !ROLES.includes(role)),
    [],
  )
})

test('no two files need each other to be loaded', () => {
  const edges = Map.groupBy(
    imports.filter(({ isType, to }) => !isType && roleOf(to) !== 'tables'),
    ({ from }) => from,
  )
  const done = new Set<string>()
  const visit = (file: string, trail: string[]): void => {
    assert.ok(!trail.includes(file), `cycle: ${[...trail.slice(trail.indexOf(file)), file].join(' → ')}`)
    if (done.has(file)) return
    for (const { to } of edges.get(file) ?? []) visit(to, [...trail, file])
    done.add(file)
  }
  for (const { file } of production) visit(file, [])
})

test('the environment is read in one place', () => {
  const bad = production.filter(({ file, text }) => text.includes('process.env') && !READS_ENVIRONMENT.includes(file))
  assert.deepEqual(
    bad.map(({ file }) => file),
    [],
  )
})

test('files and functions stay short', async () => {
  const all = [
    ...sources,
    ...(await read('test/**/*.ts')),
    ...(await read('bin/**/*.ts')),
    ...(await read('bench/**/*.ts')),
  ]
  const long = all.filter(({ text }) => text.split('\n').length - 1 > MAX_FILE)
  assert.deepEqual(
    long.map(({ file }) => file),
    [],
  )
  assert.deepEqual(production.filter(({ file }) => !file.endsWith('.routes.ts')).flatMap(longFunctions), [])
})

/** Functions by the house format: they open at the margin and close at the margin. Route tables are declarations. */
function longFunctions({ file, text }: Source): string[] {
  const lines = text.split('\n')
  return lines.flatMap((line, at) => {
    const name = /^(?:export )?(?:async )?function\*? (\w+)/.exec(line)?.[1]
    if (name === undefined) return []
    const length = lines.slice(at).indexOf('}') + 1
    return length > MAX_FUNCTION ? [`${file}: ${name} has ${length} lines`] : []
  })
}

test('no escape from the type system, no unfinished place, no default export, no barrel', () => {
  const rules: [string, RegExp][] = [
    ['any', /(:|as|<)\s*any\b/],
    ['ts-ignore', /@ts-(ignore|expect-error|nocheck)/],
    ['unfinished', /\b(TODO|FIXME|XXX)\b|not implemented/],
    ['default export', /^export default/m],
    ['re-export', /^export \* from|^export \{[^}]*\} from/m],
  ]
  const bad = production.flatMap(({ file, text }) =>
    rules.filter(([, rule]) => rule.test(text)).map(([name]) => `${file}: ${name}`),
  )
  assert.deepEqual(bad, [])
  assert.deepEqual(
    production.filter(({ file }) => path.basename(file) === 'index.ts'),
    [],
  )
})

test('every test runs', async () => {
  const tests = [...sources.filter(({ file }) => file.endsWith('.test.ts')), ...(await read('test/**/*.test.ts'))]
  const bad = tests.filter(
    ({ file, text }) =>
      !file.endsWith('architecture.test.ts') &&
      /\b(test|it|describe)\.(skip|todo|only)\b|\{ *(skip|todo|only):/.test(text),
  )
  assert.deepEqual(
    bad.map(({ file }) => file),
    [],
  )
})
