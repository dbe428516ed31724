import { createLog } from '#core/log.ts'
import { migrate } from '#core/migrate.ts'
import { openDatabase } from '../src/app.ts'
import { parseConfig } from '../src/config.ts'

/** Brings the configured database to the newest migration and says what it did: `npm run migrate`. */
const config = parseConfig(process.env)
const database = await openDatabase(config, createLog('warn'))
try {
  const applied = await migrate(database, (line) => console.log(line))
  console.log(applied.length === 0 ? 'Nothing to migrate.' : `Applied ${applied.length}.`)
} finally {
  await database.close()
}
