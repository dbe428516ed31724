type Json = Record<string, unknown>

/** Applies a JSON merge patch (RFC 7396): null removes, objects merge, all else replaces. Objects left empty disappear. */
export function mergePatch(target: Json, patch: Json): Json {
  const merged = { ...target }
  for (const [name, value] of Object.entries(patch)) {
    if (value === undefined) continue
    const kept = isObject(value) ? mergePatch(isObject(merged[name]) ? merged[name] : {}, value) : value
    if (kept === null || (isObject(kept) && Object.keys(kept).length === 0)) delete merged[name]
    else merged[name] = kept
  }
  return merged
}

/** What somebody chose, laid over the defaults. */
export function laidOver<T extends object>(defaults: T, chosen: Json): T {
  const entries = Object.entries(chosen).map(([name, value]) => {
    const below = (defaults as Json)[name]
    return [name, isObject(below) && isObject(value) ? laidOver(below, value) : value]
  })
  // Whatever was stored came through the schema that T describes.
  return { ...defaults, ...Object.fromEntries(entries) } as T
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
