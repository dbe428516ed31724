import { z } from 'zod'
import { isZone } from '#core/time/zones.ts'
import { refused } from '../unzip.ts'
import { idsOf, MAX_STEPS, type Plan, type Reader, type Step } from './plan.ts'

const Photo = z.object({
  identifier: z.string().max(200),
  md5: z.string().regex(/^[0-9a-f]{32}$/),
  type: z.string().max(10).default('jpeg'),
})
const Entry = z.object({
  uuid: z.string().min(1).max(200),
  creationDate: z.iso.datetime(),
  timeZone: z.string().max(100).optional(),
  text: z.string().optional(),
  tags: z.array(z.string()).default([]),
  starred: z.boolean().default(false),
  isPinned: z.boolean().default(false),
  photos: z.array(Photo).default([]),
})
type Entry = z.infer<typeof Entry>
const Journal = z.object({ entries: z.array(z.unknown()) })

/** Where Day One shows a picture: `![](dayone-moment://9DE2F0C1)`. */
const MOMENT = /!\[[^\]]*\]\(dayone-moment:\/{1,3}(?:photo\/)?([\w-]+)\)/g

/**
 * Reads a journal that Day One exported as JSON: entries with the instant and the zone they were written in, tags, stars (which become a tag) and
 * photos. `file` names the JSON within the zip. A heading on the first line is the title; Day One escapes marks that Markdown does not need to.
 */
export function planDayOne(text: string, file: string, reader: Reader): Plan {
  const idOf = idsOf(reader, 'day_one')
  const plan: Plan = { steps: [], problems: [] }
  for (const [at, raw] of entriesOf(text, file).slice(0, MAX_STEPS).entries()) {
    const entry = Entry.safeParse(raw)
    if (entry.success) plan.steps.push(stepOf(entry.data, idOf(entry.data.uuid), { where: file, line: at + 1 }))
    else {
      const [issue] = entry.error.issues
      plan.problems.push({ where: file, line: at + 1, message: `${issue?.path.join('.')}: ${issue?.message}` })
    }
  }
  return plan
}

function entriesOf(text: string, file: string): unknown[] {
  try {
    return Journal.parse(JSON.parse(text)).entries
  } catch {
    throw refused('not_that_program', `${file} is not a journal of Day One.`)
  }
}

function stepOf(entry: Entry, id: string, place: Pick<Step, 'where' | 'line'>): Step {
  const [title, body] = headed((entry.text ?? '').replaceAll(/\\([.!()[\]{}#+_*~>|-])/g, '$1'))
  const photos = new Map(entry.photos.map((photo) => [photo.identifier, photo]))
  const marked = new Set([...body.matchAll(MOMENT)].map(([, identifier = '']) => identifier))
  const text = body.replaceAll(MOMENT, (all, identifier: string) => (photos.has(identifier) ? markOf(identifier) : all))
  const loose = entry.photos
    .filter(({ identifier }) => !marked.has(identifier))
    .map(({ identifier }) => markOf(identifier))
  const tags = [...entry.tags, ...(entry.starred ? ['starred'] : []), ...(entry.isPinned ? ['pinned'] : [])]
  const input: Step['input'] = {
    writtenAt: new Date(entry.creationDate).toISOString(),
    ...(isZone(entry.timeZone ?? '') && { zone: entry.timeZone }),
    title,
    text: [text.trim(), ...loose].filter(Boolean).join('\n\n') || (title === null ? '…' : ''),
    tags: [...new Set(tags.map((tag) => tag.trim().slice(0, 50)).filter(Boolean))].slice(0, 30),
  }
  const pictures = entry.photos.map(({ identifier, md5, type }) => ({
    entry: `photos/${md5}.${type}`,
    name: `${identifier}.${type}`,
    mark: markOf(identifier),
  }))
  return { ...place, entity: 'journal_entry', id, input, pictures }
}

const markOf = (identifier: string) => `![](day-one-photo:${identifier})`

function headed(text: string): [title: string | null, body: string] {
  const [, title, body = ''] = /^#{1,3} +([^\n]{1,200})(?:\n+([\s\S]*))?$/.exec(text.trim()) ?? []
  return title === undefined ? [null, text] : [title.trim(), body]
}
