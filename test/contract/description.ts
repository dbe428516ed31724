import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import type { OpenApi } from '#core/docs/document.ts'
import type { Operation } from '#core/docs/operation.ts'
import type { Body } from '#test/harness.ts'

/** One operation of openapi.json, with what a test needs to know of it. */
export interface Described extends Operation {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  path: string
  isPublic: boolean
  /** What its body looks like; undefined when it takes none. */
  bodyExample: Body
  /** The status of its answer when all goes well. */
  success: number
}

export function describedIn(document: OpenApi): Described[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      ...operation,
      method: method.toUpperCase() as Described['method'],
      path,
      isPublic: (operation.security as unknown[]).length === 0,
      bodyExample: mediaOf(operation.requestBody)?.example,
      success: Number(Object.keys(operation.responses).find((status) => Number(status) < 400)),
    })),
  )
}

export interface Media {
  type: string
  example?: Body
  examples?: Record<string, { value: Body }>
}

/** The one media type of a body or an answer. */
export function mediaOf(part: Body): Media | undefined {
  const [entry] = Object.entries((part?.content ?? {}) as Record<string, object>)
  return entry && { type: entry[0], ...entry[1] }
}

/** Checks values against the schemas of the description itself, references and all. */
export function checker(document: OpenApi) {
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  formats.default(ajv)
  ajv.addSchema({ $id: 'openapi', ...document } as object)
  const compiled = new Map<string, ValidateFunction>()
  const complaints = (pointer: string, value: unknown): string | null => {
    const check = compiled.get(pointer) ?? ajv.compile({ $ref: `openapi#${pointer}` })
    compiled.set(pointer, check)
    return check(value) ? null : `${ajv.errorsText(check.errors, { separator: '\n' })}\nin ${JSON.stringify(value)}`
  }
  const schemaAt = ({ path, method }: Described, rest: string[]) =>
    ['', 'paths', path, method.toLowerCase(), ...rest, 'schema'].map(escaped).join('/')
  return {
    /** What is wrong with this as a request's body; null when nothing is. */
    request: (operation: Described, body: unknown) =>
      complaints(schemaAt(operation, ['requestBody', 'content', mediaOf(operation.requestBody)?.type ?? '']), body),
    /** What is wrong with this as an answer of this status; null when nothing is. */
    answer: (operation: Described, status: number, body: unknown) => {
      const media = mediaOf(operation.responses[status])
      if (!media?.type.includes('json')) return null
      return complaints(schemaAt(operation, ['responses', String(status), 'content', media.type]), body)
    },
    problem: (body: unknown) => complaints('/components/schemas/Problem', body),
  }
}

/** As a JSON pointer in the fragment of a URI (RFC 6901 §6). */
const escaped = (part: string) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))
