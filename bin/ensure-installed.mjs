/**
 * Runs before every script of package.json, on whatever Node the machine has (18 or newer): installs the packages of
 * package-lock.json and Node 24 when they are not there, and says so. Silent, and done at once, when they are.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const WINDOWS = process.platform === 'win32'
const NODE_PACKAGE = path.join(ROOT, 'node_modules', 'node')
const NODE_NEEDED = 24
const FLAGS = ['--include=dev', '--no-audit', '--no-fund', '--loglevel=error']

function main() {
  if (!packagesInstalled()) installPackages()
  if (!nodeInstalled()) installNode()
}

/** Compares what package-lock.json wants with what npm noted it has installed, package by package. */
function packagesInstalled() {
  const installed = readPackages(path.join('node_modules', '.package-lock.json'))
  return Object.entries(readPackages('package-lock.json')).every(([place, wanted]) => {
    const skipped = place === '' || wanted.optional || wanted.devOptional
    return skipped || installed[place]?.version === wanted.version
  })
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(path.join(ROOT, file), 'utf8')).packages
  } catch {
    return {}
  }
}

function installPackages() {
  say('Installing the packages Almanac needs. This happens once and takes about half a minute …')
  if (npm('ci', ...FLAGS)) return
  fail(
    'The packages could not be installed; npm says why above.',
    'The first start needs the npm registry. Check the connection (npm ping) and, behind a proxy,',
    '`npm config set https-proxy http://…`; then run the same command again.',
  )
}

/** npm puts the folder of this Node first on the path of every script, and `node` in a script then means this one. */
function nodeInstalled() {
  const hostIsEnough = Number.parseInt(process.versions.node, 10) >= NODE_NEEDED
  const linked = existsSync(path.join(ROOT, 'node_modules', '.bin', WINDOWS ? 'node.cmd' : 'node'))
  return linked || hostIsEnough
}

/** The package `node` fetches its binary in an install script, and npm may be set to run none. */
function installNode() {
  say(`Installing Node ${NODE_NEEDED} beside the packages (this machine has ${process.versions.node}) …`)
  const steps = [
    () => npm('rebuild', 'node', ...FLAGS),
    () => run(process.execPath, ['installArchSpecificPackage.js'], NODE_PACKAGE) && npm('rebuild', 'node', ...FLAGS),
  ]
  if (steps.some((step) => step() && nodeInstalled())) return
  fail(
    `Node ${NODE_NEEDED} could not be installed beside the packages.`,
    `Check the connection and run the same command again, or install Node ${NODE_NEEDED} or newer yourself: https://nodejs.org`,
  )
}

/** Uses the npm that runs us, so that a machine with several has no surprise. */
function npm(...args) {
  const cli = process.env.npm_execpath
  return cli?.endsWith('.js') ? run(process.execPath, [cli, ...args], ROOT) : run('npm', args, ROOT)
}

function run(command, args, cwd) {
  const shell = WINDOWS && command === 'npm'
  return spawnSync(command, args, { cwd, shell, stdio: ['ignore', 'inherit', 'inherit'] }).status === 0
}

function say(line) {
  console.error(line)
}

function fail(...lines) {
  console.error(`\n${lines.join('\n')}`)
  process.exit(1)
}

main()
