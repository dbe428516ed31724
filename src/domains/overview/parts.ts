export interface Failure<N extends string = string> {
  part: N
  error: unknown
}

type Parts<P extends Record<string, Promise<unknown>>> = { [K in keyof P]: Awaited<P[K]> | null }

export interface Gathered<P extends Record<string, Promise<unknown>>> {
  parts: Parts<P>
  failures: Failure<Extract<keyof P, string>>[]
}

/** Waits for all parts; one that fails is null and listed. When all of them fail, the first failure is thrown: there is no answer. */
export async function gather<P extends Record<string, Promise<unknown>>>(promised: P): Promise<Gathered<P>> {
  const names = Object.keys(promised) as Extract<keyof P, string>[] // the record's own
  const settled = await Promise.allSettled(names.map((name) => promised[name]))
  const failures = settled.flatMap((one, at) => {
    const part = names[at]
    return one.status === 'rejected' && part !== undefined ? [{ part, error: one.reason as unknown }] : []
  })
  if (failures.length === names.length && failures[0]) throw failures[0].error
  const entries = settled.map((one, at) => [names[at], one.status === 'fulfilled' ? one.value : null])
  return { parts: Object.fromEntries(entries) as Parts<P>, failures } // one entry for each name
}
