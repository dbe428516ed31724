import path from 'node:path'
import { freePort, type Running, start } from './processes.ts'
import type { Endpoint, Statement } from './statements.ts'

const ROOT = path.join(import.meta.dirname, '../..')

export interface Server extends Running {
  url: string
}

/** The whole app, as `npm start` runs it, in one process with everything on; only the budgets are too wide to be met. */
export async function startAlmanac(env: Record<string, string>, log: string): Promise<Server> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const running = await start({
    command: process.execPath,
    args: [...nodeOptions(), path.join(ROOT, 'src/main.ts')],
    env: { STAGE: 'production', PORT: String(port), PUBLIC_URL: url, RATE_LIMIT_SCALE: '100000', ...env },
    log,
    ready: `${url}/readyz`,
  })
  return { ...running, url }
}

export async function startBare(settings: Bare, log: string): Promise<Server> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const running = await start({
    command: process.execPath,
    args: [path.join(ROOT, 'bench/bare.ts')],
    env: { BARE: JSON.stringify({ ...settings, port }), NODE_ENV: 'production' },
    log,
    ready: url,
  })
  return { ...running, url }
}

interface Bare {
  url: string
  pool: number
  statements: Record<Endpoint, Statement>
}

/** The FastAPI app in $PEER_DIR, one uvicorn process on uvloop and httptools. */
export async function startPeer(
  folder: string,
  dsn: string,
  secret: string,
  raw: boolean,
  log: string,
): Promise<Server> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const running = await start({
    command: '/usr/bin/python3',
    args: ['-m', 'uvicorn', 'app:app', '--port', String(port), '--log-level', 'warning'],
    env: { DSN: dsn.replace(/^postgres:/, 'postgresql:'), SECRET: secret, ...(raw && { RAW: '1' }) },
    cwd: folder,
    log,
    ready: `${url}/openapi.json`,
  })
  return { ...running, url }
}

/** For profiling: APP_NODE_OPTIONS="--cpu-prof --cpu-prof-dir=/tmp/profiles". */
const nodeOptions = () => (process.env.APP_NODE_OPTIONS ?? '').split(' ').filter(Boolean)
