import path from 'node:path'
import { messageOf } from '#core/log.ts'
import { createApp } from './app.ts'
import { parseConfig } from './config.ts'

const STOP_MS = 30_000

async function main() {
  const config = parseConfig(process.env)
  console.log(
    config.DATABASE_URL === null
      ? 'Opening the embedded database (the first start takes a few seconds) …'
      : 'Connecting to PostgreSQL …',
  )
  const app = await createApp(config, { progress: (line) => console.log(`  ${line}`) })
  const { url } = await app.listen()
  console.log(
    [
      '',
      `  Almanac is ready (${config.ROLE}, ${config.STAGE})`,
      `    API    ${url}/api`,
      `    Docs   ${url}/docs`,
      `    Data   ${config.DATABASE_URL === null ? path.resolve(config.DATA_DIR) : 'PostgreSQL'}`,
      ...(config.SMTP_URL === null
        ? [`    Mail   ${path.resolve(config.DATA_DIR, 'mail')} (set SMTP_URL to send it)`]
        : []),
      '',
    ].join('\n'),
  )
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(app))
}

async function stop(app: { close(): Promise<void> }) {
  setTimeout(() => process.exit(1), STOP_MS).unref()
  await app.close()
  process.exit(0)
}

main().catch((error: unknown) => {
  console.error(messageOf(error))
  if (process.env.LOG_LEVEL === 'debug') console.error(error)
  process.exit(1)
})
