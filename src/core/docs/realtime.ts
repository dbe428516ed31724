import type { FastifyInstance } from 'fastify'
import type { Channel, Frames } from '../channel.ts'
import { exampleOf } from './example.ts'
import { type Html, html, json, prose, sendPage } from './page.ts'
import { createSchemas, type Direction } from './schemas.ts'

/** Every socket and its frames for people to read; `/asyncapi.json` says the same to programs. */
export async function answerRealtimePage(app: FastifyInstance) {
  let page: Html | null = null
  app.get('/docs/realtime', { schema: { hide: true }, config: { public: true } }, async (_, reply) => {
    page ??= html`<p>${prose('For programs: ')}<a href="../asyncapi.json">asyncapi.json</a></p>
${app.platform.channels.map((channel) => described(app, channel))}`
    return sendPage(reply, 'Realtime', 0, page)
  })
}

function described(app: FastifyInstance, channel: Channel): Html {
  const { title, path, description } = channel
  const { fromClient, fromServer } = channel.frames(app.platform.entities)
  const paragraphs = description.split(/\n{2,}/).map((text) => html`<p>${prose(text)}</p>\n`)
  return html`<h2 id="${channel.name}">${title}</h2>
<p><code>${path}</code></p>
${paragraphs}
<h3>What you send</h3>
${framesOf(fromClient, 'input')}
<h3>What you are sent</h3>
${framesOf(fromServer, 'output')}`
}

function framesOf(frames: Frames, direction: Direction): Html[] {
  const schemas = createSchemas()
  return Object.entries(frames).map(([name, schema]) => {
    const frame = schemas.of(schema, direction)
    return html`<h4><code>${name}</code></h4>
<p>${prose(frame.description ?? '')}</p>
${json(exampleOf(frame, schemas, direction))}
`
  })
}
