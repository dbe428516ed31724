/**
 * Watches how long this process holds its event loop: the most processor time of the main thread, in milliseconds, between two turns of
 * the loop since the call. Other work of the machine does not count.
 */
export function watchHolds(): () => number {
  const spent = () => {
    const { user, system } = process.threadCpuUsage()
    return (user + system) / 1_000
  }
  let last = spent()
  let longest = 0
  const timer = setInterval(() => {
    const now = spent()
    longest = Math.max(longest, now - last)
    last = now
  }, 1)
  return () => {
    clearInterval(timer)
    return longest
  }
}
