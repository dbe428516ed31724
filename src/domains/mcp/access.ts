import type { Tools } from '#core/tools/tool.ts'

/** What one request of an MCP client works with, besides the user's own ctx. */
export interface Access {
  tools: Tools
  /** Nothing but reading, whatever the key or token would allow. */
  isReadOnly: boolean
  /** Where the user decides about proposals. */
  publicUrl: string
  /** Told of what went wrong on our side; the client hears only that it did. */
  report: (error: unknown) => void
}

export const OUR_FAULT = 'Something went wrong on our side. Try again later.'
