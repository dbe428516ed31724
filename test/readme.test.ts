import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { access, readFile } from 'node:fs/promises'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { OPERATIONS } from '../sdk/api.ts'
import { SETTING_NAMES } from '../src/config.ts'
import { startApp, type TestApp } from './harness.ts'

const ROOT = path.join(import.meta.dirname, '..')
const read = (file: string) => readFile(path.join(ROOT, file), 'utf8')
const readme = await read('README.md')
const pages = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md']

let app: TestApp
let url: string
before(async () => {
  app = await startApp()
  url = await app.http.listen({ port: 0, host: '127.0.0.1' })
})
after(() => app.close())

test('the tour with curl works as it is printed', async () => {
  const [tour] = [...readme.matchAll(/```sh\n([\s\S]*?)```/g)]
    .map(([, code = '']) => code)
    .filter((code) => code.includes('curl'))
  assert.ok(tour, 'the README has a tour')
  const script = tour.replaceAll('http://127.0.0.1:3000', url)
  const { stdout } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', script])
  const answers = stdout.split(/(?<=\})(?=\{")/).map((text) => JSON.parse(text))
  assert.equal(answers.length, (tour.match(/^curl/gm) ?? []).length)
  const [added, listed, synced] = answers
  assert.equal(added.task.title, 'Water the plants')
  assert.deepEqual(
    listed.items.map(({ id }: { id: string }) => id),
    [added.task.id],
  )
  assert.ok(synced.changes.some(({ id }: { id: string }) => id === added.task.id))
})

test('every address that the README names answers', async () => {
  const rows = [...readme.matchAll(/^\| (`\/.*?) \|/gm)].flatMap(([, cell = '']) => [...cell.matchAll(/`(\/[^`]*)`/g)])
  assert.ok(rows.length >= 8)
  for (const [, address = ''] of rows) {
    const { status } = await fetch(url + address)
    assert.equal(status, 200, address)
  }
})

test('every command and every file that a page names is there', async () => {
  const { scripts } = JSON.parse(await read('package.json')) as { scripts: Record<string, string> }
  for (const page of pages) {
    const text = await read(page)
    for (const [, name = ''] of text.matchAll(/`npm run ([\w:-]+)`/g))
      assert.ok(name in scripts, `${page}: npm run ${name}`)
    for (const [, link = ''] of text.matchAll(/\]\((?!https?:|#)([^)#]+)/g))
      await access(path.join(ROOT, path.dirname(page), link)).catch(() => assert.fail(`${page} links to ${link}`))
    for (const [, file = ''] of text.matchAll(/`((?:src|test|bin|docs|sdk)\/[\w./-]+)`/g))
      await access(path.join(ROOT, file)).catch(() => assert.fail(`${page} speaks of ${file}`))
  }
})

test('every setting and every function of the client that the README names is there', () => {
  const settings = [...readme.matchAll(/^\| ((?:`[A-Z_]+` ?)+)\|/gm)].flatMap(
    ([, cell = '']) => cell.match(/[A-Z_]+/g) ?? [],
  )
  assert.ok(settings.length >= 12)
  assert.deepEqual(
    settings.filter((name) => !SETTING_NAMES.includes(name)),
    [],
  )
  const functions = [...readme.matchAll(/\b(?:almanac|\))\.(\w+)\(/g)].map(([, name = '']) => name)
  assert.ok(functions.length >= 2)
  assert.deepEqual(
    functions.filter((name) => !(name in OPERATIONS)),
    [],
  )
})
