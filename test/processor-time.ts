/**
 * Milliseconds of processor time that `work` takes in this thread, the best of five: unlike the clock on the wall it does not grow on a
 * busy machine, and the first run, which also compiles the code, seldom counts. `work` is told which try it is.
 */
export function processorMs(work: (attempt: number) => void): number {
  const times = [0, 1, 2, 3, 4].map((attempt) => {
    const before = process.threadCpuUsage()
    work(attempt)
    return process.threadCpuUsage(before).user / 1000
  })
  return Math.min(...times)
}
