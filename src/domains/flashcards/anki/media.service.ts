import type { Reach, UserCtx } from '#core/ctx.ts'
import { AppError } from '#core/errors.ts'
import { uploadFile } from '#domains/files/files.service.ts'
import { type Medium, readMedia } from './packages.ts'
import { filesOfMedia, rememberMedium } from './taken.queries.ts'

type Outside = Pick<Reach, 'files'>

/** How media of a package become files of mine, each once. */
export interface MediaShelf {
  /** Id of the file, by the name of the medium; null when it became none. */
  known: Map<string, string | null>
  /** What became of the others, in words. */
  warnings: string[]
  taken: number
}

const AT_ONCE = 50

/**
 * Makes files of the media of these names, the way every upload goes: looked at, made clean, counted. What cannot be kept is warned of, and the
 * cards come in without it. The same medium in another package is the same file. Trying out keeps nothing.
 */
export async function takeMedia(
  ctx: UserCtx,
  outside: Outside,
  { folder, isDryRun }: { folder: string; isDryRun: boolean },
  shelf: MediaShelf,
  names: readonly string[],
): Promise<void> {
  const wanted = [...new Set(names)].filter((name) => !shelf.known.has(name))
  for (let at = 0; at < wanted.length; at += AT_ONCE) {
    const some = wanted.slice(at, at + AT_ONCE)
    const media = await readMedia(folder, some)
    const before = await filesOfMedia(
      ctx,
      media.flatMap((medium) => ('path' in medium ? [medium.sha256] : [])),
    )
    for (const name of some) shelf.known.set(name, null)
    for (const medium of media) {
      const known = 'path' in medium ? before.get(medium.sha256) : undefined
      shelf.known.set(medium.name, known ?? (isDryRun ? null : await keep(ctx, outside, shelf, medium)))
      if (isDryRun && known === undefined && 'path' in medium) shelf.taken++
    }
    const there = new Set(media.map(({ name }) => name))
    for (const name of some) if (!there.has(name)) shelf.warnings.push(`${name} is not in the package.`)
  }
}

async function keep(ctx: UserCtx, outside: Outside, shelf: MediaShelf, medium: Medium): Promise<string | null> {
  const { name } = medium
  if ('problem' in medium) {
    shelf.warnings.push(`${name} was left out: ${medium.problem}`)
    return null
  }
  try {
    const { path, size, sha256 } = medium
    const { id } = await uploadFile(ctx, outside, { name, path, size, sha256 })
    await rememberMedium(ctx, sha256, id)
    shelf.taken++
    return id
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    shelf.warnings.push(`${name} was left out: ${error.message}`)
    return null
  }
}
