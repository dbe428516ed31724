import path from 'node:path'
import { after, describe } from 'node:test'
import { pathToFileURL } from 'node:url'
import { closeShared } from '#test/harness.ts'

// Runs several test files in one process, one after the other: node bin/lib/test-group.ts FILE…
// Each is a suite of its own, so that what it sets up stands only as long as its own tests run; those that ask for the shared app
// have one together.

after(closeShared)

for (const file of process.argv.slice(2)) {
  describe(file, async () => {
    await import(pathToFileURL(path.resolve(file)).href)
  })
}
