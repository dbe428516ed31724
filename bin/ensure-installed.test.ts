import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'

const folders: string[] = []
after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true })
})

test('nothing is printed and nothing is done when all packages are there', () => {
  const folder = checkout()
  installed(folder, (lock) => lock)
  assert.deepEqual(ensureInstalled(folder), { status: 0, output: '' })
})

test('packages of other platforms may be missing', () => {
  const folder = checkout()
  installed(folder, (lock) => ({
    packages: Object.fromEntries(Object.entries(lock.packages).filter(([, entry]) => !entry.optional)),
  }))
  assert.equal(ensureInstalled(folder).status, 0)
})

test('another version of one package is noticed, and without a network the message says what to do', () => {
  const folder = checkout()
  installed(folder, (lock) => ({ packages: { ...lock.packages, 'node_modules/fastify': { version: '0.0.1' } } }))
  const { status, output } = ensureInstalled(folder)
  assert.equal(status, 1)
  assert.match(output, /Installing the packages/)
  assert.match(output, /Check the connection \(npm ping\)/)
})

interface Lock {
  packages: Record<string, { version?: string; optional?: boolean }>
}

function checkout() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'almanac-install-'))
  folders.push(folder)
  const root = path.join(import.meta.dirname, '..')
  for (const file of ['package.json', 'package-lock.json', 'bin/ensure-installed.mjs'])
    cpSync(path.join(root, file), path.join(folder, file))
  return folder
}

/** Leaves the note that npm leaves about what it has installed. */
function installed(folder: string, change: (lock: Lock) => Lock) {
  const lock = JSON.parse(readFileSync(path.join(folder, 'package-lock.json'), 'utf8')) as Lock // npm's own format
  mkdirSync(path.join(folder, 'node_modules'))
  writeFileSync(path.join(folder, 'node_modules', '.package-lock.json'), JSON.stringify(change(lock)))
}

function ensureInstalled(folder: string) {
  const nowhere = {
    npm_config_registry: 'http://127.0.0.1:9',
    npm_config_cache: path.join(folder, 'cache'),
    npm_config_fetch_retries: '0',
  }
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(folder, 'bin', 'ensure-installed.mjs')], {
    env: { ...process.env, ...nowhere },
    encoding: 'utf8',
  })
  return { status, output: stdout + stderr }
}
