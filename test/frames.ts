import assert from 'node:assert/strict'
import { Ajv, type ValidateFunction } from 'ajv'
import formats from 'ajv-formats'

/** A frame whose shape the test itself asserts, after the AsyncAPI document has. */
// biome-ignore lint/suspicious/noExplicitAny: tests read frames of every kind, and a wrong path fails the assertion
export type Frame = any

export interface FrameCheck {
  /** Throws unless the frame is one that the document says the server sends on this channel. */
  fromServer(channel: string, frame: Frame): void
  fromClient(channel: string, frame: Frame): void
}

interface AsyncApi {
  operations: Record<string, { messages: { $ref: string }[] }>
}

/** Holds frames to an AsyncAPI document: `app.call({ url: '/asyncapi.json' })`. */
export function checkFrames(document: object): FrameCheck {
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: true })
  formats.default(ajv)
  ajv.addSchema(document, 'asyncapi')
  const { operations } = document as AsyncApi
  const compiled = new Map<string, ValidateFunction>()
  const check = (operation: string, channel: string, frame: Frame) => {
    const name = `${channel}${String(frame?.type).replace(/^./, (first) => first.toUpperCase())}`
    const listed = operations[operation]?.messages.some(
      ({ $ref }) => $ref === `#/channels/${channel}/messages/${frame?.type}`,
    )
    assert.ok(listed, `${operation} does not know this frame: ${JSON.stringify(frame)}`)
    const validate = compiled.get(name) ?? ajv.compile({ $ref: `asyncapi#/components/messages/${name}/payload` })
    compiled.set(name, validate)
    assert.ok(validate(frame), `${JSON.stringify(frame)}\n${ajv.errorsText(validate.errors)}`)
  }
  return {
    fromServer: (channel, frame) => check(`${channel}FromServer`, channel, frame),
    fromClient: (channel, frame) => check(`${channel}FromClient`, channel, frame),
  }
}
