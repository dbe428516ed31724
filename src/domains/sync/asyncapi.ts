import { z } from 'zod'
import type { Channel, Frames } from '#core/channel.ts'
import { exampleOf } from '#core/docs/example.ts'
import { createSchemas } from '#core/docs/schemas.ts'
import type { Entities } from '#core/entity.ts'
import manifest from '../../../package.json' with { type: 'json' }

type Json = Record<string, unknown>

/** AsyncAPI 3.0 of every socket, seen from the server, made from the same schemas that the code parses and writes. */
export function asyncApi(channels: Channel[], entities: Entities, publicUrl: string): Json {
  const { host, protocol } = new URL(publicUrl)
  const messages: Json = {}
  const schemas: Json = {}
  const described = channels.map((channel) => {
    const { fromClient, fromServer } = channel.frames(entities)
    Object.assign(
      messages,
      messagesOf(channel, fromClient, 'input', schemas),
      messagesOf(channel, fromServer, 'output', schemas),
    )
    return { channel, fromClient, fromServer }
  })
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Almanac sockets',
      version: manifest.version,
      description: 'What goes over the sockets beside the HTTP API.',
      license: { name: 'MIT' },
    },
    defaultContentType: 'application/json',
    servers: { almanac: { host, protocol: protocol === 'https:' ? 'wss' : 'ws' } },
    channels: Object.fromEntries(
      described.map(({ channel, fromClient, fromServer }) => [
        channel.name,
        channelObject(channel, { ...fromClient, ...fromServer }),
      ]),
    ),
    operations: Object.fromEntries(
      described.flatMap(({ channel, fromClient, fromServer }) => [
        [`${channel.name}FromClient`, operation(channel, 'receive', fromClient)],
        [`${channel.name}FromServer`, operation(channel, 'send', fromServer)],
      ]),
    ),
    components: { messages, schemas },
  }
}

function channelObject({ name, path, title, description }: Channel, frames: Frames): Json {
  const messages = Object.keys(frames).map((frame) => [
    frame,
    { $ref: `#/components/messages/${messageName(name, frame)}` },
  ])
  return {
    address: path,
    title,
    description,
    messages: Object.fromEntries(messages),
    bindings: { ws: { method: 'GET', bindingVersion: '0.1.0' } },
  }
}

function operation({ name, title }: Channel, action: 'send' | 'receive', frames: Frames): Json {
  return {
    action,
    title,
    channel: { $ref: `#/channels/${name}` },
    messages: Object.keys(frames).map((frame) => ({ $ref: `#/channels/${name}/messages/${frame}` })),
  }
}

function messagesOf({ name }: Channel, frames: Frames, io: 'input' | 'output', schemas: Json): Json {
  const named = createSchemas()
  const entries = Object.entries(frames).map(([frame, schema]) => {
    const {
      $schema: _,
      definitions,
      description,
      ...payload
    } = relocated(z.toJSONSchema(schema, { target: 'draft-7', io, unrepresentable: 'any' }) as Json)
    Object.assign(schemas, definitions)
    const example = exampleOf(named.of(schema, io), named, io)
    return [messageName(name, frame), { name: frame, summary: description, payload, examples: [{ payload: example }] }]
  })
  return Object.fromEntries(entries)
}

const messageName = (channel: string, frame: string) => `${channel}${frame[0]?.toUpperCase()}${frame.slice(1)}`

/** Named schemas stand once, among the components. */
function relocated(schema: Json): Json {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/definitions/', '"#/components/schemas/')) as Json
}
