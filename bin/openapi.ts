/**
 * Writes what is made from the API's description: openapi.json, asyncapi.json, docs/postman.json and the client in sdk/.
 * With --check it writes nothing and fails when a committed file is not what it would write.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { startApp } from '#test/harness.ts'
import { artifactsOf, DESCRIBED_AS } from './lib/artifacts.ts'

const ROOT = path.dirname(import.meta.dirname)

async function main() {
  const app = await startApp({ env: DESCRIBED_AS })
  const artifacts = await artifactsOf(app.http)
  await app.close()
  const different = await whatDiffers(artifacts)
  if (process.argv.includes('--check')) return check(different)
  for (const file of different) {
    await mkdir(path.dirname(path.join(ROOT, file)), { recursive: true })
    await writeFile(path.join(ROOT, file), artifacts[file] ?? '')
    console.log(`wrote ${file}`)
  }
  if (different.length === 0) console.log('Everything is up to date.')
}

async function whatDiffers(artifacts: Record<string, string>): Promise<string[]> {
  const differs = await Promise.all(
    Object.entries(artifacts).map(async ([file, wanted]) => {
      const committed = await readFile(path.join(ROOT, file), 'utf8').catch(() => null)
      return committed === wanted ? [] : [file]
    }),
  )
  return differs.flat()
}

function check(different: string[]) {
  if (different.length === 0) return
  console.error(`These files do not match the code: ${different.join(', ')}. Run \`npm run openapi\` and commit them.`)
  process.exitCode = 1
}

await main()
