import { enableCompileCache, registerHooks } from 'node:module'
import path from 'node:path'

// Loaded before everything else, by the server and by every test file: it makes them start a second sooner.

// What Node has made of our files is kept beside the packages. Where that folder cannot be written it does without.
enableCompileCache(path.join(import.meta.dirname, '../node_modules/.cache/almanac/compiled'))

// To learn that a file is a module Node reads the package.json next to it, and Drizzle's has 180 KB, for each of its 300 files.
registerHooks({
  resolve: (specifier, context, next) =>
    specifier.startsWith('.') && context.parentURL?.includes('/node_modules/drizzle-orm/')
      ? { url: new URL(specifier, context.parentURL).href, format: 'module', shortCircuit: true }
      : next(specifier, context),
})
