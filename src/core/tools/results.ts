/** What a model is told of one answer: enough to work with, and not its whole memory. */
export const MAX_RESULT_CHARACTERS = 24_000

/**
 * An answer within bounds: a list loses its last items and says how many, long texts are shortened, and what is still too long is
 * told in part. Takes and gives JSON.
 */
export function bounded(json: string): unknown {
  if (json.length <= MAX_RESULT_CHARACTERS) return JSON.parse(json)
  const result = shortened(JSON.parse(json)) as Record<string, unknown> | null
  if (Array.isArray(result?.items)) return fewer(result, result.items)
  const text = JSON.stringify(result)
  return text.length <= MAX_RESULT_CHARACTERS
    ? result
    : { beginning: text.slice(0, MAX_RESULT_CHARACTERS), isCut: true }
}

const LONG_TEXT = 1_000

function shortened(value: unknown): unknown {
  if (typeof value === 'string') return value.length > LONG_TEXT ? `${value.slice(0, LONG_TEXT)}…` : value
  if (Array.isArray(value)) return value.map(shortened)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, shortened(one)]))
}

function fewer(result: Record<string, unknown>, items: unknown[]) {
  let room = MAX_RESULT_CHARACTERS - JSON.stringify({ ...result, items: [], leftOff: items.length }).length
  const kept = items.findIndex((item) => {
    room -= JSON.stringify(item).length + 1
    return room < 0
  })
  return kept === -1 ? result : { ...result, items: items.slice(0, kept), leftOff: items.length - kept }
}
