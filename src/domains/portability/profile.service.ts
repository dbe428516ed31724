import type { UserCtx } from '#core/ctx.ts'
import { takeOverProfile } from '#domains/accounts/profile.service.ts'
import { tablePath } from './archive.ts'
import type { Findings } from './findings.ts'
import { linesOf, type OpenZip } from './unzip.ts'

const WHERE = tablePath('users')

interface Brought {
  zip: OpenZip
  findings: Findings
  overwrite: boolean
}

/** Takes over the profile that an archive has, if any. */
export async function takeProfile(ctx: UserCtx, { zip, findings, overwrite }: Brought): Promise<void> {
  if (zip.sizeOf(WHERE) === null) return
  for await (const { line, text } of linesOf(await zip.read(WHERE), WHERE, () => {})) {
    const row: unknown = parsed(text)
    const fault = isObject(row) ? await takeOverProfile(ctx, row, overwrite) : 'is not a JSON object'
    if (fault !== null) findings.add(WHERE, line, fault)
    return
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
