import type { Tools } from '#core/tools/tool.ts'

/** What the overviews ask for. */
export const OVERVIEW = 'overview:read'

/** Every scope that means something at `/mcp`, in order. */
export const scopesOf = (tools: Tools): string[] =>
  [...new Set([OVERVIEW, ...[...tools.values()].flatMap(({ scopes }) => scopes)])].sort()
