import { constants, createReadStream } from 'node:fs'
import { copyFile, mkdir, open, readdir, rename, rm, rmdir, stat } from 'node:fs/promises'
import path from 'node:path'
import type { FileStore, Stored } from './store.ts'

/** Keeps bytes in a folder of this machine: a key is a path below it. What is under a key is whole, also after a crash. */
export function openFolder(root: string): FileStore {
  const at = (key: string) => path.join(root, checked(key))
  return {
    put: async (key, { path: source }) => {
      const target = at(key)
      await flush(source)
      await moveInto(source, target)
    },
    read: async (key, range) => {
      const target = at(key)
      if (!(await isFile(target))) return null
      return createReadStream(target, range ?? {})
    },
    remove: async (key) => {
      const target = at(key)
      await rm(target, { force: true })
      // Only an empty one goes.
      await rmdir(path.dirname(target)).catch(() => {})
    },
    list: (prefix) => walk(root, prefix),
  }
}

const KEY = /^[\w-]+(\/[\w-]+(\.[\w-]+)?)+$/

/** Keys are made of ids, never of what users wrote; one that is not is a mistake of ours. */
function checked(key: string): string {
  if (!KEY.test(key)) throw new TypeError('This is not a key of a file')
  return key
}

async function flush(source: string) {
  const handle = await open(source, 'r+')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const TRIES = 5

/** Whoever removes the last file of a folder takes the folder along, perhaps just now. */
async function moveInto(source: string, target: string) {
  for (let attempt = 1; ; attempt++) {
    await mkdir(path.dirname(target), { recursive: true })
    try {
      return await move(source, target)
    } catch (error) {
      const isGone = (error as NodeJS.ErrnoException).code === 'ENOENT' && (await isFile(source))
      if (!isGone || attempt === TRIES) throw error
    }
  }
}

/** A rename where that is possible; between two disks a copy that gets its name when it is complete. */
async function move(source: string, target: string) {
  try {
    await rename(source, target)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error
    const draft = `${target}.part`
    await copyFile(source, draft, constants.COPYFILE_FICLONE)
    await rename(draft, target)
    await rm(source, { force: true })
  }
}

const isFile = async (file: string) => (await stat(file).catch(() => null))?.isFile() ?? false

/** `prefix` ends where a folder does. */
async function* walk(root: string, prefix: string): AsyncIterable<Stored> {
  const below = path.join(root, prefix)
  const entries = await readdir(below, { withFileTypes: true, recursive: true }).catch(() => [])
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name))
  for (const file of files.sort()) {
    const found = await stat(file).catch(() => null)
    const key = path.relative(root, file).split(path.sep).join('/')
    if (found) yield { key, writtenAt: found.mtime.toISOString() }
  }
}
