import { open, readFile, rm } from 'node:fs/promises'
import path from 'node:path'

/**
 * Holds a data folder for this process. The embedded database would be destroyed by two processes at once, so the second is
 * refused by name; a lock left behind by a killed process is taken over.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const file = path.join(folder, 'almanac.pid')
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      const handle = await open(file, 'wx')
      await handle.writeFile(String(process.pid))
      await handle.close()
      return () => rm(file, { force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      const pid = Number(await readFile(file, 'utf8').catch(() => '0'))
      if (isRunning(pid)) {
        throw new Error(`${folder} is in use by process ${pid}. Stop it, or choose another DATA_DIR.`)
      }
      await rm(file, { force: true })
    }
  }
  throw new Error(`${folder} is being opened by another process. Try again, or choose another DATA_DIR.`)
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false
  if (pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
