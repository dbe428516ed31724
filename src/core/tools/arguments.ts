import { AppError } from '#core/errors.ts'

/** What a call may bring: far more than any tool needs, and little enough to keep. */
export const MAX_ARGUMENT_CHARACTERS = 64_000
const MAX_VALUES = 5_000
const MAX_DEPTH = 12

/**
 * The arguments of a call as a plain object, whoever wrote them: JSON text, or a value that was parsed already. Refuses (AppError)
 * what is too long, too deep or no object, and text that no database stores, without ever walking more than it would keep.
 */
export function readArguments(given: unknown): Record<string, unknown> {
  const value = typeof given === 'string' ? parsed(given) : (given ?? {})
  refuseExcess(value)
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new AppError('invalid_input', 'The arguments must be one JSON object.')
  return value as Record<string, unknown>
}

function parsed(text: string): unknown {
  if (text.length > MAX_ARGUMENT_CHARACTERS) throw tooLarge()
  if (text.trim() === '') return {}
  try {
    return JSON.parse(text)
  } catch {
    throw new AppError('malformed_json', 'The arguments are not valid JSON.')
  }
}

/** Walks with a list of its own: nesting that would exhaust the stack is only a long list. */
function refuseExcess(value: unknown) {
  const open: { value: unknown; depth: number }[] = [{ value, depth: 0 }]
  let [values, characters] = [0, 0]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, depth } = next
    if (typeof value === 'string') {
      characters += value.length
      refuseUnstorable(value)
    } else if (typeof value === 'object' && value !== null) {
      if (depth >= MAX_DEPTH) throw new AppError('invalid_input', 'The arguments are nested too deeply.')
      const entries = Array.isArray(value) ? value : Object.values(value)
      if (values + open.length + entries.length > MAX_VALUES) throw tooLarge()
      for (const one of entries) open.push({ value: one, depth: depth + 1 })
      if (!Array.isArray(value)) for (const key of Object.keys(value)) characters += key.length
    }
    if (++values > MAX_VALUES || characters > MAX_ARGUMENT_CHARACTERS) throw tooLarge()
  }
}

function refuseUnstorable(text: string) {
  if (text.includes('\u0000') || !text.isWellFormed())
    throw new AppError('invalid_input', 'Text may not contain the character U+0000 or half of one.')
}

const tooLarge = () =>
  new AppError('too_large', `The arguments are too large: at most ${MAX_ARGUMENT_CHARACTERS} characters together.`)
