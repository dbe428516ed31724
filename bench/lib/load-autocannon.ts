import { readFileSync } from 'node:fs'
import autocannon from 'autocannon'

// What load.lua does, where wrk is not installed: node bench/lib/load-autocannon.ts URL CONNECTIONS SECONDS
const [url = '', connections = '32', seconds = '4'] = process.argv.slice(2)
const requests = readFileSync(process.env.TARGETS ?? '', 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => {
    const [method = 'GET', path = '/', name = '', value = '', body = ''] = line.split('\t')
    const headers = { [name]: value, ...(body && { 'content-type': 'application/json' }) }
    return { method: method as 'GET', path, headers, ...(body && { body }) } // load.ts writes methods only
  })
const result = await autocannon({ url, connections: Number(connections), duration: Number(seconds), requests })
console.log(
  JSON.stringify({
    requests: result.requests.total,
    microseconds: result.duration * 1e6,
    failed: result.errors + result.timeouts + result.non2xx,
    p50: result.latency.p50 * 1_000,
    p99: result.latency.p99 * 1_000,
  }),
)
