/** Of the layout described in README. Readers refuse every other. */
export const FORMAT = 'almanac'
export const FORMAT_VERSION = 1

export interface TableSummary {
  name: string
  rows: number
  /** Of its lines together, before they are packed. */
  bytes: number
  sha256: string
}

export interface Manifest {
  format: typeof FORMAT
  formatVersion: number
  /** Instant of the snapshot. */
  exportedAt: string
  instance: { url: string; epoch: string }
  schema: { newest: string; digest: string }
  userId: string
  tables: TableSummary[]
  /** How many files have their bytes in the archive, and which are missing because the storage has lost them. */
  files: { count: number; missing: string[] }
}

export const MANIFEST = 'manifest.json'
export const README_NAME = 'README.md'
export const tablePath = (name: string) => `tables/${name}.ndjson`
export const filePath = (id: string) => `files/${id}`
export const thumbnailPath = (id: string) => `files/${id}.thumbnail`

/** What the archive says of itself to whoever opens it. */
export const readme = (exportedAt: string, url: string) => `# Everything that ${url} kept for you

Made on ${exportedAt}. All of it is of one and the same moment.

- \`tables/<name>.ndjson\`: one table of the database each, one row a line, as JSON with the names of its columns. Instants are ISO 8601,
  days \`YYYY-MM-DD\`. Rows with a \`deleted_at\` were in the trash.
- \`tables/changes.ndjson\`: the history. Each line says which item was created, changed, deleted or restored, when and by whom; \`before\` is the
  row as it was until then.
- \`files/<id>\`: the bytes of your files; \`tables/files.ndjson\` says what each is called. \`files/<id>.thumbnail\` is the small picture made of it.
- \`manifest.json\`: the version of this layout, and of each table how many rows it has and the SHA-256 of its lines.

What proves who you are is not in it: passwords, second factors, sessions' tokens, keys of programs, secrets of webhooks and addresses that
open something to whoever knows them. Neither is what is counted or indexed from the rest; it is made again wherever the rest is.

Another Almanac reads this archive: \`POST /api/users/me/import\`.
`
