import { text as textOf } from 'node:stream/consumers'
import { z } from 'zod'
import { FORMAT, FORMAT_VERSION, MANIFEST, README_NAME, tablePath } from './archive.ts'
import { type OpenZip, refused } from './unzip.ts'

const MAX_MANIFEST = 4_000_000
const count = z.int().min(0)
const digest = z.string().regex(/^[0-9a-f]{64}$/)

const Head = z.object({ format: z.literal(FORMAT), formatVersion: z.int() })

const Manifest = z.strictObject({
  format: z.literal(FORMAT),
  formatVersion: z.literal(FORMAT_VERSION),
  exportedAt: z.iso.datetime(),
  instance: z.strictObject({ url: z.string().max(2_000), epoch: z.string().max(100) }),
  schema: z.strictObject({ newest: z.string().max(200), digest: z.string().max(100) }),
  userId: z.uuid(),
  tables: z
    .array(z.strictObject({ name: z.string().regex(/^[a-z_]{1,63}$/), rows: count, bytes: count, sha256: digest }))
    .max(1_000),
  files: z.strictObject({ count, missing: z.array(z.uuid()).max(50_000) }),
})
export type ReadManifest = z.infer<typeof Manifest>

/** What an archive says of itself. Refuses other layouts by name, and zips that hold anything else. */
export async function readManifest(zip: OpenZip): Promise<ReadManifest> {
  const size = zip.sizeOf(MANIFEST)
  if (size === null) throw refused('not_an_archive', `This zip has no ${MANIFEST}: no Almanac made it.`)
  if (size > MAX_MANIFEST) throw refused('bomb', `${MANIFEST} is larger than any can be.`)
  const raw = json(await textOf(await zip.read(MANIFEST)))
  const head = Head.safeParse(raw)
  if (!head.success) throw refused('not_an_archive', `${MANIFEST} is not one of an Almanac.`)
  if (head.data.formatVersion !== FORMAT_VERSION)
    throw refused(
      'version',
      `This archive has layout ${head.data.formatVersion}; this instance reads layout ${FORMAT_VERSION}.`,
    )
  const parsed = Manifest.safeParse(raw)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw refused('not_an_archive', `${MANIFEST}: ${issue?.path.join('.')}: ${issue?.message}`)
  }
  refuseStrangers(zip, parsed.data)
  return parsed.data
}

const ID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
const FILE = new RegExp(`^files/${ID}(\\.thumbnail)?$`)

function refuseStrangers(zip: OpenZip, { tables }: ReadManifest) {
  const expected = new Set([README_NAME, MANIFEST, ...tables.map(({ name }) => tablePath(name))])
  if (new Set(tables.map(({ name }) => name)).size < tables.length)
    throw refused('twice', `${MANIFEST} names a table twice.`)
  const stranger = zip.names.find((name) => !expected.has(name) && !FILE.test(name))
  if (stranger !== undefined) throw refused('unknown', `${stranger.slice(0, 200)} does not belong in an archive.`)
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw refused('not_an_archive', `${MANIFEST} is not JSON.`)
  }
}
