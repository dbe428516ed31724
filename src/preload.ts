import { readFileSync } from 'node:fs'
import { enableCompileCache, type ResolveFnOutput, type ResolveHookSync, registerHooks } from 'node:module'
import path from 'node:path'

// Loaded before everything else, by the server and by every test file: without it they take twice as long to start.

// What Node has made of our files is kept beside the packages. Where that folder cannot be written it does without.
enableCompileCache(path.join(import.meta.dirname, '../node_modules/.cache/almanac/compiled'))

const ROOT = new URL('..', import.meta.url)
const OUR_FILE = 'module-typescript'

/** `#core/` and the other rooms, as package.json names them: Node would look there again for each of some thousand imports. */
const rooms = Object.entries<string>(JSON.parse(readFileSync(new URL('package.json', ROOT), 'utf8')).imports).flatMap(
  ([name, target]) =>
    name.endsWith('/*') ? [{ name: name.slice(0, -1), url: new URL(target.slice(0, -1), ROOT).href }] : [],
)

/** What our files import of packages: many of them the same. */
const packages = new Map<string, ResolveFnOutput>()

const resolve: ResolveHookSync = (specifier, context, next) => {
  const from = context.parentURL ?? ''
  if (from.includes('/node_modules/')) {
    // To learn that a file is a module Node reads the package.json next to it, and Drizzle's has 180 KB, for each of its 300 files.
    const isDrizzle = specifier.startsWith('.') && from.includes('/node_modules/drizzle-orm/')
    return isDrizzle ? found(new URL(specifier, from).href, 'module') : next(specifier, context)
  }
  if (!from.startsWith(ROOT.href) || !context.conditions?.includes('import')) return next(specifier, context)
  if (specifier.endsWith('.ts')) {
    if (specifier.startsWith('.')) return found(new URL(specifier, from).href, OUR_FILE)
    const room = rooms.find(({ name }) => specifier.startsWith(name))
    if (room) return found(room.url + specifier.slice(room.name.length), OUR_FILE)
  }
  if (specifier.startsWith('.')) return next(specifier, context)
  const known = packages.get(specifier) ?? { ...next(specifier, context), shortCircuit: true }
  packages.set(specifier, known)
  return known
}

const found = (url: string, format: string): ResolveFnOutput => ({ url, format, shortCircuit: true })

registerHooks({ resolve })
