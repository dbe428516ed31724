import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A web server on loopback that answers every request with one page, and counts them. */
export async function openPageServer(page: string, type = 'text/html; charset=utf-8') {
  const seen: string[] = []
  const server = createServer((request, response) => {
    seen.push(request.url ?? '')
    response.writeHead(request.url === '/missing' ? 404 : 200, { 'content-type': type }).end(page)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}` // it listens on TCP
  return { url, seen, close: () => server.close().closeAllConnections() }
}

export const SOIL_PAGE = `<!doctype html><html><head><title>Soil &amp; tomatoes</title><script>alert("no")</script></head><body>
<nav><a href="/">Home of a very long menu that says nothing at all.</a></nav>
<article><h1>Soil</h1><p>Tomatoes want loose soil that holds water.</p>
<p>Loose soil holds water and air for the roots.</p><p>Compost makes soil loose and feeds the tomatoes.</p>
<p>I met a neighbour on Monday at the gate.</p></article>
<footer>Copyright of somebody who wants to be mentioned.</footer></body></html>`
