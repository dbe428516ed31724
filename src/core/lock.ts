import { readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'

/**
 * Holds a data folder for this process. The embedded database would be destroyed by two processes at once, so the second is
 * refused by name; a lock left behind by a killed process is taken over.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const file = path.join(folder, 'almanac.pid')
  // Known before the file is made, so that nobody finds it empty and takes it for one left behind.
  const holder = `${process.pid} ${(await startOf(process.pid)) ?? ''}`
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      await writeFile(file, holder, { flag: 'wx' })
      return () => rm(file, { force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      const [pid, start = ''] = (await readFile(file, 'utf8').catch(() => '')).split(' ')
      if (await isRunning(Number(pid), start)) {
        throw new Error(`${folder} is in use by process ${pid}. Stop it, or choose another DATA_DIR.`)
      }
      await rm(file, { force: true })
    }
  }
  throw new Error(`${folder} is being opened by another process. Try again, or choose another DATA_DIR.`)
}

/** A number that was given to another process since, and one that has ended but is not buried yet, do not run. */
async function isRunning(pid: number, start: string): Promise<boolean> {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid || !isKnown(pid)) return false
  const now = await startOf(pid)
  return now === null ? process.platform !== 'linux' : start === '' || now === start
}

function isKnown(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** When a process started, in ticks since boot: proc(5), `stat`, field 22. Null where it has ended or this is not Linux. */
async function startOf(pid: number): Promise<string | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  // The second field, the command in brackets, may hold anything.
  const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return state === undefined || state === '' || state === 'Z' ? null : (fields[18] ?? null)
}
