import type { Tools } from './tool.ts'

/** What the overviews ask for, which are documents to a client and not tools. */
export const OVERVIEW = 'overview:read'

/** Every scope that means something to an AI client, in order. */
export const scopesOf = (tools: Tools): string[] =>
  [...new Set([OVERVIEW, ...[...tools.values()].flatMap(({ scopes }) => scopes)])].sort()
