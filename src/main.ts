import { enableCompileCache } from 'node:module'
import path from 'node:path'

// Node keeps what it has made of our files beside the packages, so that the next start takes a second less. Where that folder
// cannot be written it does without. Hence the import that waits: what is imported above is compiled before.
enableCompileCache(path.join(import.meta.dirname, '../node_modules/.cache/almanac/compiled'))
await import('./serve.ts')
